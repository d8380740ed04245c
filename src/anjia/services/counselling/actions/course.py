"""The course of a counselling: begun with a word on what stays between the two, finished, taken back (A9-4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.kernel.workflow import advance
from anjia.services.actions import shut
from anjia.services.actions.walled import walled
from anjia.services.counselling.enums import Kept, Verb
from anjia.services.counselling.models import Appointment, Counselling, Crisis
from anjia.services.counselling.permissions import require_counsellor
from anjia.services.counselling.queries import counselling_of
from anjia.services.counselling.workflow import COUNSELLING
from anjia.services.models import Case
from anjia.services.permissions import require_member


def begin_counselling(case: Case, further: Mapping[str, Any], by: Actor, day: date) -> None:
    """The counselling's own row. No period of the law runs; an hour is agreed."""
    Counselling.objects.create(case=case)


@walled
def begin_course(counselling: Counselling, *, is_told: bool, by: Actor) -> Counselling:
    """Begin, once the person knows what is kept between them and what cannot be. Raises Refused otherwise."""
    require_counsellor(counselling, by)
    if not is_told:
        raise Refused(_("请先告诉对方：谈话保密；有生命危险、伤害未成年人时例外，会先告诉本人。"))
    return advance(counselling, COUNSELLING["begin"], by=by, set={"limits_told_on": timezone.localdate()})


@walled
def finish_course(counselling: Counselling, *, by: Actor) -> Counselling:
    """Both have come to the end of it. Raises Refused while an hour is still agreed."""
    require_counsellor(counselling, by)
    if counselling.appointments.filter(kept=Kept.PLANNED).exists():
        raise Refused(_("还有约好的咨询，请先记下结果或取消。"))
    return advance(counselling, COUNSELLING["finish"], by=by)


@walled
def withdraw_counselling(counselling: Counselling, *, by: Actor = SYSTEM) -> Counselling:
    """The person does not want it any more, without a reason. Hours and a running crisis end with it."""
    require_member(counselling.case, by, verb=Verb.FOLLOW)
    counselling = advance(counselling, COUNSELLING["withdraw"], by=by)
    now = timezone.now()
    Appointment.objects.filter(counselling=counselling, kept=Kept.PLANNED).update(kept=Kept.CANCELLED, updated_at=now)
    Crisis.objects.filter(counselling=counselling, settled_at__isnull=True).update(settled_at=now, updated_at=now)
    shut(counselling.case, by=by)
    return counselling


def drop_counselling(case: Case, by: Actor) -> None:
    """The person no longer agrees to the handling (registered with the kind)."""
    withdraw_counselling(counselling_of(case), by=by)


def close_counselling(case: Case, by: Actor) -> None:
    require(by, Verb.HANDLE, case.region_path)
    advance(counselling_of(case), COUNSELLING["close"], by=by)


def reopen_counselling(case: Case, by: Actor) -> None:
    advance(counselling_of(case), COUNSELLING["reopen"], by=by, set={"limits_told_on": None})


def erase_counselling(case: Case) -> None:
    """Hours and crises of one whose time is over."""
    Crisis.objects.filter(counselling__case=case).delete()
    Appointment.objects.filter(counselling__case=case).delete()
