"""Families a user may see, and finding them by name, pinyin, initials or the end of a phone number."""

import re
import unicodedata
from dataclasses import replace

from django.db.models import Exists, OuterRef, QuerySet

from anjia.households.enums import ConsentKind, ConsentState, Verb
from anjia.households.models import Consent, Household, HouseholdMember, ImportBatch
from anjia.households.queries.proofs import within_reach
from anjia.households.search import digits_token, phone_index
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under_any
from anjia.web.name_index import NameIndex
from anjia.web.tokens import wanted

_DIGITS = re.compile(r"\d{4,}")
PHONE = 11
FAMILIES = NameIndex("households_household", "households_search")
MEMBERS = NameIndex("households_householdmember", "households_member_search")


def visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Household]:
    """The families that take part, in the places where the user holds the verb.

    Above the village only those whose consent is proven: who lacks a proof is nobody's business there (frame F5).
    """
    active = Household.objects.filter(is_active=True)
    return active if user is SYSTEM else active.filter(within_reach(user, verb))


def visible_batches(user: Actor) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(under_any("region__path", user.scopes(Verb.IMPORT)))


def search(households: QuerySet[Household], text: str) -> QuerySet[Household]:
    """Narrow by Chinese, pinyin, initials or the last four digits of a phone; all words must be found.

    An eleven-digit number is looked up whole.
    """
    numbers = _DIGITS.findall(unicodedata.normalize("NFKC", text))
    want = wanted(text)
    tails = tuple(digits_token(number[-4:]) for number in numbers if len(number) != PHONE)
    want = replace(want, exact=want.exact + tails)
    for number in numbers:
        if len(number) == PHONE:
            households = households.filter(phone_index=phone_index(number))
    if want:
        return households.filter(pk__in=FAMILIES.ids(want))
    return households if len(numbers) or not text.strip() else households.none()


def with_proof(households: QuerySet[Household]) -> QuerySet[Household]:
    """Each family with `has_proof`: whether its consent to take part is proven."""
    proven = Consent.objects.filter(household=OuterRef("pk"), kind=ConsentKind.PARTICIPATE, state=ConsentState.PROVEN)
    return households.annotate(has_proof=Exists(proven))


def matching(households: QuerySet[Household], *, q: str = "", proof: str = "") -> QuerySet[Household]:
    """The filters of the registry's page, the same for the page and for its export; `with_proof` comes first."""
    found = search(households, q)
    return found.filter(has_proof=proof == "yes") if proof in {"yes", "no"} else found


def search_members(households: QuerySet[Household], text: str) -> QuerySet[HouseholdMember]:
    """The residents, beside the heads, of these families whose name a text may mean."""
    want = wanted(text)
    if not want:
        return HouseholdMember.objects.none()
    return HouseholdMember.objects.filter(pk__in=MEMBERS.ids(want), household__in=households.order_by().values("pk"))


def live_consents(household: Household) -> dict[str, Consent]:
    """The family's consents that are not withdrawn, by kind."""
    live = household.consents.exclude(state=ConsentState.WITHDRAWN).select_related("text", "proof")
    return {consent.kind: consent for consent in live}


def proven_participants(households: QuerySet[Household]) -> QuerySet[Household]:
    """Families whose consent to take part has its proof."""
    return households.filter(consents__kind=ConsentKind.PARTICIPATE, consents__state=ConsentState.PROVEN)
