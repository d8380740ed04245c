"""What people are told about titles that come of age: places, figures and days, never whose."""

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import tell, tell_each
from anjia.accounts.actions.messages import Note
from anjia.accounts.messages import Fact, Kind, register
from anjia.accounts.queries import holders, holders_below, holders_by_place
from anjia.honours.models import Title
from anjia.kernel.permissions import Actor
from anjia.regions.models import Region
from anjia.rolling.enums import Due, Verb
from anjia.rolling.models import Cancellation, Revocation

DUTY = _("取消称号要按程序办理，每一步须告知下一位经办人。")
DUE = Kind(
    "rolling.due",
    _("称号复核到期"),
    _("本村（社区）有家庭的称号到了复核的日子时。"),
    title=_("%(place)s有 %(n)d 户的称号复核到期"),
    detail=_("最早的一户 %(day)s 到期；请先约好日子再上门"),
)
TO_HEAR = Kind(
    "rolling.to_hear",
    _("取消称号待听取家庭意见"),
    _("村（社区）提出取消称号，等待听取家庭意见时。"),
    title=_("%(place)s有一户的取消称号待听取意见"),
    detail=_("约定日期 %(day)s"),
    duty=DUTY,
)
TO_APPROVE = Kind(
    "rolling.to_approve",
    _("取消称号待审批"),
    _("家庭的意见已经听取，等待乡镇（街道）审批时。"),
    title=_("%(place)s有一户的取消称号待审批"),
    detail=_("家庭的意见 %(day)s 已经记下"),
    duty=DUTY,
)
TO_DELIVER = Kind(
    "rolling.to_deliver",
    _("取消称号告知书待送达"),
    _("乡镇（街道）同意取消，等待村（社区）把告知书送到家里时。"),
    title=_("%(place)s有一份告知书待送到家里"),
    detail=_("审批日期 %(day)s；送达以后家庭的申诉期才开始"),
    duty=DUTY,
)
TO_SIGN = Kind(
    "rolling.to_sign",
    _("取消称号决定待签发"),
    _("乡镇（街道）拟好取消称号的决定，等待发文机关签发时。"),
    title=_("%(place)s的取消称号决定待签发，%(n)d 户"),
    duty=DUTY,
)
ISSUED = Kind(
    "rolling.issued",
    _("取消称号决定已签发"),
    _("本地区的取消称号决定签发时。"),
    title=_("%(number)s已签发，%(n)d 户的称号已取消"),
    detail=_("%(place)s。对外只显示“无有效称号”"),
)
register(DUE, TO_HEAR, TO_APPROVE, TO_DELIVER, TO_SIGN, ISSUED)


def tell_due(titles: Collection[uuid.UUID], *, on: date) -> None:
    """Tell each village how many of its titles came due today; the statements do not grow with them."""
    due = Title.objects.filter(pk__in=list(titles)).order_by().values_list("household__region__parent")
    found = list(due.annotate(n=Count("pk"), day=Min("review_due_on")))
    places = Region.objects.in_bulk([row[0] for row in found])
    people = holders_by_place([place.path for place in places.values()], verb=Verb.REVIEW)
    url = f"{reverse('rolling:due_list')}?due={Due.OVERDUE}"
    notes = [
        Note(people[places[pk].path], f"{pk}:{on}", f"{url}&place={pk}", {"place": places[pk].name, "n": n, "day": day})
        for pk, n, day in found
    ]
    tell_each(notes, DUE.name)


def tell_to_hear(case: Revocation, *, by: Actor) -> None:
    _tell_case(TO_HEAR, case, Verb.HEAR, case.hearing_on, by)


def tell_to_approve(case: Revocation, *, by: Actor) -> None:
    _tell_case(TO_APPROVE, case, Verb.APPROVE, case.hearing_on, by)


def tell_to_deliver(case: Revocation, *, by: Actor) -> None:
    _tell_case(TO_DELIVER, case, Verb.PROPOSE, case.approved_on, by)


def _tell_case(kind: Kind, case: Revocation, verb: str, day: date | None, by: Actor) -> None:
    home = case.household.region
    facts: dict[str, Fact] = {"place": home.parent.name if home.parent else home.name, "day": day or ""}
    url = reverse("rolling:title_life", args=[case.title_id])
    tell(holders(home.path, verb=verb), kind.name, key=str(case.pk), url=url, facts=facts, but=by)


def tell_to_sign(paper: Cancellation, *, by: Actor) -> None:
    facts: dict[str, Fact] = {"place": paper.region.name, "n": paper.families}
    url = reverse("rolling:cancellation_sign", args=[paper.pk])
    tell(holders(paper.region.path, verb=Verb.SIGN), TO_SIGN.name, key=str(paper.pk), url=url, facts=facts, but=by)


def tell_issued(paper: Cancellation, *, by: Actor) -> None:
    """Tell the town that drafted it and its villages, which now bring the families the paper."""
    path = paper.region.path
    people = {*holders(path, verb=Verb.PREPARE), *holders_below(path, verb=Verb.PROPOSE)}
    facts: dict[str, Fact] = {"number": paper.number_text, "n": paper.families, "place": paper.region.name}
    url = reverse("rolling:cancellation_detail", args=[paper.pk])
    tell(people, ISSUED.name, key=str(paper.pk), url=url, facts=facts, but=by)
