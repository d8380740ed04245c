"""Predicates of the slice; they agree with its queries."""

from anjia.exemplars.enums import PlaqueState, Verb
from anjia.exemplars.models import Ceremony, Plaque, Recommendation
from anjia.exemplars.workflow import PLAQUE, RECOMMENDATION
from anjia.kernel.permissions import Actor


def can_view(user: Actor, row: Recommendation | Plaque) -> bool:
    return user.may(Verb.VIEW, row.region.path)


def can_step(user: Actor, row: Recommendation, step: str) -> bool:
    """Whether the recommendation may take a step of its way now, by this user."""
    way = RECOMMENDATION[step]
    return row.state in way.source and user.may(way.permission, row.region.path)


def can_move(user: Actor, plaque: Plaque, step: str) -> bool:
    """The same of a plaque."""
    way = PLAQUE[step]
    return plaque.state in way.source and user.may(way.permission, plaque.region.path)


def can_hang(plaque: Plaque) -> bool:
    return plaque.state == PlaqueState.GIVEN


def can_arrange(user: Actor, ceremony: Ceremony) -> bool:
    return ceremony.finished_at is None and user.may(Verb.ARRANGE, ceremony.region.path)
