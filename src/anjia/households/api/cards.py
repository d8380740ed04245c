"""Family cards: issued or issued anew as a paper to hand over, looked up, ended."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

from anjia.documents.render import render_family_cards
from anjia.households.actions import end_cards, issue_cards
from anjia.households.actions.cards import MOST_WRONG
from anjia.households.api.families import family
from anjia.households.enums import Verb
from anjia.households.models import Household
from anjia.households.papers import card_paper
from anjia.households.queries import visible_to
from anjia.web.api.operations import ApiRouter
from anjia.web.api.problems import Absent
from anjia.web.api.reading import In

router = ApiRouter()
MOST = 500


class CardsIn(In):
    """Whose cards; all of them, or none where one is not in the token's place."""

    families: list[UUID] = Field(min_length=1, max_length=MOST)


class CardOut(Schema):
    """Whether a family has a card that opens its file. Code and PIN stand on paper only."""

    issued_on: date | None
    is_live: bool


class CardsEnded(Schema):
    ended: int


def _families(request: HttpRequest, body: CardsIn) -> list[Household]:
    rows = visible_to(request.user, Verb.ISSUE_CARDS).select_related("region__parent")
    found = {row.pk: row for row in rows.filter(pk__in=body.families)}
    if len(found) != len(set(body.families)):
        raise Absent(_("有家庭不在这个地区，一户也没有办理。"))
    return [found[pk] for pk in dict.fromkeys(body.families)]


@router.get("/households/{pk}/card", permission=Verb.ISSUE_CARDS, answer=CardOut)
def card_get(request: HttpRequest, pk: UUID) -> CardOut:
    """The family's card: since when, and whether it still opens (ten wrong PINs in a row end it)."""
    card = family(request.user, pk, Verb.ISSUE_CARDS).cards.filter(voided_at__isnull=True).first()
    return CardOut(issued_on=card.issued_on if card else None, is_live=bool(card and card.wrong_pins < MOST_WRONG))


@router.post("/cards", permission=Verb.ISSUE_CARDS, file="application/pdf")
def cards_issue(request: HttpRequest, body: CardsIn) -> HttpResponse:
    """A card for each family, as a PDF that exists once; whatever card it had is void from now on."""
    printed = issue_cards(_families(request, body), by=request.user)
    answer = HttpResponse(render_family_cards([card_paper(card) for card in printed]), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="family-cards.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


@router.post("/cards/end", permission=Verb.ISSUE_CARDS, answer=CardsEnded)
def cards_end(request: HttpRequest, body: CardsIn) -> CardsEnded:
    """The families' cards open nothing any more, and their open pages close; nothing else of theirs changes."""
    return CardsEnded(ended=end_cards(_families(request, body), by=request.user))
