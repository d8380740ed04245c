"""Reading rolling management: whose titles one looks after, what is due, what can be renewed or taken back."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from anjia.accounts.models import User
from anjia.evaluations.models import Recusal
from anjia.honours.enums import HELD, DecisionState, TitleKind, TitleState
from anjia.honours.models import NamingDecision, Title
from anjia.households.models import Household, HouseholdMember
from anjia.households.queries.proofs import far, has_proof, near
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, under, under_any
from anjia.programmes.enums import HeldStep
from anjia.programmes.holds import standing
from anjia.programmes.models import PanelMember
from anjia.programmes.queries import current_cycle
from anjia.programmes.queries.bodies import eligible_for_panel
from anjia.regions.models import Region
from anjia.rolling.enums import CaseStep, Due, ReviewState, RevocationState, Verb
from anjia.rolling.models import Cancellation, Rectification, RenewalEntry, ReviewRecusal, Revocation, TitleReview
from anjia.rolling.periods import lead

HOME = "household__region__path"


def looked_after() -> QuerySet[Title]:
    """The titles that are reviewed: held ones of families that live here; of several of one family the last."""
    later = Title.objects.filter(household=OuterRef("household"), kind=TitleKind.SAFE_FAMILY, state__in=HELD)
    later = later.filter(Q(valid_to__gt=OuterRef("valid_to")) | Q(valid_to=OuterRef("valid_to"), pk__gt=OuterRef("pk")))
    held = Title.objects.filter(kind=TitleKind.SAFE_FAMILY, state__in=HELD, household__is_active=True)
    return held.filter(~Exists(later))


def titles_visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Title]:
    """Every title of a family that lives in the user's places, ended ones too; nobody's whose consent is not proven
    leaves its village (frame F5)."""
    titles = Title.objects.filter(kind=TitleKind.SAFE_FAMILY).select_related("household__region__parent", "decision")
    if user is SYSTEM:
        return titles
    scopes = user.scopes(verb)
    proven = Q(adoption_id__isnull=True) | Q(has_proof("household"))
    return titles.filter(under_any(HOME, near(scopes)) | (under_any(HOME, far(scopes)) & proven))


def due_here(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Title]:
    """The titles one looks after."""
    seen = titles_visible_to(user, verb)
    return looked_after().filter(pk__in=seen.order_by().values("pk")).select_related("household__region__parent")


def is_due(kind: str, today: date) -> Q:
    """A condition on titles: that this is to be done about them."""
    soon = Q(review_due_on__lte=today + lead(today), review_due_on__gt=today)
    late = Q(state=TitleState.REVIEW_DUE) | Q(state=TitleState.VALID, review_due_on__lte=today)
    return {
        Due.OVERDUE: late,
        Due.SOON: Q(soon, state=TitleState.VALID) & ~renewable(),
        Due.RECTIFYING: Q(state=TitleState.RECTIFYING),
        Due.RENEWABLE: renewable(),
    }[Due(kind)]


def renewable() -> Q:
    """The review of the last round is passed: the next one would come after the title's end."""
    return Q(state=TitleState.VALID, review_due_on__gt=F("valid_to"))


def to_do(today: date) -> Q:
    """A condition: anything is to be done."""
    wanted = Q()
    for kind in Due:
        wanted |= is_due(kind, today)
    return wanted


def counts_below(place: Region, titles: QuerySet[Title], today: date) -> dict[str, dict[str, int]]:
    """How many titles there are of each kind of work, by the paths of the places right below."""
    end = len(place.path) + SEGMENT
    rows = titles.filter(under(HOME, place.path)).order_by().annotate(place=Substr(HOME, 1, end)).values("place")
    told = {kind.value: Count("pk", filter=is_due(kind, today)) for kind in Due}
    return {row.pop("place"): row for row in rows.annotate(held=Count("pk"), **told)}


def reviewers_of(village: Region) -> QuerySet[User]:
    """The village's panel of this cycle; where nobody named one, whoever may sit on it."""
    cycle = current_cycle(village)
    named = PanelMember.objects.filter(panel__cycle=cycle, panel__region=village, panel__is_proposal=False)
    seated = User.objects.filter(pk__in=named.order_by().values("user"), is_active=True)
    people = seated if cycle and seated.exists() else eligible_for_panel(village)
    return people.order_by("display_name", "pk")


