"""A case of care begins, its needs are understood, and it ends."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.services.actions import shut
from anjia.services.actions.walled import walled
from anjia.services.care.actions.clocks import renew_clock
from anjia.services.care.actions.pairs import break_up
from anjia.services.care.enums import Audience, Language, PairEnd, Verb, When, sealed
from anjia.services.care.models import AidGrant, CareCase, CarePair, CareVisit, HomeSafetyVisit
from anjia.services.care.permissions import require_handler
from anjia.services.care.queries import care_of, grant_waiting
from anjia.services.care.workflow import AID, CARE
from anjia.services.models import Case
from anjia.services.permissions import require_member


def begin_care(case: Case, further: Mapping[str, Any], by: Actor, day: date) -> None:
    """Care's own row. Raises Refused for no audience of the list, and for a child without a guardian (B9)."""
    audience = str(further.get("audience", ""))
    guardian = str(further.get("guardian", "")).strip() or case.client.guardian
    if audience not in Audience.values:
        raise Refused(_("请选择需要什么样的关爱。"))
    if audience == Audience.CHILD and not guardian:
        raise Refused(
            _("为孩子请求关爱的，须写明监护人，并由监护人同意。"),
            who=_("找不到监护人，或监护人就是伤害的人时，请马上拨打110或12338。"),
        )
    CareCase.objects.create(case=case, audience=audience, guardian=guardian if audience == Audience.CHILD else "")


@walled
def assess_care(care: CareCase, *, languages: Iterable[str], times: Iterable[str], needs: str, by: Actor) -> CareCase:
    """Write down what was understood at the first visit. A child's parents are asked weekly from now on (23)."""
    require_handler(care, by)
    spoken, free = list(languages), list(times)
    if not spoken or set(spoken) - set(Language.values) or not free or set(free) - set(When.values):
        raise Refused(_("请从列表里选择会说的话和方便的时间。"))
    if not needs.strip():
        raise Refused(_("请写明了解到的需要。"))
    told = {"languages": sealed(spoken), "times": sealed(free), "needs": needs.strip()}
    care = advance(care, CARE["assess"], by=by, set=told)
    if care.is_child:
        renew_clock(care.case, Rule.CARE_CONTACT, start=timezone.localdate())
    return care


@walled
def withdraw_care(care: CareCase, *, by: Actor = SYSTEM) -> CareCase:
    """The person wants no more of it, without a reason: by the code, or written down by the team."""
    require_member(care.case, by, verb=Verb.FOLLOW)
    _settle(care, PairEnd.WISH, by)
    care = advance(care, CARE["withdraw"], by=by)
    shut(care.case, by=by)
    return care


def drop_care(case: Case, by: Actor) -> None:
    """The consent is taken back: it ends, wherever it stands (registered with its kind)."""
    withdraw_care(care_of(case), by=by)


def close_care(case: Case, by: Actor) -> None:
    """Care's part of closing a case: whoever visited need not come any more."""
    care = care_of(case)
    require(by, Verb.HANDLE, case.region_path)
    _settle(care, PairEnd.CASE_OVER, by)
    advance(care, CARE["close"], by=by)


def reopen_care(case: Case, by: Actor) -> None:
    """What is needed now is asked anew."""
    advance(care_of(case), CARE["reopen"], by=by)


def _settle(care: CareCase, why: str, by: Actor) -> None:
    """Nobody visits any more, and nothing waits for a decision."""
    break_up(care, why, by=by)
    waiting = grant_waiting(care)
    if waiting is not None:
        advance(waiting, AID["drop"], by=by, set={"decided_on": timezone.localdate()})
    care.refresh_from_db()


def erase_care(case: Case) -> None:
    """The words of a case whose time is over; which volunteer came is forgotten with them.

    Of help from a project the amount stays, for its books.
    """
    care = CareCase.objects.filter(case=case)
    HomeSafetyVisit.objects.filter(care__in=care).delete()
    AidGrant.objects.filter(care__in=care).update(words="")
    CareVisit.objects.filter(pair__care__in=care).delete()
    CarePair.objects.filter(care__in=care).delete()
    for row in care:
        row.contacts.all().delete()
    care.update(audience="", guardian="", languages="", times="", needs="")
