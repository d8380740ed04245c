"""Reading honours: from what the user may see, and for everybody by code."""

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.models import DocumentNumber
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.honours.enums import HELD, DecisionState, TitleKind, TitleState, Verb
from anjia.honours.kinds import deciding
from anjia.honours.models import DecisionEntry, Erratum, ErratumLine, NamingDecision, Title, TitleAdoption
from anjia.households.models import Household
from anjia.households.queries.proofs import far, has_proof, near
from anjia.kernel.dependents import Dependents
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, under, under_any
from anjia.notices.enums import EntryState, NoticeKind
from anjia.notices.models import NoticeEntry, PublicNotice
from anjia.notices.queries import cleared_candidacies, publishes_name
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region

# Decisions that named somebody: signed here, or adopted from paper.
STANDING = (DecisionState.ISSUED, DecisionState.ADOPTED)


def visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[NamingDecision]:
    """The decisions of the places in the user's scope; issued ones also for those who work below.

    A verb that decides or signs sees the decisions of its own kind.
    """
    return _in_scope(user, verb).filter(kind__in=deciding(verb))


def _in_scope(user: Actor, verb: str) -> QuerySet[NamingDecision]:
    decisions = NamingDecision.objects.select_related("region", "cycle")
    if user is SYSTEM:
        return decisions
    scopes = user.scopes(verb)
    seen = under_any("region__path", scopes)
    if verb == Verb.VIEW:
        above = {path[:end] for path in scopes for end in range(SEGMENT, len(path), SEGMENT)}
        seen |= Q(region__path__in=above, state__in=STANDING)
    return decisions.filter(seen)


def titles_visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Title]:
    titles = Title.objects.select_related("region__parent", "decision")
    return titles if user is SYSTEM else titles.filter(within_reach(user, verb))


def certifiable_by(user: Actor) -> QuerySet[Title]:
    """The titles whose certificates one may print: in force, and granted here (an adopted one has its own on paper)."""
    held = titles_visible_to(user, Verb.PRINT_CERTIFICATES).filter(adoption_id__isnull=True)
    return in_force(held).select_related("decision__region")


def within_reach(user: Actor, verb: str) -> Q:
    """A condition on titles: an adopted one whose family's consent is not proven is seen in its village alone."""
    scopes = user.scopes(verb)
    above = under_any("region__path", far(scopes)) & (Q(adoption_id__isnull=True) | Q(has_proof("household")))
    return under_any("region__path", near(scopes)) | above


def named_openly(titles: QuerySet[Title]) -> QuerySet[Title]:
    """Those whose families may be named outside their village."""
    return titles.filter(Q(adoption_id__isnull=True) | Q(has_proof("household")))


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
    """The titles of a decision that families hold, in the order of the roster."""
    return decision.titles.filter(state__in=HELD).select_related("region__parent", "erratum").order_by("serial")


def in_force(titles: QuerySet[Title]) -> QuerySet[Title]:
    """Those of the titles that hold today; the last day counts."""
    return titles.filter(state__in=HELD, valid_to__gte=timezone.localdate())


def has_certificate(title: Title, on: date) -> bool:
    """Whether a certificate can be set of a title: it holds, and its paper is not another house's (adopted)."""
    return title.is_held and title.valid_to >= on and title.adoption_id is None


def title_by(serial: str, code: str) -> Title | None:
    """The title in force a certificate's serial and code belong to; None for everything else, without saying why.

    An adopted title holds for the public once its family's consent to take part is proven (F5).
    Case, spaces and dashes of what was typed do not matter. `shows_name` says whether the family shows its name.
    """
    typed = "".join(c for c in code.upper() if c.isalnum())
    found = in_force(named_openly(Title.objects.filter(serial=serial.strip().upper(), verify_code=typed)))
    return found.select_related("decision", "region__parent").annotate(shows_name=publishes_name("household")).first()


def holders_among(household_ids: list[uuid.UUID]) -> QuerySet[Title]:
    """The titles these households hold."""
    return Title.objects.filter(household__in=household_ids, state__in=HELD)


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
    """The numbers by whose decision, or erratum, a family still holds a title; those of adopted decisions stay."""
    held = Title.objects.filter(state__in=(*HELD, TitleState.RENEWED)).order_by()
    decisions = held.filter(decision__number_id__in=number_ids).values_list("decision__number_id", flat=True)
    errata = held.filter(erratum__number_id__in=number_ids).values_list("erratum__number_id", flat=True)
    adopted = NamingDecision.objects.filter(number_id__in=number_ids, state=DecisionState.ADOPTED).order_by()
    found = decisions.union(errata, adopted.values_list("number_id", flat=True))
    return Dependents(_("公文"), frozenset(found), blocks=True)


