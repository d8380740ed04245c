"""Cards of demonstration families: the same in every demonstration, offered where a family signs in.

They open nothing where it is not a demonstration (`actions.cards.open_session`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from anjia.households.actions.cards import DEMO_PREFIX, Printed, code_digest, put_cards
from anjia.households.models import FamilyCard, Household
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor

MOST = 9


@dataclass(frozen=True)
class DemoCard:
    """A card that anybody may try."""

    household: Household
    code: str
    pin: str


def _drawn(number: int) -> tuple[str, str]:
    """Code and PIN of the card with a number."""
    return f"{DEMO_PREFIX}{number:02d}", f"2026{number:02d}"


def give_demo_cards(households: Sequence[Household], *, by: Actor) -> None:
    """One card each, in order. Raises Refused where it is no demonstration."""
    if not settings.DEMO:
        raise Refused("demo cards are given only where ANJIA_DEMO=1")
    cards = [Printed(family, *_drawn(number)) for number, family in enumerate(households[:MOST], start=1)]
    put_cards(cards, by=by)


def demo_cards() -> list[DemoCard]:
    """Those that open something now; nothing where it is no demonstration."""
    if not settings.DEMO:
        return []
    known = {code_digest(code): (code, pin) for code, pin in (_drawn(number) for number in range(1, MOST + 1))}
    live = FamilyCard.objects.filter(code_hash__in=known, voided_at__isnull=True, household__is_active=True)
    cards = [DemoCard(row.household, *known[row.code_hash]) for row in live.select_related("household__region__parent")]
    return sorted(cards, key=lambda card: card.code)
