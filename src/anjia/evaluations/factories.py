"""Cycles, families and candidacies in any state, for tests."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from anjia.accounts.models import User
from anjia.evaluations.actions import Terms, announce_spot_check, draw_spot_check
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Verdict
from anjia.evaluations.models import Candidacy, SpotCheck
from anjia.households.models import Household
from anjia.kernel.ids import uuid7
from anjia.programmes.enums import CycleState, PanelOrigin, Scheme, StandardState
from anjia.programmes.models import (
    AppraisalPanel,
    Criterion,
    DeductionReason,
    PanelMember,
    ProgrammeCycle,
    Standard,
    StandardVersion,
)
from anjia.regions.models import Region

SCORED_AND_BEYOND = (S.SCORED, S.NOMINATED, S.REVIEWED, S.ENDORSED, S.APPROVED, S.ON_NOTICE, S.NAMED, S.RETURNED)
VOTED_AND_BEYOND = (S.NOMINATED, S.REVIEWED, S.ENDORSED, S.APPROVED, S.ON_NOTICE, S.NAMED)
RATERS = 3
POINTS = (10, 9, 10, 10, 8, 10, 10, 9, 10, 10)


def ten_good_for_tests() -> StandardVersion:
    """Ten criteria of ten points; of each a rater may take off all that was seen, and a missing credit counts 3."""
    found = StandardVersion.objects.filter(standard__code="test_standard").first()
    if found:
        return found
    standard = Standard.objects.create(code="test_standard", title="测试标准", scheme=Scheme.POINTS_100)
    version = StandardVersion.objects.create(standard=standard, number=1, state=StandardState.IN_FORCE)
    for order in range(1, 11):
        criterion = Criterion.objects.create(
            standard_version=version,
            order=order,
            code=f"c{order}",
            title=f"第{order}条",
            guide="看当日可见的事实。",
            max_half_points=20,
            alternative="家庭可选替代指标。" if order == 10 else "",
        )
        DeductionReason.objects.create(criterion=criterion, order=1, text=f"当日所见{order}", max_half_points=20)
        DeductionReason.objects.create(
            criterion=criterion, order=2, text=f"没有积分{order}", max_half_points=6, is_missing_credit=True
        )
    return version


def open_cycle(county: Region, **fields: Any) -> ProgrammeCycle:
    """A cycle of this year under way in a county, pass mark 90."""
    year = fields.setdefault("year", timezone.localdate().year)
    version = fields.pop("standard_version", None) or ten_good_for_tests()
    defaults = {
        "title": f"{year}年平安家庭创建",
        "state": CycleState.OPEN,
        "pass_mark_half_points": 180,
        "naming_day": date(year, 12, 20),
        "submission_deadline": date(year, 12, 25),
        "authorising_body": "省评比达标表彰工作协调小组办公室",
        "authorisation_number": "示例〔2026〕1号",
        "authorisation_valid_to": date(year + 2, 12, 31),
        "issuing_organ": "芦淞区平安家庭创建领导小组",
        "organ_word": "芦平创",
    }
    return ProgrammeCycle.objects.create(region=county, standard_version=version, **{**defaults, **fields})


def family_in(group: Region, head_name: str = "王秀英", **fields: Any) -> Household:
    """A family of a group."""
    return Household.objects.create(region=group, head_name=head_name, household_size=4, **fields)


def candidacy_in(
    state: str, *, group: Region, cycle: ProgrammeCycle, household: Household | None = None, **fields: Any
) -> Candidacy:
    """A candidacy in a state, with the score and the votes it would have by then (mean 96, 20 votes of 25)."""
    household = household or family_in(group)
    defaults: dict[str, Any] = {}
    if state in SCORED_AND_BEYOND:
        sums = tuple(points * 2 * RATERS for points in POINTS)
        defaults |= {
            "score_sums": sums,
            "total_half_points": sum(sums),
            "raters_counted": RATERS,
            "verdict": Verdict.RECOMMEND,
            "evaluated_on": timezone.localdate(),
        }
    if state in VOTED_AND_BEYOND:
        defaults |= {"votes_for": 20, "voters_present": 25}
    if state == S.NAMED:
        defaults["decision_id"] = uuid7()
    return Candidacy.objects.create(
        household=household, cycle=cycle, region=group, state=state, **{**defaults, **fields}
    )


def candidacies_in(state: str, count: int, *, group: Region, cycle: ProgrammeCycle) -> list[Candidacy]:
    """Several families of one group in the same state."""
    return [
        candidacy_in(state, group=group, cycle=cycle, household=family_in(group, head_name=f"家庭{number}"))
        for number in range(1, count + 1)
    ]


def panel_of(cycle: ProgrammeCycle, village: Region, *members: User) -> AppraisalPanel:
    """A complete appraisal panel: the first member comes from the two committees, the others from the federation."""
    panel = AppraisalPanel.objects.create(cycle=cycle, region=village)
    for number, user in enumerate(members):
        origin = PanelOrigin.FEDERATION if number else PanelOrigin.TWO_COMMITTEES
        PanelMember.objects.create(panel=panel, user=user, origin=origin)
    return panel


def announced_check(town: Region, cycle: ProgrammeCycle, *, by: User, **terms: Any) -> SpotCheck:
    """A spot-check announced yesterday for a seed of today, so that it can be drawn now."""
    today = timezone.localdate()
    told = Terms(**{"seed_source": "福彩3D第2026315期开奖号码", "seed_day": today + timedelta(days=1), **terms})
    check = announce_spot_check(town, cycle=cycle, terms=told, by=by)
    SpotCheck.objects.filter(pk=check.pk).update(announced_on=today - timedelta(days=1), seed_day=today)
    check.refresh_from_db()
    return check


def drawn_check(town: Region, cycle: ProgrammeCycle, *, by: User, seed: str = "407", **terms: Any) -> SpotCheck:
    """The same, drawn."""
    return draw_spot_check(announced_check(town, cycle, by=by, **terms), seed=seed, by=by)
