"""Reading honours: from what the user may see, and for everybody by code."""

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.models import DocumentNumber
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.honours.enums import DecisionState, TitleState, Verb
from anjia.honours.models import DecisionEntry, Erratum, ErratumLine, NamingDecision, Title
from anjia.households.models import Household
from anjia.kernel.dependents import Dependents
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, under, under_any
from anjia.notices.enums import EntryState, NoticeKind
from anjia.notices.models import NoticeEntry, PublicNotice
from anjia.notices.queries import cleared_candidacies, publishes_name
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region


def visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[NamingDecision]:
    """The decisions of the towns in the user's scope; issued ones also for those who work below the town."""
    decisions = NamingDecision.objects.select_related("region", "cycle")
    if user is SYSTEM:
        return decisions
    scopes = user.scopes(verb)
    seen = under_any("region__path", scopes)
    if verb == Verb.VIEW:
        above = {path[:end] for path in scopes for end in range(SEGMENT, len(path), SEGMENT)}
        seen |= Q(region__path__in=above, state=DecisionState.ISSUED)
    return decisions.filter(seen)


def titles_visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Title]:
    titles = Title.objects.select_related("region__parent", "decision")
    return titles if user is SYSTEM else titles.filter(under_any("region__path", user.scopes(verb)))


def available(cycle: ProgrammeCycle, town: Region) -> QuerySet[Candidacy]:
    """Families whose notice ended with nothing open and who stand in no decision that waits for its signature."""
    waiting = DecisionEntry.objects.filter(candidacy=OuterRef("pk"), decision__state=DecisionState.DECIDED)
    return cleared_candidacies(cycle, town).exclude(Exists(waiting))


def families_of(decision: NamingDecision) -> QuerySet[Candidacy]:
    """The families the decision is about: available ones while it is drafted, then those frozen and still standing."""
    if decision.state == DecisionState.DRAFTED:
        return available(decision.cycle, decision.region)
    if decision.state == DecisionState.DECIDED:
        return nameable(decision)
    chosen = DecisionEntry.objects.filter(decision=decision, candidacy=OuterRef("pk"))
    standing = CandidacyState.NAMED if decision.state == DecisionState.ISSUED else CandidacyState.ON_NOTICE
    return Candidacy.objects.filter(Exists(chosen), state=standing)


def nameable(decision: NamingDecision) -> QuerySet[Candidacy]:
    """The families the meeting decided on and that are still cleared: one whose line runs anew waits for the next."""
    chosen = DecisionEntry.objects.filter(decision=decision, candidacy=OuterRef("pk"))
    return cleared_candidacies(decision.cycle, decision.region).filter(Exists(chosen))


def live_titles(decision: NamingDecision) -> QuerySet[Title]:
    """The valid titles of a decision, in the order of the roster."""
    return decision.titles.filter(state=TitleState.VALID).select_related("region__parent", "erratum").order_by("serial")


def in_force(titles: QuerySet[Title]) -> QuerySet[Title]:
    """Those of the titles that hold today; the last day counts."""
    return titles.filter(state=TitleState.VALID, valid_to__gte=timezone.localdate())


def title_by(serial: str, code: str) -> Title | None:
    """The title in force a certificate's serial and code belong to; None for everything else, without saying why.

    Case, spaces and dashes of what was typed do not matter. `shows_name` says whether the family shows its name.
    """
    typed = "".join(c for c in code.upper() if c.isalnum())
    found = in_force(Title.objects.filter(serial=serial.strip().upper(), verify_code=typed))
    return found.select_related("decision", "region__parent").annotate(shows_name=publishes_name("household")).first()


def holders_among(household_ids: list[uuid.UUID]) -> QuerySet[Title]:
    """The valid titles of these households."""
    return Title.objects.filter(household__in=household_ids, state=TitleState.VALID)


