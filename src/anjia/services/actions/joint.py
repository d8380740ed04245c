"""Several bodies sit together around one case (issue 5): with the person's consent, planned, held or called off."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.papers import MeetingMinutes, MinutesItem
from anjia.documents.render import render_minutes
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.services.actions.records import keep_paper
from anjia.services.actions.referrals import agree_to_pass_on
from anjia.services.actions.walled import note, walled
from anjia.services.enums import JointState, Verb
from anjia.services.models import Case, JointSession
from anjia.services.permissions import LEADING, require_member
from anjia.services.workflow import JOINT


@walled
def plan_joint(
    case: Case, *, planned_on: date, place: str, bodies: str, about: str, given: str, by: Actor
) -> JointSession:
    """Ask other bodies to one table. Raises Refused without the person's consent, bodies, a place or a matter."""
    require_member(case, by, *LEADING, verb=Verb.REFER)
    names = [line.strip() for line in bodies.replace("、", "\n").splitlines() if line.strip()]
    if not names or not place.strip() or not about.strip():
        raise Refused(_("请写明请哪些单位、在哪里、商量什么。"))
    if planned_on < timezone.localdate():
        raise Refused(_("会商的日子不能早于今天。"))
    if case.closed_on:
        raise Conflict(_("这件事已办结，不能再会商。"), who=_("需要继续办的，请先恢复办理。"))
    agree_to_pass_on(case, given, by)
    told = {"place": place.strip(), "bodies": "\n".join(names), "about": about.strip()}
    made = JointSession.objects.create(case=case, planned_on=planned_on, planned_by_id=by.pk, **told)
    note(Verb.REFER, case, by=by, joint=str(made.pk), planned_on=planned_on)
    return made


@walled
def hold_joint(session: JointSession, *, held_on: date, outcome: str, by: Actor) -> JointSession:
    """Write down what was settled; the minutes stand among the papers of the case, for the team alone."""
    require_member(session.case, by, verb=Verb.REFER)
    if not outcome.strip() or held_on > timezone.localdate():
        raise Refused(_("请写明哪天开的、商定了什么；日子不能晚于今天。"))
    held: JointSession = advance(session, JOINT["hold"], by=by, set={"held_on": held_on, "outcome": outcome.strip()})
    keep_paper(held.case, _minutes(held), kind="joint", name=f"联席会商记录 {held.case.number}", by=by)
    return held


@walled
def call_off_joint(session: JointSession, *, by: Actor) -> JointSession:
    """It does not take place."""
    require_member(session.case, by, *LEADING, verb=Verb.REFER)
    called_off: JointSession = advance(session, JOINT["call_off"], by=by)
    return called_off


def call_off_planned(case: Case, by: Actor) -> None:
    """The person no longer agrees: whatever is planned is called off, in the caller's transaction."""
    for session in JointSession.objects.filter(case=case, state=JointState.PLANNED):
        advance(session, JOINT["call_off"], by=by)


def _minutes(session: JointSession) -> bytes:
    day = session.held_on
    facts = (
        ("编号", session.case.number),
        ("时间", f"{day.year}年{day.month}月{day.day}日" if day else ""),
        ("地点", session.place),
        ("参加单位", "、".join(session.names)),
    )
    items = (MinutesItem("商量的事", session.about), MinutesItem("商定的事", session.outcome))
    signatures = ("主持人（签名）", "参加单位（签名）", "记录人（签名）")
    return render_minutes(MeetingMinutes(title="联席会商记录", facts=facts, items=items, signatures=signatures))
