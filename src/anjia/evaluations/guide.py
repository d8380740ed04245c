"""The steps of a rehearsal that are the evaluation's."""

from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState
from anjia.evaluations.models import Candidacy, GroupMeeting
from anjia.evaluations.steps import STEPS
from anjia.programmes.enums import Verb
from anjia.programmes.guide import GuideStep
from anjia.programmes.models import ProgrammeCycle

BEFORE_SCORES = (S.DRAFT, S.CONSENTED)
BEFORE_VOTES = (*BEFORE_SCORES, S.SCORED, S.DEFERRED)


def rehearsal_steps(user: Any, cycle: ProgrammeCycle) -> list[GuideStep]:
    """Meeting, scores, votes, and the three opinions that whoever rehearses plays alone."""
    held = Counter(Candidacy.objects.filter(cycle=cycle).order_by().values_list("state", flat=True))
    meetings = list(GroupMeeting.objects.filter(cycle=cycle).order_by("created_at"))
    return [_meeting(meetings, held), _scoring(meetings, held), _opinions(user, cycle, held)]


def _count(held: Counter[str], *states: str) -> int:
    return sum(held[state] for state in states)


def _meeting(meetings: list[GroupMeeting], held: Counter[str]) -> GuideStep:
    families = sum(held.values())
    detail = ngettext("%(n)d 户参加演练", "%(n)d 户参加演练", families) % {"n": families}
    if held[S.DRAFT]:
        detail += _("，其中 %(n)d 户还缺同意凭证，不能评分") % {"n": held[S.DRAFT]}
    running = next((m for m in meetings if m.state != MeetingState.CLOSED), None)
    return GuideStep(
        title=_("召集户长会议：点名、定评分小组、宣布开会"),
        detail=detail,
        url=_meeting_url(running) if running else reverse("evaluations:meeting_plan"),
        act=_("去会议") if running else _("召集会议"),
        is_done=any(m.state != MeetingState.PLANNED for m in meetings),
    )


def _meeting_url(meeting: GroupMeeting) -> str:
    return reverse("evaluations:meeting_detail", args=[meeting.pk])


def _scoring(meetings: list[GroupMeeting], held: Counter[str]) -> GuideStep:
    opened = next((m for m in meetings if m.state == MeetingState.OPEN), None)
    done = sum(held.values()) - _count(held, *BEFORE_VOTES)
    return GuideStep(
        title=_("评分、推举、散会"),
        detail=_("三个以上评分人逐户打分；也可以由干部代录纸质评分表。"),
        url=_meeting_url(opened) if opened else "",
        act=_("去评分"),
        is_done=done > 0 and opened is None,
    )


def _opinions(user: Any, cycle: ProgrammeCycle, held: Counter[str]) -> GuideStep:
    waiting = _count(held, *(rule.source for rule in STEPS.values()))
    may = user.may(Verb.REHEARSE, cycle.region.path)
    passed = _count(held, S.APPROVED, S.ON_NOTICE)
    return GuideStep(
        title=_("三级意见"),
        detail=_("正式办理时由村（社区）、乡镇（街道）妇联和领导小组分别办理；演练里一次代走。"),
        url=reverse("evaluations:opinions_play", args=[cycle.pk]) if waiting and may else "",
        act=_("代走三级意见"),
        is_done=passed > 0 and not waiting,
    )
