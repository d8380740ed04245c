"""The receipt a family takes home, and the written answer: the same data for PDF and Word. Papers are in Chinese."""

from django.utils import timezone, translation

from anjia.accounts.models import Membership
from anjia.appeals.enums import AppealState, Verb
from anjia.appeals.models import Appeal
from anjia.documents.papers import Letter
from anjia.documents.render.typesetting import chinese_date
from anjia.kernel.permissions import grants
from anjia.kernel.scope import contains

BODIES = {"town_federation": "妇女联合会", "town_leading_group": "平安家庭创建领导小组"}
ELSEWHERE = "对答复仍有意见的，可以向上一级妇联反映，或拨打 12338 咨询。申诉不收任何费用，也不影响以后参评。"
WAITS = "答复以前，与这一项有关的退回、不予通过、重新评分和推举表决都先停下来；对您家有利的步骤照常办理。"


def receipt_of(appeal: Appeal) -> Letter:
    """Acknowledges an appeal: what was received, by when it is answered, what waits meanwhile."""
    with translation.override("zh-hans"):
        return Letter(
            title="申诉回执",
            number=appeal.number,
            addressee=f"{appeal.household.head_name}家庭",
            facts=_facts(appeal),
            paragraphs=_received(appeal),
            signer=_village(appeal),
            signed_on=appeal.received_on,
            note=f"申诉由没有参加过这一步办理、也不是您家亲属的人答复。{ELSEWHERE}",
            receipt=("经手人", "家庭签收"),
        )


def answer_of(appeal: Appeal) -> Letter:
    """The reasoned answer."""
    if appeal.decided_at is None:
        raise ValueError("an appeal is answered in writing once it is decided")
    upheld = appeal.state == AppealState.UPHELD
    asked = f"您家{chinese_date(appeal.received_on)}提出的申诉，答复如下。"
    with translation.override("zh-hans"):
        outcome = "经核实，您家的申诉成立。" if upheld else "经核实，您家的申诉不成立，原来的处理维持不变。"
        remedy = (str(appeal.kind.remedy),) if upheld else ()
        return Letter(
            title="申诉答复书",
            number=appeal.number,
            addressee=f"{appeal.household.head_name}家庭",
            facts=_facts(appeal),
            paragraphs=(asked, outcome, appeal.answer, *remedy),
            signer=_signer(appeal),
            signed_on=timezone.localdate(appeal.decided_at),
            note=ELSEWHERE,
            receipt=("家庭签收", "签收日期"),
        )


def _received(appeal: Appeal) -> tuple[str, ...]:
    if appeal.state == AppealState.LATE:
        return (f"您家的申诉已于{chinese_date(appeal.received_on)}收到。", appeal.answer)
    due = f"最迟{chinese_date(appeal.due_on)}书面答复"
    return (f"您家的申诉已于{chinese_date(appeal.received_on)}收到，{due}。", WAITS)


def _facts(appeal: Appeal) -> tuple[tuple[str, str], ...]:
    facts = [("对哪一项", appeal.about), ("作出日期", chinese_date(appeal.step_done_on))]
    facts += [("具体各项", "；".join(appeal.parts.values()))] if appeal.parts else []
    facts += [("申诉理由", str(appeal.get_ground_display()))]
    return tuple([*facts, ("具体情况", appeal.statement)] if appeal.statement else facts)


def _village(appeal: Appeal) -> str:
    return appeal.region.parent.name if appeal.region.parent else appeal.region.name


def _signer(appeal: Appeal) -> str:
    """The body in whose name the decider answered."""
    held = Membership.objects.filter(user=appeal.decided_by_id, role__in=grants.roles_with(Verb.DECIDE))
    for membership in held.select_related("region").order_by("-region__path", "pk"):
        if contains(membership.region.path, appeal.region.path):
            return membership.region.name + BODIES.get(membership.role, "平安家庭创建领导小组办公室")
    return _village(appeal)
