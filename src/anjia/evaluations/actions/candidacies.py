"""Candidacies begin with a consent and end with its withdrawal; all set-based (frame F1, F5)."""

import uuid
from collections.abc import Collection, Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions.registry_recusals import follow_registry_in
from anjia.evaluations.actions.returned import UNSCORED, UNVOTED, forget_ballots
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, Verb
from anjia.evaluations.models import Candidacy, GroupMeeting
from anjia.evaluations.permissions import Consequence
from anjia.evaluations.signals import candidacies_left
from anjia.evaluations.workflow import CANDIDACY
from anjia.households.enums import ConsentKind, ConsentState
from anjia.households.models import Consent, Household
from anjia.kernel import audit
from anjia.kernel.bulk import insert_rows
from anjia.kernel.exceptions import Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor, require
from anjia.kernel.records import change
from anjia.kernel.scope import under, under_any
from anjia.kernel.workflow import advance_many
from anjia.programmes.enums import CycleState, Scheme
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region

CHUNK = 5000
COLUMNS = (
    "id", "created_at", "updated_at", "version", "household", "cycle", "region", "state",
    "alternatives", "score_sums", "total_half_points", "raters_counted", "verdict",
)  # fmt: skip


def _chunks(ids: Collection[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    held = list(ids)
    for start in range(0, len(held), CHUNK):
        yield held[start : start + CHUNK]


def _taking_part(*states: str, household: str = "pk") -> Exists:
    live = Consent.objects.filter(household=OuterRef(household), kind=ConsentKind.PARTICIPATE, state__in=states)
    return Exists(live)


@transaction.atomic
def open_candidacies(cycle: ProgrammeCycle, region: Region | None = None, *, by: Actor) -> int:
    """Make a candidacy for every family of the region (or the whole cycle) that takes part; returns how many.

    None where the cycle counts stars: one scheme a cycle (domain A6-6). Asked twice, it adds only who is new. Families
    whose consent is proven already begin as consented.
    """
    if cycle.counts_stars:
        return 0
    place = region or cycle.region
    families = Household.objects.filter(under("region__path", place.path), is_active=True)
    return _open(cycle, families, Candidacy.objects.filter(under("region__path", place.path), cycle=cycle), by=by)


def register_candidacies(household_ids: Collection[uuid.UUID], *, by: Actor) -> int:
    """Make candidacies for newly registered families in the open cycle of their place; returns how many."""
    made = 0
    for cycle, nearer in running_cycles():
        for ids in _chunks(household_ids):
            families = Household.objects.filter(under("region__path", cycle.region.path), pk__in=ids)
            here = list(families.exclude(under_any("region__path", nearer)).order_by().values_list("pk", flat=True))
            # Who has moved away from the cycle's place is not brought back into it.
            mine = Candidacy.objects.filter(cycle=cycle, household__in=here)
            made += _open(cycle, Household.objects.filter(pk__in=here), mine, by=by) if here else 0
    return made


def running_cycles() -> list[tuple[ProgrammeCycle, tuple[str, ...]]]:
    """The open cycles of points, each with the paths below it for which a nearer one runs; the latest year of each
    place. Where stars are counted nobody is a candidate (domain A6-6)."""
    found: dict[str, ProgrammeCycle] = {}
    running = ProgrammeCycle.objects.filter(state=CycleState.OPEN, scheme=Scheme.POINTS_100)
    for cycle in running.select_related("region").order_by("year"):
        found[cycle.region.path] = cycle
    return [
        (cycle, tuple(other for other in found if other != path and other.startswith(path)))
        for path, cycle in found.items()
    ]


def _open(cycle: ProgrammeCycle, families: QuerySet[Household], mine: QuerySet[Candidacy], *, by: Actor) -> int:
    """`mine` are the cycle's candidacies of the same families, found without a detour over the registry: on fresh
    tables, which PostgreSQL has no statistics of yet, that detour costs minutes."""
    known = Candidacy.objects.filter(cycle=cycle, household=OuterRef("pk"))
    wanted = families.filter(_taking_part(ConsentState.ASSERTED, ConsentState.PROVEN)).order_by()
    new = list(wanted.filter(~Exists(known)).values_list("pk", "region_id"))
    if new:
        _insert(cycle, new)
        audit.record(Verb.REGISTER, cycle, by=by, after={"candidacies": len(new)}, region_path=cycle.region.path)
    back = _taking_part(ConsentState.ASSERTED, ConsentState.PROVEN, household="household_id")
    _rejoin(mine.filter(back, state=S.WITHDRAWN), by=by)
    _consent(mine.filter(_taking_part(ConsentState.PROVEN, household="household_id"), state=S.DRAFT), by=by)
    return len(new)


def _insert(cycle: ProgrammeCycle, families: list[tuple[uuid.UUID, uuid.UUID]]) -> None:
    now = timezone.now()
    rows = [
        (uuid7(), now, now, 1, household_id, cycle.pk, region_id, S.DRAFT, "", (), 0, 0, "")
        for household_id, region_id in families
    ]
    insert_rows(Candidacy, COLUMNS, rows)


def _rejoin(withdrawn: QuerySet[Candidacy], *, by: Actor) -> None:
    back = advance_many(withdrawn, CANDIDACY["rejoin"], by=Consequence(by), set={"meeting": None} | UNSCORED | UNVOTED)
    if back:
        forget_ballots(back)


def _consent(drafts: QuerySet[Candidacy], *, by: Actor) -> list[uuid.UUID]:
    consented = advance_many(drafts, CANDIDACY["consent"], by=Consequence(by))
    for ids in _chunks(consented):
        _attach_to_open_meetings(ids, by)
    return consented


def _attach_to_open_meetings(ids: list[uuid.UUID], by: Actor) -> None:
    """Families whose proof arrives while their group meets are discussed at that meeting."""
    here = GroupMeeting.objects.filter(state=MeetingState.OPEN, region=OuterRef("region"), cycle=OuterRef("cycle"))
    Candidacy.objects.filter(pk__in=ids).filter(Exists(here)).update(meeting=Subquery(here.values("pk")[:1]))
    joined = Candidacy.objects.filter(pk__in=ids, meeting__isnull=False).order_by().values("meeting")
    follow_registry_in(GroupMeeting.objects.filter(pk__in=joined, state=MeetingState.OPEN), by=by)


@transaction.atomic
def consent_candidacies(household_ids: Collection[uuid.UUID], *, by: Actor) -> int:
    """The consent to take part was proven: the families of open cycles go on. Returns how many did."""
    register_candidacies(household_ids, by=by)
    return Candidacy.objects.filter(
        household__in=household_ids, cycle__state=CycleState.OPEN, state=S.CONSENTED
    ).count()


@transaction.atomic
def withdraw_candidacies(household_ids: Collection[uuid.UUID], *, by: Actor) -> int:
    """The families take their consent back: whatever runs for them stops at once. Returns how many candidacies."""
    left: list[uuid.UUID] = []
    for ids in _chunks(household_ids):
        running = Candidacy.objects.filter(household__in=ids)
        left += advance_many(running, CANDIDACY["withdraw"], by=Consequence(by))
    if left:
        candidacies_left.send(sender=Candidacy, ids=left, by=by)
    return len(left)


def choose_alternatives(candidacy: Candidacy, *, codes: Collection[str], version: int, by: Actor) -> Candidacy:
    """The criteria for which the family chose the alternative indicator; it need not say why (domain A2-11)."""
    require(by, Verb.REGISTER, candidacy.region.path)
    criteria = candidacy.cycle.standard_version.criteria.exclude(alternative="")
    offered = list(criteria.order_by("order").values_list("code", flat=True))
    if not set(codes) <= set(offered):
        raise Refused(_("只有标准里写明替代指标的评分项可以这样选。"))
    if candidacy.state not in (S.DRAFT, S.CONSENTED, S.DEFERRED, S.RETURNED):
        raise Refused(_("评分已经完成，替代指标不能再改。"), who=_("需要时请由村（社区）总评以“分数待核”退回。"))
    chosen = ",".join(code for code in offered if code in codes)
    return change(
        candidacy,
        by=by,
        verb=Verb.REGISTER,
        version=version,
        region_path=candidacy.region.path,
        alternatives=chosen,
    )
