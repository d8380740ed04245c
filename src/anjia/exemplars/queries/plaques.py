"""The plaque register, and what a plaque's code answers."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from anjia.exemplars.enums import PlaqueState, Verb
from anjia.exemplars.models import Ceremony, Plaque, PlaqueImport
from anjia.honours.enums import TitleKind
from anjia.honours.models import Title
from anjia.honours.queries import in_force
from anjia.households.queries.proofs import has_proof
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under, under_any
from anjia.notices.queries import publishes_name
from anjia.regions.models import Region

LIVE = (PlaqueState.MADE, PlaqueState.GIVEN, PlaqueState.LOST)


def plaques_visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Plaque]:
    rows = Plaque.objects.select_related("title__decision", "region__parent")
    return rows if user is SYSTEM else rows.filter(under_any("region__path", user.scopes(verb)))


def ceremonies_visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Ceremony]:
    rows = Ceremony.objects.select_related("region")
    return rows if user is SYSTEM else rows.filter(under_any("region__path", user.scopes(verb)))


def imports_visible_to(user: Actor) -> QuerySet[PlaqueImport]:
    """The lists of plaques that came in where a person may enter them."""
    rows = PlaqueImport.objects.select_related("region")
    return rows if user is SYSTEM else rows.filter(under_any("region__path", user.scopes(Verb.MAKE_PLAQUE)))


def live_plaques(place: Region) -> QuerySet[Plaque]:
    return Plaque.objects.filter(under("region__path", place.path), state__in=LIVE)


def without_plaque(place: Region, kind: str = TitleKind.MODEL_FAMILY) -> QuerySet[Title]:
    """Titles in force of a kind at or below a place that have no plaque, their families' consent proven."""
    hung = Plaque.objects.filter(household=OuterRef("household"), title=OuterRef("pk"), state__in=LIVE)
    held = in_force(Title.objects.filter(under("region__path", place.path), kind=kind)).exclude(Exists(hung))
    return held.filter(has_proof("household")).select_related("region__parent").order_by("region__path", "serial")


def plaque_by(serial: str, code: str) -> Plaque | None:
    """The plaque a serial and code belong to, if it hangs rightly today; None for everything else, never why (F6)."""
    typed = "".join(c for c in code.upper() if c.isalnum())
    held = in_force(Title.objects.filter(household=OuterRef("household"), kind=TitleKind.SAFE_FAMILY))
    found = Plaque.objects.filter(serial=serial.strip().upper(), verify_code=typed, state=PlaqueState.GIVEN)
    found = found.filter(Exists(held), Exists(in_force(Title.objects.filter(pk=OuterRef("title")))))
    found = found.filter(has_proof("household")).annotate(shows_name=publishes_name("household"))
    return found.select_related("title__decision", "region__parent").first()


def plaques_matching(
    rows: QuerySet[Plaque], *, q: str = "", kind: str = "", state: str = "", year: str = ""
) -> QuerySet[Plaque]:
    """The filters of the register, the same for the page and its export."""
    if q:
        rows = rows.filter(Q(head_name__startswith=q) | Q(serial__icontains=q) | Q(region__parent__name__contains=q))
    if year.isdigit():
        rows = rows.filter(made_on__year=int(year))
    rows = rows.filter(kind=kind) if kind in TitleKind.values else rows
    return rows.filter(state=state) if state in PlaqueState.values else rows
