"""Recusals that follow from the registry: who belongs to a family, by its phone or a name, never rates it (A2-7)."""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from anjia.accounts.models import User
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import RecusalKind, Verb
from anjia.evaluations.messages import tell_aside
from anjia.evaluations.models import Candidacy, GroupMeeting, Recusal
from anjia.households.queries.kin import kin_among
from anjia.kernel import audit
from anjia.kernel.permissions import Actor

CAN_BE_RATED = (S.CONSENTED, S.DEFERRED)
Pair = tuple[uuid.UUID, uuid.UUID]


@transaction.atomic
def follow_registry(meeting: GroupMeeting, *, by: Actor) -> int:
    """Bring the recusals of a meeting's seats in line with the registry as it stands now; returns how many are new.

    For the families that are still to be scored. What somebody declared stays as it is. The statements do not grow
    with the families.
    """
    waiting = Candidacy.objects.filter(meeting=meeting, state__in=CAN_BE_RATED)
    families = dict(waiting.order_by().values_list("pk", "household_id"))
    people = list(User.objects.filter(pk__in=meeting.seats.order_by().values("user")))
    kin = kin_among(families.values(), people)
    wanted = {(pk, person) for pk, household in families.items() for person in kin.get(household, ())}
    held = Recusal.objects.filter(candidacy__in=waiting.order_by().values("pk"), rater__in=[p.pk for p in people])
    known = {(candidacy, rater): kind for candidacy, rater, kind in held.values_list("candidacy", "rater", "kind")}
    new = sorted(wanted - known.keys())
    over = sorted(pair for pair, kind in known.items() if kind == RecusalKind.REGISTRY and pair not in wanted)
    if over:
        _lift(held, over)
    if new:
        _write(families, new)
        tell_aside(meeting, [person for _pk, person in new])
    _record(meeting, new, over, by)
    return len(new)


def follow_registry_in(meetings: Iterable[GroupMeeting], *, by: Actor) -> None:
    """The same for several meetings."""
    for meeting in meetings:
        follow_registry(meeting, by=by)


def _write(families: dict[uuid.UUID, uuid.UUID], pairs: list[Pair]) -> None:
    Recusal.objects.bulk_create(
        Recusal(household_id=families[pk], candidacy_id=pk, rater_id=person, kind=RecusalKind.REGISTRY)
        for pk, person in pairs
    )


def _lift(held: QuerySet[Recusal], pairs: list[Pair]) -> None:
    """The registry was corrected: what it had said of these no longer holds."""
    wanted = set(pairs)
    gone = [recusal.pk for recusal in held if (recusal.candidacy_id, recusal.rater_id) in wanted]
    held.filter(pk__in=gone).delete()


def _record(meeting: GroupMeeting, new: list[Pair], over: list[Pair], by: Actor) -> None:
    path = meeting.region.path
    begun = [(pk, path, None, _told(person)) for pk, person in new]
    ended = [(pk, path, _told(person), None) for pk, person in over]
    if begun or ended:
        audit.record_many(Verb.REGISTER, Candidacy._meta.label_lower, [*begun, *ended], by=by)


def _told(person: uuid.UUID) -> dict[str, str]:
    return {"person": str(person), "kind": RecusalKind.REGISTRY.value}
