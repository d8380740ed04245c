"""What the papers of this slice say: step rosters, minutes, score sheets. `documents` sets them.

They are official papers: Chinese in whatever language somebody reads the site.
"""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.models import User
from anjia.documents.papers import Column, MeetingMinutes, MinutesItem, Roster, ScoringLine, ScoringSheet
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Step
from anjia.evaluations.models import BlindBallot, Candidacy, GroupMeeting, StepRoster
from anjia.evaluations.points import shown
from anjia.evaluations.queries.meetings import progress_of, roll_of
from anjia.evaluations.queries.raters import Scoring
from anjia.evaluations.queries.scoring import sheets_of, to_rate
from anjia.evaluations.sheet import Sheet
from anjia.regions.models import Region
from anjia.regions.queries import full_names_of


def roster_of(roster: StepRoster) -> Roster:
    """The families of a step's roster, by group and name."""
    families = Candidacy.objects.filter(opinions__roster_id=roster.pk).select_related("household", "region__parent")
    listed = families.order_by("region__path", "household__head_name", "pk")
    rows = [
        (
            number,
            family.region.parent.name if family.region.parent else "",
            family.region.name,
            family.household.head_name,
            family.household.household_size,
            family.household.address,
            family.shown_score,
            f"{family.votes_for}/{family.voters_present}" if family.votes_for is not None else "",
        )
        for number, family in enumerate(listed, start=1)
    ]
    columns = (
        Column("序号", 0.6),
        Column("村（社区）", 1.6),
        Column("小组", 0.9),
        Column("户主姓名", 1.1),
        Column("家庭人数", 0.8),
        Column("家庭住址", 2.6, "left"),
        Column("考核得分", 0.8),
        Column("推举票", 0.8),
    )
    step = Step(roster.step).label
    return Roster(
        title=f"{roster.region.name}{roster.cycle.year}年平安家庭{step}名册",
        subtitle=f"共 {len(rows)} 户　{roster.made_on}",
        columns=columns,
        rows=rows,
        signatures=("经办人", "负责人（盖章）"),
        landscape=True,
    )


def minutes_of(meeting: GroupMeeting) -> MeetingMinutes:
    """What was decided at a meeting, as it is signed."""
    roll, progress = roll_of(meeting), progress_of(meeting)
    seats = "、".join(str(seat.user) for seat in meeting.seats.select_related("user").order_by("user__display_name"))
    place = full_names_of([meeting.region.path])[meeting.region.path]
    scored = progress.families - progress.deferred - progress.unscored
    return MeetingMinutes(
        title=f"{meeting.region.name}户长会议记录",
        facts=(
            ("地点", f"{place}{meeting.place}"),
            ("时间", _times(meeting)),
            ("主持", str(meeting.chaired_by or "")),
            ("全组户数", str(roll.total)),
            ("法定到会", f"{roll.needed} 户（{roll.rules.quorum.shown}，{roll.rules.quorum}）"),
            ("实际到会", _roll_words(meeting)),
            ("评分小组", seats),
        ),
        items=(
            MinutesItem(
                "一、评分",
                f"讨论 {progress.families} 户，得出分数 {scored} 户，评分人不足三人而暂缓 {progress.deferred} 户。",
            ),
            MinutesItem(
                "二、推举",
                f"{roll.majority} 票（到会户长{roll.rules.majority.shown}）即为通过，共推举 {progress.nominated} 户。",
            ),
        ),
        results=_results_of(meeting),
        signatures=("主持人", "记录人", "评分小组代表"),
    )


def _times(meeting: GroupMeeting) -> str:
    opened = timezone.localdate(meeting.opened_at)
    if opened != meeting.held_on:
        return f"{meeting.held_on:%Y-%m-%d}（按纸质记录于{opened:%Y-%m-%d}录入）"
    begun, ended = (timezone.localtime(at) for at in (meeting.opened_at, meeting.closed_at) if at)
    return f"{begun:%Y-%m-%d %H:%M} – {ended:%H:%M}"


def _roll_words(meeting: GroupMeeting) -> str:
    roll = roll_of(meeting)
    return f"{roll.represented} 户（本人 {roll.in_person}，委托 {roll.by_proxy}，其他 {roll.others}）"


def _results_of(meeting: GroupMeeting) -> Roster:
    rows = [
        (
            number,
            family.household.head_name,
            family.shown_score,
            f"{family.votes_for}/{family.voters_present}" if family.votes_for is not None else "",
            _result_words(family),
        )
        for number, family in enumerate(to_rate(meeting), start=1)
        if family.state != S.WITHDRAWN
    ]
    columns = (
        Column("序号", 0.6),
        Column("户主姓名", 1.4),
        Column("考核得分"),
        Column("同意票/到会"),
        Column("结果", 1.6),
    )
    return Roster(title="评分与推举结果", columns=columns, rows=rows)


def _result_words(family: Candidacy) -> str:
    if family.state == S.DEFERRED:
        return "暂缓"
    return "未推举" if family.state == S.SCORED else "推举"


def scoring_sheets_of(meeting: GroupMeeting, families: Sequence[Candidacy]) -> list[ScoringSheet]:
    """Annex 2, rater by rater, for each family that this rater rates; its code leads to where it is typed in.

    A family for which a rater is recused has no sheet in that rater's pile, whatever the reason.
    """
    sheets = sheets_of(families, cycle=meeting.cycle, group=meeting.region)
    place = full_names_of([meeting.region.path])[meeting.region.path]
    scoring = Scoring(meeting)
    return [
        _scoring_sheet(family, sheets[family.pk], place, rater, _typing_in(meeting, family, rater))
        for rater in scoring.users
        for family in families
        if (family.pk, rater.pk) not in scoring.recused
    ]


def _typing_in(meeting: GroupMeeting, family: Candidacy, rater: User) -> str:
    return reverse("evaluations:scoring_sheet", args=[meeting.pk, family.pk, rater.pk])


def blind_sheets_of(ballots: QuerySet[BlindBallot]) -> list[ScoringSheet]:
    """The same sheet for a blind rater of another village; its code leads to where the town types it in."""
    rows = list(
        ballots.select_related(
            "rater", "drawn", "candidacy__household", "candidacy__region", "candidacy__cycle__standard_version"
        )
    )
    places = full_names_of([row.candidacy.region.path for row in rows])
    groups: dict[Region, list[Candidacy]] = defaultdict(list)
    for row in rows:
        groups[row.candidacy.region].append(row.candidacy)
    sheets: dict[UUID, Sheet] = {}
    for group, families in groups.items():
        sheets |= sheets_of(families, cycle=families[0].cycle, group=group)
    return [
        _scoring_sheet(
            row.candidacy,
            sheets[row.candidacy_id],
            places[row.candidacy.region.path],
            row.rater,
            reverse("evaluations:blind_typed", args=[row.drawn.check_of_id, row.pk]),
        )
        for row in rows
    ]


def _scoring_sheet(family: Candidacy, sheet: Sheet, place: str, rater: User, address: str) -> ScoringSheet:
    lines = tuple(
        ScoringLine(
            title=criterion.title,
            guide=criterion.guide,
            max_score=criterion.max_half_points // 2,
            reasons=tuple(
                f"{reason.text}（最多扣 {shown(reason.max_half_points)} 分）" for reason in sheet.reasons_of(criterion)
            ),
        )
        for criterion in sheet.criteria
    )
    return ScoringSheet(
        title=family.cycle.title,
        place=place,
        head_name=family.household.head_name,
        address=family.household.address,
        lines=lines,
        code=str(family.pk)[-8:],
        url=settings.SITE_URL + address,
        rater=str(rater),
    )
