"""Reads: what a user or the public may see of notices, what is cleared, what is due."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.households.enums import ConsentKind, ConsentState
from anjia.households.models import Consent, Household
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under, under_any
from anjia.notices.codes import hash_of
from anjia.notices.enums import EntryState, NoticeKind, NoticeState, ObjectionState, Verb
from anjia.notices.models import NoticeEntry, Objection, PublicNotice
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region

SHOWN = (NoticeState.RUNNING, NoticeState.ENDED)
CONTESTABLE = (NoticeKind.PRE_NAMING, NoticeKind.QUARTER)
"""The notices whose days are counted and to whose lines one may object; the others only tell."""
OPEN_OBJECTIONS = (ObjectionState.RECEIVED, ObjectionState.INVESTIGATING)


def visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[PublicNotice]:
    """The notices of the places where the user holds the verb."""
    notices = PublicNotice.objects.select_related("region", "cycle", "quarter")
    return notices if user is SYSTEM else notices.filter(under_any("region__path", user.scopes(verb)))


def recordable_by(user: Actor) -> QuerySet[PublicNotice]:
    """The notices to which the user may type an objection in from paper: never where one publishes."""
    own = under_any("region__path", user.scopes(Verb.PUBLISH))
    return visible_to(user, Verb.INVESTIGATE).filter(kind__in=CONTESTABLE, state__in=SHOWN).exclude(own)


def objections_visible_to(user: Actor, verb: str = Verb.INVESTIGATE) -> QuerySet[Objection]:
    """The objections a user may investigate: those in the places where the user does not publish."""
    objections = Objection.objects.select_related("notice__region", "notice__cycle")
    if user is SYSTEM:
        return objections
    own = under_any("notice__region__path", user.scopes(Verb.PUBLISH))
    return objections.filter(under_any("notice__region__path", user.scopes(verb))).exclude(own)


def open_to_public() -> QuerySet[PublicNotice]:
    """The notices everybody may read: running, or over; never one that was taken down."""
    return PublicNotice.objects.filter(state__in=SHOWN).select_related("region", "cycle")


def listed(notice: PublicNotice) -> QuerySet[NoticeEntry]:
    """The families that stand on a notice now, by group."""
    return notice.entries.filter(state=EntryState.LISTED).order_by("group_name", "id")


def publishes_name(household: str) -> Exists:
    """Whether the family of a row (the lookup `household`) agreed, with proof, to be shown by its full name."""
    return Exists(
        Consent.objects.filter(household=OuterRef(household), kind=ConsentKind.PUBLISH, state=ConsentState.PROVEN)
    )


def is_open(entry: NoticeEntry, on: date | None = None) -> bool:
    """Whether an objection to the entry may still be filed: it is listed, and its own or the notice's days run."""
    notice, day = entry.notice, on or timezone.localdate()
    if entry.state != EntryState.LISTED or notice.state not in SHOWN or notice.kind not in CONTESTABLE:
        return False
    ends = [end for end in (notice.ends_on, entry.ends_on) if end]
    return bool(ends) and day <= max(ends)


def open_entries(notice: PublicNotice, on: date | None = None) -> QuerySet[NoticeEntry]:
    """The families on a notice to which objections may still be filed."""
    day = on or timezone.localdate()
    entries = listed(notice).select_related("notice__region", "notice__cycle")
    if notice.state not in SHOWN or notice.kind not in CONTESTABLE:
        return entries.none()
    return entries if notice.ends_on and day <= notice.ends_on else entries.filter(ends_on__gte=day)


def cleared_candidacies(cycle: ProgrammeCycle, place: Region, on: date | None = None) -> QuerySet[Candidacy]:
    """The families on notice at or below a place whose notice, own extension and objections are all over."""
    day = on or timezone.localdate()
    over = NoticeEntry.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__lt=day),
        candidacy=OuterRef("pk"),
        state=EntryState.LISTED,
        notice__kind=NoticeKind.PRE_NAMING,
        notice__state=NoticeState.ENDED,
        notice__ends_on__lt=day,
    )
    standing = Candidacy.objects.filter(under("region__path", place.path), cycle=cycle, state=CandidacyState.ON_NOTICE)
    return standing.filter(Exists(over)).exclude(pk__in=_contested(cycle))


def _contested(cycle: ProgrammeCycle) -> QuerySet[Any]:
    """The ids of candidacies about which an objection waits, on whichever of the cycle's notices it was filed."""
    waiting = Objection.objects.filter(notice__cycle=cycle, state__in=OPEN_OBJECTIONS).order_by()
    entries = NoticeEntry.objects.filter(pk__in=waiting.values("entry_id"), candidacy__isnull=False).order_by()
    return entries.values("candidacy_id")


def waiting_reasons(notice: PublicNotice, on: date | None = None) -> dict[UUID, str]:
    """Why families on an ended notice are not cleared yet: entry id to `objection` or `extension`."""
    day = on or timezone.localdate()
    waiting = dict.fromkeys(listed(notice).filter(ends_on__gte=day).values_list("pk", flat=True), "extension")
    contested = notice.objections.filter(state__in=OPEN_OBJECTIONS).values_list("entry_id", flat=True)
    return waiting | dict.fromkeys(contested, "objection")


def objection_by_code(code: str) -> Objection | None:
    """The objection a code belongs to; one lookup by hash, whether it exists or not."""
    return Objection.objects.filter(code_hash=hash_of(code)).select_related("notice__region").first()


def objections_about(household: Household) -> QuerySet[Objection]:
    """What was said of a family and what was found: for the family itself, never with the objector's name."""
    entries = NoticeEntry.objects.filter(household=household).values("pk")
    return (
        Objection.objects.filter(entry_id__in=entries)
        .select_related("notice__region")
        .defer("objector_name", "objector_contact")
        .order_by("-received_at")
    )


def entries_of(objections: Collection[Objection]) -> dict[UUID, NoticeEntry]:
    """The entries a page of objections is about, in one query."""
    return NoticeEntry.objects.in_bulk([objection.entry_id for objection in objections])


def open_objections_under(path: str) -> QuerySet[Objection]:
    """Objections at or below a path that wait for an answer."""
    return Objection.objects.filter(under("notice__region__path", path), state__in=OPEN_OBJECTIONS)


def running_under(path: str) -> QuerySet[PublicNotice]:
    """Pre-naming notices at or below a path that are up now."""
    running = PublicNotice.objects.filter(under("region__path", path), state=NoticeState.RUNNING)
    return running.filter(kind=NoticeKind.PRE_NAMING).select_related("region", "cycle")