def last_notice_day(decision: NamingDecision) -> date | None:
    """The last day on which one of the decision's families was on notice: the meeting comes after it."""
    families = families_of(decision).order_by().values("pk")
    entries = NoticeEntry.objects.filter(
        candidacy__in=families, state=EntryState.LISTED, notice__kind=NoticeKind.PRE_NAMING
    )
    days = entries.order_by().aggregate(notice=Max("notice__ends_on"), own=Max("ends_on"))
    return max((day for day in days.values() if day), default=None)


def numbers_visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[DocumentNumber]:
    """The register of numbers, voided ones included, of the user's places."""
    numbers = DocumentNumber.objects.all()
    return numbers if user is SYSTEM else numbers.filter(under_any("region_path", user.scopes(verb)))


def numbers_in_use(number_ids: Collection[uuid.UUID]) -> Dependents:
    """The numbers by whose decision, or erratum, a family still holds a title."""
    held = Title.objects.filter(state=TitleState.VALID).order_by()
    decisions = held.filter(decision__number_id__in=number_ids).values_list("decision__number_id", flat=True)
    errata = held.filter(erratum__number_id__in=number_ids).values_list("erratum__number_id", flat=True)
    return Dependents(_("公文"), frozenset(decisions.union(errata)), blocks=True)


def printable_by(user: Actor) -> QuerySet[NamingDecision]:
    """The issued decisions of which the user may print certificates: a village those with titles of its own."""
    own = titles_visible_to(user, Verb.PRINT_CERTIFICATES).order_by().values("decision")
    return NamingDecision.objects.filter(pk__in=own, state=DecisionState.ISSUED).select_related("region", "cycle")


def issued_under(path: str) -> QuerySet[NamingDecision]:
    """The decisions issued at or below a place (everywhere for an empty path): everybody may know of them."""
    issued = NamingDecision.objects.filter(state=DecisionState.ISSUED)
    issued = issued.filter(under("region__path", path)) if path else issued
    return issued.select_related("region__parent", "cycle")


def results_of(decision: NamingDecision) -> QuerySet[PublicNotice]:
    """The results of a decision, village by village, with how many families stand on each now (`standing`)."""
    standing = Count("entries", filter=Q(entries__state=EntryState.LISTED))
    results = PublicNotice.objects.filter(decision_id=decision.pk, kind=NoticeKind.RESULT).select_related("region")
    return results.annotate(standing=standing).order_by("region__path")


def matching(titles: QuerySet[Title], *, q: str = "", year: str = "", state: str = "") -> QuerySet[Title]:
    """The filters of the list of titles, the same for the page and for its export."""
    if q:
        named = Q(head_name__startswith=q) | Q(region__parent__name__contains=q)
        titles = titles.filter(named | Q(serial__icontains=q))
    if year.isdigit():
        titles = titles.filter(decision__cycle__year=int(year))
    return titles.filter(state=state) if state in TitleState.values else titles


def titles_to_correct(household: Household) -> QuerySet[Title]:
    """The titles by which a family's name stands in decisions that hold."""
    held = holders_among([household.pk]).filter(valid_to__gte=timezone.localdate())
    return held.select_related("decision__region", "decision__cycle").order_by("granted_on", "pk")


def lines_in_force(erratum: Erratum) -> QuerySet[ErratumLine]:
    """The families of an erratum that still hold the title it corrects."""
    held = Title.objects.filter(pk=OuterRef("title_id"), state=TitleState.VALID)
    return erratum.lines.filter(Exists(held)).select_related("household__region__parent").order_by("pk")


def errata_visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Erratum]:
    """The errata of the decisions the user may see."""
    decisions = visible_to(user, verb).order_by().values("pk")
    return Erratum.objects.filter(decision__in=decisions).select_related("decision__region", "decision__cycle")


def decisions_waiting(household: Household) -> QuerySet[NamingDecision]:
    """Decisions that were taken on this family and wait for their signature."""
    entries = DecisionEntry.objects.filter(household=household, decision__state=DecisionState.DECIDED).order_by()
    return NamingDecision.objects.filter(pk__in=entries.values("decision"))
