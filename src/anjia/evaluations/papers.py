"""What the papers of this slice say: step rosters, minutes, score sheets. `documents` sets them."""

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from anjia.documents.papers import Column, MeetingMinutes, MinutesItem, Roster, ScoringLine, ScoringSheet
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Step
from anjia.evaluations.models import Candidacy, GroupMeeting, StepRoster
from anjia.evaluations.points import shown
from anjia.evaluations.queries.meetings import progress_of, roll_of
from anjia.evaluations.queries.scoring import sheets_of, to_rate
from anjia.evaluations.quorum import majority
from anjia.regions.queries import full_names_of


def roster_of(roster: StepRoster) -> Roster:
    """The families of a step's roster, by group and name."""
    families = Candidacy.objects.filter(opinions__roster_id=roster.pk).select_related("household", "region__parent")
    listed = families.order_by("region__path", "household__head_name", "pk")
    rows = [
        (
            number,
            family.region.parent.name,
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
        Column(_("序号"), 0.6),
        Column(_("村（社区）"), 1.6),
        Column(_("小组"), 0.9),
        Column(_("户主姓名"), 1.1),
        Column(_("家庭人数"), 0.8),
        Column(_("家庭住址"), 2.6, "left"),
        Column(_("考核得分"), 0.8),
        Column(_("推举票"), 0.8),
    )
    step = Step(roster.step).label
    return Roster(
        title=_("%(place)s%(year)d年平安家庭%(step)s名册")
        % {"place": roster.region.name, "year": roster.cycle.year, "step": step},
        subtitle=_("共 %(n)d 户　%(day)s") % {"n": len(rows), "day": roster.made_on},
        columns=columns,
        rows=rows,
        signatures=(_("经办人"), _("负责人（盖章）")),
        landscape=True,
    )


def minutes_of(meeting: GroupMeeting) -> MeetingMinutes:
    """What was decided at a meeting, as it is signed."""
    roll, progress = roll_of(meeting), progress_of(meeting)
    seats = "、".join(str(seat.user) for seat in meeting.seats.select_related("user").order_by("user__display_name"))
    place = full_names_of([meeting.region.path])[meeting.region.path]
    told = {
        "families": progress.families,
        "scored": progress.families - progress.deferred - progress.unscored,
        "deferred": progress.deferred,
        "nominated": progress.nominated,
        "majority": majority(roll.represented),
    }
    return MeetingMinutes(
        title=_("%(group)s户长会议记录") % {"group": meeting.region.name},
        facts=(
            (_("地点"), f"{place}{meeting.place}"),
            (_("时间"), _times(meeting)),
            (_("主持"), str(meeting.chaired_by or "")),
            (_("全组户数"), str(roll.total)),
            (_("法定到会"), str(roll.needed)),
            (_("实际到会"), _roll_words(meeting)),
            (_("评分小组"), seats),
        ),
        items=(
            MinutesItem(
                _("一、评分"),
                _("讨论 %(families)d 户，得出分数 %(scored)d 户，评分人不足三人而暂缓 %(deferred)d 户。") % told,
            ),
            MinutesItem(
                _("二、推举"), _("到会户长过半数（%(majority)d 票）同意即为通过，共推举 %(nominated)d 户。") % told
            ),
        ),
        results=_results_of(meeting),
        signatures=(_("主持人"), _("记录人"), _("评分小组代表")),
    )


def _times(meeting: GroupMeeting) -> str:
    begun, ended = (timezone.localtime(at) for at in (meeting.opened_at, meeting.closed_at) if at)
    return f"{begun:%Y-%m-%d %H:%M} – {ended:%H:%M}"


def _roll_words(meeting: GroupMeeting) -> str:
    roll = roll_of(meeting)
    told = {"n": roll.represented, "a": roll.in_person, "b": roll.by_proxy, "c": roll.others}
    return _("%(n)d 户（本人 %(a)d，委托 %(b)d，其他 %(c)d）") % told


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
        Column(_("序号"), 0.6),
        Column(_("户主姓名"), 1.4),
        Column(_("考核得分")),
        Column(_("同意票/到会")),
        Column(_("结果"), 1.6),
    )
    return Roster(title=_("评分与推举结果"), columns=columns, rows=rows)


def _result_words(family: Candidacy) -> str:
    if family.state == S.DEFERRED:
        return _("暂缓")
    return _("未推举") if family.state == S.SCORED else _("推举")


def scoring_sheets_of(
    meeting: GroupMeeting, families: Sequence[Candidacy], absolute: Callable[[str], str]
) -> list[ScoringSheet]:
    """Annex 2 for each family; its code leads to the family's page."""
    sheets = sheets_of(families, cycle=meeting.cycle, group=meeting.region)
    place = full_names_of([meeting.region.path])[meeting.region.path]
    made = []
    for family in families:
        sheet = sheets[family.pk]
        lines = tuple(
            ScoringLine(
                title=criterion.title,
                guide=criterion.guide,
                max_score=criterion.max_half_points // 2,
                reasons=tuple(
                    _("%(text)s（最多扣 %(max)s 分）") % {"text": reason.text, "max": shown(reason.max_half_points)}
                    for reason in sheet.reasons_of(criterion)
                ),
            )
            for criterion in sheet.criteria
        )
        made.append(
            ScoringSheet(
                title=meeting.cycle.title,
                place=place,
                head_name=family.household.head_name,
                address=family.household.address,
                lines=lines,
                code=str(family.pk)[-8:],
                url=absolute(reverse("evaluations:candidacy_detail", args=[family.pk])),
            )
        )
    return made
