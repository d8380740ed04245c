"""Children whose guardian has still to agree, and young people to be asked themselves (domain B9)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from anjia.households.age import ADULT, CHILD, born_since
from anjia.households.enums import MinorConsentKind, Verb
from anjia.households.models import HouseholdMember, MinorConsent
from anjia.households.queries.households import visible_to
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import under


def under_fourteen() -> QuerySet[HouseholdMember]:
    """Members who are, or may still be, under fourteen: months compare as text."""
    return HouseholdMember.objects.filter(birth__gte=born_since(CHILD), household__is_active=True)


def turned_fourteen() -> QuerySet[HouseholdMember]:
    """Young people from fourteen to seventeen."""
    young = HouseholdMember.objects.filter(birth__lt=born_since(CHILD), birth__gte=born_since(ADULT))
    return young.filter(household__is_active=True)


def _has(kind: MinorConsentKind) -> Exists:
    return Exists(MinorConsent.objects.filter(household=OuterRef("household"), member=OuterRef("pk"), kind=kind))


def without_guardian() -> Q:
    """The guardian has not agreed."""
    return ~Q(_has(MinorConsentKind.GUARDIAN))


def to_ask(user: Actor, path: str = "") -> QuerySet[HouseholdMember]:
    """Whom the user has to ask: guardians of children, and the young people who turned fourteen themselves."""
    seen = visible_to(user, Verb.RECORD_CONSENT)
    seen = seen.filter(under("region__path", path)) if path else seen
    waiting = under_fourteen().filter(without_guardian()) | turned_fourteen().filter(~_has(MinorConsentKind.OWN))
    return waiting.filter(household__in=seen.order_by().values("pk")).select_related("household__region__parent")
