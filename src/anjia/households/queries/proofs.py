"""Who still lacks a proof: by name for the village itself, in numbers for everybody above it (frame F5)."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from anjia.households.enums import ConsentKind, ConsentState, PageState, Verb
from anjia.households.models import Consent, Household, ScannedPage, ScanUpload, SheetPage
from anjia.households.search import slip_digest
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, under, under_any
from anjia.regions.enums import Level

VILLAGE_PATH = Level.VILLAGE.depth * SEGMENT


def near(paths: Iterable[str]) -> tuple[str, ...]:
    """Those of the paths that lie in a village: whoever works there knows the families anyway."""
    return tuple(path for path in paths if len(path) >= VILLAGE_PATH)


def far(paths: Iterable[str]) -> tuple[str, ...]:
    """Those of the paths that lie above the villages."""
    return tuple(path for path in paths if len(path) < VILLAGE_PATH)


def has_proof(household: str = "pk") -> Exists:
    """Whether the family of a row (the lookup `household`) takes part with proof."""
    proven = Consent.objects.filter(kind=ConsentKind.PARTICIPATE, state=ConsentState.PROVEN)
    return Exists(proven.filter(household=OuterRef(household)))


def has_proof_now(household: Household) -> bool:
    """The same of one family."""
    return household.consents.filter(kind=ConsentKind.PARTICIPATE, state=ConsentState.PROVEN).exists()


def within_reach(user: Actor, verb: str) -> Q:
    """A condition on families: all in one's own villages, above them only those whose consent is proven."""
    scopes = user.scopes(verb)
    return under_any("region__path", near(scopes)) | (under_any("region__path", far(scopes)) & Q(has_proof()))


def lacking(user: Actor, path: str = "") -> QuerySet[Household]:
    """Families without proof, by name, in the villages where the user records consents; nobody for those above."""
    families = Household.objects.filter(
        under_any("region__path", near(user.scopes(Verb.RECORD_CONSENT))),
        is_active=True,
        consents__kind=ConsentKind.PARTICIPATE,
        consents__state=ConsentState.ASSERTED,
    )
    return families.filter(under("region__path", path)) if path else families


def count_lacking(user: Actor, path: str, *, length: int) -> dict[str, int]:
    """How many families lack a proof in each place, by the first `length` digits of the path; never who."""
    waiting = Consent.objects.filter(
        under_any("household__region__path", user.scopes(Verb.VIEW)),
        under("household__region__path", path),
        household__is_active=True,
        kind=ConsentKind.PARTICIPATE,
        state=ConsentState.ASSERTED,
    )
    return dict(
        Counter(found[:length] for found in waiting.order_by().values_list("household__region__path", flat=True))
    )


def uploads_visible_to(user: Actor) -> QuerySet[ScanUpload]:
    """Scans show who did not sign as well, so that nobody above the village sees them."""
    if user is SYSTEM:
        return ScanUpload.objects.all()
    return ScanUpload.objects.filter(under_any("region__path", near(user.scopes(Verb.RECORD_CONSENT))))


def scanned_visible_to(user: Actor) -> QuerySet[ScannedPage]:
    """The scanned pages of those uploads."""
    mine = ScannedPage.objects.filter(upload__in=uploads_visible_to(user).values("pk"))
    return mine.select_related("upload__region", "page__region")


def printed_visible_to(user: Actor) -> QuerySet[SheetPage]:
    """The printed pages of the user's villages."""
    scopes = near(user.scopes(Verb.RECORD_CONSENT))
    return SheetPage.objects.filter(under_any("region__path", scopes)).select_related("region__parent")


def not_back_yet(user: Actor, path: str) -> QuerySet[SheetPage]:
    """Printed pages of a place of which no scan has been filed."""
    filed = ScannedPage.objects.filter(page=OuterRef("pk"), state=PageState.FILED)
    return printed_visible_to(user).filter(under("region__path", path)).exclude(Exists(filed)).order_by("code")


def families_of_page(page: SheetPage) -> list[Household]:
    """The families of a printed page in their order; those that left since are not among them."""
    found = Household.objects.filter(pk__in=page.household_ids, is_active=True).select_related("region")
    by_id = {str(household.pk): household for household in found}
    return [by_id[pk] for pk in page.household_ids if pk in by_id]


def family_of_code(code: str) -> Household | None:
    """The family whose slip or receipt carries the code; None for a code that was never given out or is void."""
    live = Consent.objects.filter(slip_code_hash=slip_digest(code), kind=ConsentKind.PARTICIPATE).exclude(
        state=ConsentState.WITHDRAWN
    )
    found = live.select_related("household__region__parent").order_by("pk").first()
    return found.household if found and found.household.is_active else None
