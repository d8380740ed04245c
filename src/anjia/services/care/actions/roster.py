"""The roster of volunteers: entered by one, vetted by another, and left as easily as joined."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.queries import holders
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.kernel.workflow import advance
from anjia.regions.enums import Level, Rule
from anjia.regions.legal import number
from anjia.regions.models import Region
from anjia.services.actions.records import ask_team
from anjia.services.actions.walled import walled
from anjia.services.care.actions.pairs import part_from
from anjia.services.care.enums import Language, PairState, Verb, VolunteerState, When, sealed
from anjia.services.care.models import CarePair, Volunteer
from anjia.services.care.permissions import refuse_judge
from anjia.services.care.queries import lapsed, unanswered
from anjia.services.care.workflow import VOLUNTEER
from anjia.services.clock import add_months
from anjia.services.codes import WALLED, phone_index
from anjia.services.enums import Given
from anjia.services.messages import nudge

WAITED_MONTHS = 6
KEPT_MONTHS = 12
"""How long the roster remembers who left, so that a question about a visit can still be answered."""


@walled
def enter_volunteer(
    region: Region, *, name: str, phone: str, languages: Iterable[str], times: Iterable[str], given: str, by: Actor
) -> Volunteer:
    """Enter somebody who offers to visit, with their consent to be on the roster and to be checked.

    Raises NotPermitted, Refused (what is missing), Conflict (on the roster already).
    """
    require(by, Verb.ROSTER, region.path)
    if given not in {Given.SIGNED, Given.SPOKEN}:
        raise Refused(_("没有本人同意，不能登记，也不能查询记录。"))
    return _enter(region, name=name, phone=phone, languages=languages, times=times, given=given, by=by)


def _enter(
    region: Region, *, name: str, phone: str, languages: Iterable[str], times: Iterable[str], given: str, by: Actor
) -> Volunteer:
    spoken, free = list(languages), list(times)
    if region.level not in {Level.VILLAGE, Level.TOWN, Level.COUNTY}:
        raise Refused(_("请选择村（社区）、乡镇（街道）或区县。"))
    if not name.strip() or not phone_index(phone):
        raise Refused(_("请写明姓名和电话。"))
    if not spoken or set(spoken) - set(Language.values) or not free or set(free) - set(When.values):
        raise Refused(_("请从列表里选择会说的话和有空的时间。"))
    told = {"languages": sealed(spoken), "times": sealed(free), "given": given, "given_on": timezone.localdate()}
    try:
        with transaction.atomic(using=WALLED):
            made = Volunteer.objects.create(
                region_id=region.pk, region_path=region.path, name=name.strip(), phone=phone.strip(),
                phone_index=phone_index(phone), entered_by_id=by.pk, **told,
            )  # fmt: skip
    except IntegrityError:
        raise Conflict(_("这个电话的志愿者已经登记过。")) from None
    audit.record(Verb.ROSTER, made, by=by, after={"entered": True}, region_path=made.region_path)
    return made


@walled
def vet_volunteer(volunteer: Volunteer, *, checked_on: date, judges_nobody: bool, by: Actor) -> Volunteer:
    """The inquiry about their record came back clean (参照未成年人保护法 62): they may visit until it is due again.

    People are walled too (F4): they were asked whether they judge families there, and their phone is looked up.
    Raises NotPermitted (who entered them), Refused (a judge, a day to come or long ago), Conflict (left).
    """
    require(by, Verb.VET, volunteer.region_path)
    if volunteer.entered_by_id == by.pk:
        raise NotPermitted(_("登记的人不能自己核查。"), who=_("请另一位督导核查。"))
    if not judges_nobody:
        raise Refused(_("请先问过本人在那里不评议家庭。"), who=_("评议家庭的人，请点“退出”，另请一位。"))
    refuse_judge(volunteer, volunteer.region_path)
    today = timezone.localdate()
    until = add_months(checked_on, number(Rule.VOLUNTEER_CHECK, today))
    if not checked_on <= today <= until:
        raise Refused(_("查询的日子不能晚于今天，也不能已经过期。"))
    told = {"checked_on": checked_on, "check_until": until, "vetted_by_id": by.pk}
    moved: Volunteer = advance(volunteer, VOLUNTEER["vet"], by=by, set=told)
    return moved


@walled
def offer_self(
    region: Region,
    *,
    name: str,
    phone: str,
    languages: Iterable[str],
    times: Iterable[str],
    of_age: bool,
    consents: bool,
) -> None:
    """Somebody offers to visit, on line: nothing is promised, and vetting comes after. Whoever is on the roster
    already, or offers twice, gets the same answer: nobody learns who is on it.

    Raises Refused (what is missing, no consent, under age).
    """
    if not of_age or not consents:
        raise Refused(_("请确认已满十八周岁，并同意登记和核查。"))
    given = Given.ONLINE
    try:
        with transaction.atomic(using=WALLED):
            _enter(region, name=name, phone=phone, languages=languages, times=times, given=given, by=SYSTEM)
    except Conflict:
        return
    nudge(list(holders(region.path, verb=Verb.VET)))


@walled
def leave_volunteer(volunteer: Volunteer, *, by: Actor) -> Volunteer:
    """They leave, or are not taken: without a reason, and none is kept. Whoever they visited is told of."""
    require(by, Verb.ROSTER, volunteer.region_path)
    part_from(volunteer)
    moved: Volunteer = advance(volunteer, VOLUNTEER["leave"], by=by, set={"left_on": timezone.localdate()})
    return moved


@walled
def lapse_checks(today: date | None = None) -> int:
    """Every day: whose check is over does not go alone any more, and the teams know it."""
    over = list(lapsed(today or timezone.localdate()))
    for volunteer in over:
        advance(volunteer, VOLUNTEER["lapse"], by=SYSTEM)
        for pair in CarePair.objects.filter(volunteer=volunteer, state=PairState.RUNNING).select_related("care__case"):
            ask_team(pair.care.case, _("志愿者的核查已过期：重新核查以前，由团队的人去看望"))
    return len(over)


@walled
def erase_volunteers(today: date | None = None) -> int:
    """Every day: who left a year ago is forgotten; who was never vetted, after a month. An offer that nobody took up
    for half a year is over.
    """
    day = today or timezone.localdate()
    for offer in unanswered(add_months(day, -WAITED_MONTHS)):
        advance(offer, VOLUNTEER["leave"], by=SYSTEM, set={"left_on": day})
    visited = Q(checked_on__isnull=False, left_on__lt=add_months(day, -KEPT_MONTHS))
    never = Q(checked_on__isnull=True, left_on__lt=add_months(day, -1))
    gone = Volunteer.objects.filter(visited | never, state=VolunteerState.LEFT, erased_at__isnull=True)
    blank = dict.fromkeys(("name", "phone", "phone_index", "languages", "times"), "")
    return gone.update(**blank, erased_at=timezone.now())