def recused_among(household_ids: Collection[uuid.UUID], users: Iterable[User]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Who of the users does not look at which family: kin and wishes on record, and namesakes of its people."""
    ids, people = list(household_ids), list(users)
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    kept = ReviewRecusal.objects.filter(household__in=ids, user__in=people).values_list("household_id", "user_id")
    rated = Recusal.objects.filter(candidacy__household__in=ids, rater__in=people)
    for household, user in [*kept, *rated.values_list("household_id", "rater_id")]:
        found[household].add(user)
    by_name = {user.display_name: user.pk for user in people}
    heads = Household.objects.filter(pk__in=ids, head_name__in=by_name).values_list("pk", "head_name")
    members = HouseholdMember.objects.filter(household__in=ids, name__in=by_name).values_list("household_id", "name")
    for household, name in [*heads, *members]:
        found[household].add(by_name[name])
    return found


def planned_in(village: Region) -> QuerySet[TitleReview]:
    """Reviews that wait to be held, in the order of the walk."""
    planned = TitleReview.objects.filter(under("region__path", village.path), state=ReviewState.PLANNED)
    ordered = planned.order_by("planned_on", "region__path", "household__head_name", "pk")
    return ordered.select_related("household__region__parent", "title__decision__cycle")


def rectification_of(title: Title) -> Rectification | None:
    """The one that is under way, if any."""
    return title.rectifications.exclude(settled_at__isnull=False).order_by("-issued_on", "-pk").first()


def revocations_visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Revocation]:
    """By where the family lives; the texts of it are read on its own page."""
    rows = Revocation.objects.select_related("household__region__parent", "title", "cancellation")
    return rows if user is SYSTEM else rows.filter(under_any(HOME, user.scopes(verb)))


def waits_for(step: str) -> Q:
    """A condition on revocations under way: that this is their next step."""
    decided = Q(state=RevocationState.APPROVED)
    return {
        CaseStep.HEAR: Q(state=RevocationState.PROPOSED),
        CaseStep.DECIDE: Q(state=RevocationState.HEARD),
        CaseStep.DELIVER: decided & Q(delivered_on__isnull=True),
        CaseStep.RUN: decided & Q(delivered_on__isnull=False),
    }[CaseStep(step)]


def executable(place: Region, today: date | None = None) -> QuerySet[Revocation]:
    """What a signature may execute: decided, delivered, days to appeal over, nothing in the way, and its time come:
    the title's end, its cohort's renewal, or the family's own word (domain A5-8)."""
    day = today or timezone.localdate()
    over = Revocation.objects.filter(
        under(HOME, place.path),
        state=RevocationState.APPROVED,
        title__state=TitleState.RECTIFYING,
        appeal_until__lt=day,
    )
    cohort = Title.objects.filter(decision=OuterRef("title__decision"), state=TitleState.RENEWED)
    timely = Q(agreed_on__isnull=False) | Q(title__valid_to__lte=day) | Q(Exists(cohort))
    return over.filter(timely).exclude(title__in=standing(HeldStep.REVOCATION))


def cancellations_visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Cancellation]:
    papers = Cancellation.objects.select_related("region__parent")
    return papers if user is SYSTEM else papers.filter(under_any("region__path", user.scopes(verb)))


def renewable_in(place: Region) -> QuerySet[Title]:
    """What a renewal drafted now would be about; what another decision waits to renew stands aside."""
    waiting = RenewalEntry.objects.filter(title=OuterRef("pk"), decision__state=DecisionState.DECIDED)
    titles = looked_after().filter(renewable(), under(HOME, place.path)).filter(~Exists(waiting))
    return titles.filter(Q(adoption_id__isnull=True) | Q(has_proof("household")))


def still_renewable(decision: NamingDecision) -> QuerySet[Title]:
    """The titles of a decided renewal that can go on now."""
    chosen = RenewalEntry.objects.filter(decision=decision, title=OuterRef("pk"))
    return looked_after().filter(renewable(), Exists(chosen))


def task_of(title: Title, today: date) -> Due:
    """What is to be done about a title of which something is."""
    if title.state == TitleState.RECTIFYING:
        return Due.RECTIFYING
    if title.state == TitleState.VALID and title.review_due_on > title.valid_to:
        return Due.RENEWABLE
    return Due.OVERDUE if title.review_due_on <= today else Due.SOON
