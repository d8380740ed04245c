"""What people are told about appeals: places, numbers and days, never whose."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import tell
from anjia.accounts.messages import Fact, Kind, register
from anjia.accounts.models import User
from anjia.accounts.queries import holders
from anjia.appeals.enums import AppealState, Verb
from anjia.appeals.models import Appeal
from anjia.kernel.permissions import Actor
from anjia.regions.enums import Level

DUTY = _("申诉有规定的答复期限，期间相关步骤暂停。")
ASSIGNED = Kind(
    "appeals.assigned",
    _("申诉待您答复"),
    _("一件申诉确定由您办理时。"),
    title=_("%(place)s的一件申诉由您办理"),
    detail=_("%(number)s，请在 %(day)s 前书面答复"),
    duty=DUTY,
)
NOBODY = Kind(
    "appeals.nobody_left",
    _("申诉没有人可办"),
    _("各级都没有未参加办理的人时，告知上级。"),
    title=_("%(place)s的一件申诉没有可以办理的人"),
    detail=_("%(number)s，请登记一位没有参加办理的人员"),
    duty=DUTY,
)
DECIDED = Kind(
    "appeals.decided",
    _("申诉已答复"),
    _("本村（社区）家庭的申诉有了结论时。"),
    title=_("%(place)s的一件申诉已答复：%(outcome)s"),
    detail=_("%(number)s，请打印书面答复送给家庭"),
)
register(ASSIGNED, NOBODY, DECIDED)


def tell_assigned(appeal: Appeal, person: User) -> None:
    facts: dict[str, Fact] = {"place": _village(appeal), "number": appeal.number, "day": appeal.due_on}
    tell([person.pk], ASSIGNED.name, key=f"{appeal.pk}:{person.pk}", url=_page(appeal), facts=facts)


def tell_nobody_left(appeal: Appeal) -> None:
    """Tell the city and whoever hands out roles in the district."""
    people = list(holders(appeal.region.path, verb=Verb.DECIDE, level=Level.CITY))
    people += list(holders(appeal.region.path, role="administrator"))
    facts: dict[str, Fact] = {"place": _village(appeal), "number": appeal.number}
    tell(people, NOBODY.name, key=str(appeal.pk), url=_page(appeal), facts=facts)


def tell_decided(appeal: Appeal, *, by: Actor) -> None:
    people = holders(appeal.region.path, verb=Verb.FILE, level=Level.VILLAGE)
    facts: dict[str, Fact] = {
        "place": _village(appeal),
        "number": appeal.number,
        "outcome": AppealState(appeal.state).label,
    }
    tell(people, DECIDED.name, key=str(appeal.pk), url=_page(appeal), facts=facts, but=by)


def _village(appeal: Appeal) -> str:
    return appeal.region.parent.name if appeal.region.parent else appeal.region.name


def _page(appeal: Appeal) -> str:
    return reverse("appeals:appeal_detail", args=[appeal.pk])
