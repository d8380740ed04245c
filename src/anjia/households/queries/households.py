"""Families a user may see, and finding them by name, pinyin, initials or the end of a phone number."""

import re

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from anjia.households.enums import ConsentKind, ConsentState, Verb
from anjia.households.models import Consent, Household, ImportBatch
from anjia.households.queries.proofs import within_reach
from anjia.households.roster import query_tokens
from anjia.households.search import digits_token
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under_any

_DIGITS = re.compile(r"\d{4,}")
_FTS = """SELECT h.id FROM households_search s JOIN households_household h ON h.rowid = s.rowid
WHERE households_search MATCH %s"""
_TSVECTOR = """SELECT id FROM households_household
WHERE to_tsvector('simple', search_tokens) @@ to_tsquery('simple', %s)"""


def visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Household]:
    """The families that take part, in the places where the user holds the verb.

    Above the village only those whose consent is proven: who lacks a proof is nobody's business there (frame F5).
    """
    active = Household.objects.filter(is_active=True)
    return active if user is SYSTEM else active.filter(within_reach(user, verb))


def visible_batches(user: Actor) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(under_any("region__path", user.scopes(Verb.IMPORT)))


def search(households: QuerySet[Household], text: str) -> QuerySet[Household]:
    """Narrow by Chinese, pinyin, initials or the last four digits of a phone; all words must be found."""
    digits = _DIGITS.findall(text)
    tokens = query_tokens(text) + [digits_token(number[-4:]) for number in digits]
    if not tokens:
        return households.none() if text.strip() else households
    if connection.vendor == "postgresql":
        query = " & ".join(f"{token}:*" if token.isascii() else token for token in map(_bare, tokens))
        return households.filter(pk__in=RawSQL(_TSVECTOR, [query]))
    query = " AND ".join(f'"{token}"*' if token.isascii() else f'"{token}"' for token in map(_bare, tokens))
    return households.filter(pk__in=RawSQL(_FTS, [query]))


def with_proof(households: QuerySet[Household]) -> QuerySet[Household]:
    """Each family with `has_proof`: whether its consent to take part is proven."""
    proven = Consent.objects.filter(household=OuterRef("pk"), kind=ConsentKind.PARTICIPATE, state=ConsentState.PROVEN)
    return households.annotate(has_proof=Exists(proven))


def matching(households: QuerySet[Household], *, q: str = "", proof: str = "") -> QuerySet[Household]:
    """The filters of the registry's page, the same for the page and for its export; `with_proof` comes first."""
    found = search(households, q)
    return found.filter(has_proof=proof == "yes") if proof in {"yes", "no"} else found


def _bare(token: str) -> str:
    """Letters and digits only: nothing that the query languages could read as their own."""
    return "".join(c for c in token if c.isalnum())


def live_consents(household: Household) -> dict[str, Consent]:
    """The family's consents that are not withdrawn, by kind."""
    live = household.consents.exclude(state=ConsentState.WITHDRAWN).select_related("text", "proof")
    return {consent.kind: consent for consent in live}


def proven_participants(households: QuerySet[Household]) -> QuerySet[Household]:
    """Families whose consent to take part has its proof."""
    return households.filter(consents__kind=ConsentKind.PARTICIPATE, consents__state=ConsentState.PROVEN)
