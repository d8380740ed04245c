"""Reads of counselling: within what may be seen of the cases; rooms, duty and contacts for whoever counsels there."""

from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, under_any
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.counselling.enums import Kept, Verb
from anjia.services.counselling.models import (
    Appointment,
    Counselling,
    CounsellingRoom,
    CrisisContact,
    DutyDay,
    GroupSession,
)
from anjia.services.models import Case
from anjia.services.queries import visible_to as cases_visible_to

M = TypeVar("M", bound=Model)
# What holds everywhere until a district writes its own (A9-4: `own`).
EVERYWHERE = (("120", _("急救")), ("110", _("公安机关")), ("12356", _("心理援助热线")))


def counselling_of(case: Case) -> Counselling:
    return Counselling.objects.select_related("case__client").get(case=case)


def appointments_visible_to(user: Actor) -> QuerySet[Appointment]:
    held = Appointment.objects.filter(counselling__case__in=cases_visible_to(user))
    return held.select_related("counselling__case", "room")


def appointments_of(cases: QuerySet[Case]) -> QuerySet[Appointment]:
    """The hours that are planned in these cases, the soonest first."""
    held = Appointment.objects.filter(counselling__case__in=cases, kept=Kept.PLANNED)
    return held.select_related("counselling__case", "room").order_by("starts_at", "pk")


def _here(user: Actor, rows: QuerySet[M]) -> QuerySet[M]:
    return rows if user is SYSTEM else rows.filter(under_any("region_path", user.scopes(Verb.VIEW_ROOMS)))


def rooms_visible_to(user: Actor) -> QuerySet[CounsellingRoom]:
    return _here(user, CounsellingRoom.objects.all())


def rooms_for(case: Case) -> QuerySet[CounsellingRoom]:
    """The open rooms of the case's district."""
    return CounsellingRoom.objects.filter(_above(case.region_path), is_open=True)


def _above(path: str) -> Q:
    """Rows of any place at or above a path."""
    return Q(region_path__in=[path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)])


def duties_visible_to(user: Actor, day: date) -> QuerySet[DutyDay]:
    return _here(user, DutyDay.objects.filter(day__gte=day))


def on_duty(case: Case, day: date | None = None) -> DutyDay | None:
    """Who is on duty today in the narrowest place that has a roster."""
    held = DutyDay.objects.filter(_above(case.region_path), day=day or timezone.localdate())
    return max(held, key=lambda row: len(row.region_path), default=None)


def contacts_for(path: str) -> list[tuple[str, str]]:
    """Number and whose it is: the district's own, or those that hold everywhere."""
    own = list(CrisisContact.objects.filter(_above(path)).values_list("number", "label"))
    return own or [(number, str(label)) for number, label in EVERYWHERE]


def contacts_visible_to(user: Actor) -> QuerySet[CrisisContact]:
    return _here(user, CrisisContact.objects.all())


def groups_visible_to(user: Actor) -> QuerySet[GroupSession]:
    return _here(user, GroupSession.objects.all())


def overlapping(starts_at: datetime, ends_at: datetime) -> QuerySet[Appointment]:
    """What is planned in any part of a time."""
    planned = Appointment.objects.filter(kept=Kept.PLANNED)
    return planned.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


def bookings(user: Actor) -> QuerySet[Appointment]:
    """When rooms are taken from now on; whose hour it is, is not told."""
    planned = Appointment.objects.filter(room__in=rooms_visible_to(user), kept=Kept.PLANNED, ends_at__gt=timezone.now())
    return planned.select_related("room").only("room", "starts_at", "ends_at", "room__name")


def district_of(user: Actor, verb: str) -> Region | None:
    """The first whole district where the user holds a verb."""
    paths = user.scopes(verb)
    return Region.objects.filter(path__in=paths, level=Level.COUNTY, valid_to__isnull=True).order_by("path").first()
