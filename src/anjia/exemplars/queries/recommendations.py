"""Who may be recommended, who stands where, and how many a town may send up (domain A5-5, A5-10)."""

from django.db.models import Exists, F, FloatField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, NullIf

from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.enums import Verb
from anjia.exemplars.models import Recommendation
from anjia.exemplars.workflow import LIVE
from anjia.honours.enums import DecisionState, TitleKind
from anjia.honours.models import NamingDecision, Title
from anjia.honours.queries import in_force
from anjia.households.queries.proofs import has_proof
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under, under_any
from anjia.notices.queries import publishes_name
from anjia.programmes.enums import HeldStep
from anjia.programmes.holds import standing
from anjia.programmes.models import ProgrammeCycle, TargetAllocation
from anjia.regions.models import Region

NAMED = (R.NAMED_MODEL, R.PLAQUE_AWARDED)
SENT = (R.RECOMMENDED, *NAMED)


def visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.select_related("household", "region__parent__parent", "cycle", "title")
    return rows if user is SYSTEM else rows.filter(under_any("region__path", user.scopes(verb)))


def _holds(kind: str) -> Exists:
    """Whether the family of a title or recommendation holds a title of the kind."""
    return Exists(in_force(Title.objects.filter(household=OuterRef("household"), kind=kind)))


def eligible(cycle: ProgrammeCycle, place: Region) -> QuerySet[Title]:
    """The titles by which families of a place may be recommended: only named ones, once a cycle (domain A2-6).

    Their title holds, their consent is proven, and they are no model family already.
    """
    asked = Recommendation.objects.filter(household=OuterRef("household"), cycle=cycle, state__in=LIVE)
    held = in_force(Title.objects.filter(under("region__path", place.path), kind=TitleKind.SAFE_FAMILY))
    held = held.filter(has_proof("household")).exclude(Exists(asked)).exclude(_holds(TitleKind.MODEL_FAMILY))
    own = Title.objects.filter(household=OuterRef("household"), kind=TitleKind.SAFE_FAMILY, pk__gt=OuterRef("pk"))
    newer = in_force(own)
    return held.exclude(Exists(newer)).select_related("household", "region__parent").order_by("region__path", "serial")


def titled(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Those whose family still holds the title it was recommended by."""
    return rows.filter(_holds(TitleKind.SAFE_FAMILY))


def suggested_order(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """As the town ranked them; who was not ranked follows by this year's score, then by name."""
    mean = Cast(F("total_half_points"), FloatField()) / NullIf(F("raters_counted"), 0)
    scored = Candidacy.objects.filter(
        household=OuterRef("household"), cycle=OuterRef("cycle"), state=CandidacyState.NAMED
    )
    score = Subquery(scored.annotate(mean=mean).values("mean")[:1])
    return rows.annotate(score=score).order_by(
        F("rank").asc(nulls_last=True), F("score").desc(nulls_last=True), "household__head_name", "pk"
    )


def standing_still(rows: QuerySet[Recommendation]) -> bool:
    """Whether one of the families contests a step of this year before its ranking: no ranking passes it by."""
    own = Candidacy.objects.filter(
        household__in=rows.order_by().values("household"), cycle__in=rows.order_by().values("cycle")
    )
    return own.filter(pk__in=standing(HeldStep.RANKING)).exists()


def quota_of(cycle: ProgrammeCycle, town: Region) -> int:
    """How many model families the town's target allows; 0 where none was given out."""
    target = TargetAllocation.objects.filter(cycle=cycle, region=town).values_list("model_families", flat=True)
    return target.first() or 0


def standing_of(cycle: ProgrammeCycle, place: Region, *states: str) -> QuerySet[Recommendation]:
    """A place's recommendations of the cycle in the states."""
    return Recommendation.objects.filter(under("region__path", place.path), cycle=cycle, state__in=states)


def at_district(cycle: ProgrammeCycle, district: Region) -> QuerySet[Recommendation]:
    """Those the district's meeting may decide on: sent up, in no decision that waits for its signature."""
    waiting = NamingDecision.objects.filter(pk=OuterRef("decision"), state=DecisionState.DECIDED)
    return titled(standing_of(cycle, district, R.RECOMMENDED)).exclude(Exists(waiting))


def model_families(path: str = "") -> QuerySet[Title]:
    """Model families whose honour holds, with whether they show their name (`shows_name`): what everybody may see."""
    held = in_force(Title.objects.filter(kind=TitleKind.MODEL_FAMILY)).filter(_holds(TitleKind.SAFE_FAMILY))
    held = held.filter(under("region__path", path)) if path else held
    return held.annotate(shows_name=publishes_name("household")).select_related("region__parent__parent", "decision")


def matching(
    rows: QuerySet[Recommendation], *, q: str = "", year: str = "", state: str = ""
) -> QuerySet[Recommendation]:
    """The filters of the list."""
    if q:
        rows = rows.filter(Q(household__head_name__startswith=q) | Q(region__parent__name__contains=q))
    if year.isdigit():
        rows = rows.filter(cycle__year=int(year))
    return rows.filter(state=state) if state in R.values else rows