def printable_by(user: Actor) -> QuerySet[NamingDecision]:
    """The issued decisions of which the user may print certificates: a village those with titles of its own."""
    own = titles_visible_to(user, Verb.PRINT_CERTIFICATES).order_by().values("decision")
    return NamingDecision.objects.filter(pk__in=own, state=DecisionState.ISSUED).select_related("region", "cycle")


def issued_under(path: str) -> QuerySet[NamingDecision]:
    """The decisions issued at or below a place (everywhere for an empty path): everybody may know of them."""
    issued = NamingDecision.objects.filter(state=DecisionState.ISSUED, kind=TitleKind.SAFE_FAMILY)
    issued = issued.filter(under("region__path", path)) if path else issued
    return issued.select_related("region__parent", "cycle")


def results_of(decision: NamingDecision) -> QuerySet[PublicNotice]:
    """The results of a decision, village by village, with how many families stand on each now (`standing`)."""
    standing = Count("entries", filter=Q(entries__state=EntryState.LISTED))
    results = PublicNotice.objects.filter(decision_id=decision.pk, kind=NoticeKind.RESULT).select_related("region")
    return results.annotate(standing=standing).order_by("region__path")


def matching(
    titles: QuerySet[Title], *, q: str = "", year: str = "", state: str = "", kind: str = ""
) -> QuerySet[Title]:
    """The filters of the list of titles, the same for the page and for its export."""
    if q:
        named = Q(head_name__startswith=q) | Q(region__parent__name__contains=q)
        titles = titles.filter(named | Q(serial__icontains=q))
    if year.isdigit():
        adopted = Q(decision__cycle__isnull=True, granted_on__year=int(year))
        titles = titles.filter(Q(decision__cycle__year=int(year)) | adopted)
    titles = titles.filter(kind=kind) if kind in TitleKind.values else titles
    return titles.filter(state=state) if state in TitleState.values else titles


def titles_to_correct(household: Household) -> QuerySet[Title]:
    """The titles by which a family's name stands in decisions that hold."""
    held = holders_among([household.pk]).filter(valid_to__gte=timezone.localdate(), adoption_id__isnull=True)
    return held.select_related("decision__region", "decision__cycle").order_by("granted_on", "pk")


def adoptions_visible_to(user: Actor) -> QuerySet[TitleAdoption]:
    """The lists of earlier titles that came in at one's places."""
    lists = TitleAdoption.objects.select_related("region")
    return lists if user is SYSTEM else lists.filter(under_any("region__path", user.scopes(Verb.ADOPT)))


def brought_titles(household_ids: Collection[uuid.UUID]) -> Dependents:
    """Families that hold a title; one that came with the family in the same list is taken back with it."""
    own = Q(adoption_id=F("household__import_batch_id"))
    held = Title.objects.filter(household__in=list(household_ids)).order_by()
    other = held.filter(Q(adoption_id__isnull=True) | Q(household__import_batch_id__isnull=True) | ~own)
    return Dependents(_("已有称号"), frozenset(other.values_list("household_id", flat=True)), blocks=True)


def lines_in_force(erratum: Erratum) -> QuerySet[ErratumLine]:
    """The families of an erratum that still hold the title it corrects."""
    held = Title.objects.filter(pk=OuterRef("title_id"), state__in=HELD)
    return erratum.lines.filter(Exists(held)).select_related("household__region__parent").order_by("pk")


def errata_visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Erratum]:
    """The errata of the decisions the user may see."""
    decisions = _in_scope(user, verb).order_by().values("pk")
    return Erratum.objects.filter(decision__in=decisions).select_related("decision__region", "decision__cycle")


def decisions_waiting(household: Household) -> QuerySet[NamingDecision]:
    """Decisions that were taken on this family and wait for their signature."""
    entries = DecisionEntry.objects.filter(household=household, decision__state=DecisionState.DECIDED).order_by()
    return NamingDecision.objects.filter(pk__in=entries.values("decision"))
