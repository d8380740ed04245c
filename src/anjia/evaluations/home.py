"""What the staff home shows of the evaluation: things to do, each with a count equal to the list behind it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, Verb
from anjia.evaluations.models import Candidacy, GroupMeeting
from anjia.evaluations.queries import meetings_visible_to, visible_to
from anjia.evaluations.steps import STEPS, StepRule
from anjia.kernel.scope import under, under_any
from anjia.programmes.deadlines import latest_notice_start
from anjia.programmes.enums import CycleState, HeldStep
from anjia.programmes.holds import standing
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.progress import Counter, by_place, register
from anjia.programmes.queries import current_cycle
from anjia.regions.models import Region
from anjia.regions.working_days import add_working_days
from anjia.web.panels import Task

# Working days before the last day on which a notice may begin: the backward plan of the steps (domain A4 "!").
DAYS_BEFORE = {"meeting": 15, "village_review": 10, "federation_opinion": 6, "town_approval": 2}


def due_days(cycle: ProgrammeCycle | None) -> dict[str, date]:
    """When each step ought to be over so that naming day can be kept."""
    if cycle is None:
        return {}
    last = latest_notice_start(cycle)
    return {step: _working_days_before(last, days) for step, days in DAYS_BEFORE.items()}


def _working_days_before(day: date, count: int) -> date:
    start = day - timedelta(days=count)
    while add_working_days(start, count) > day:
        start -= timedelta(days=1)
    return start


def tasks(user: Any, scope_path: str) -> list[Task]:
    """What this user has to do in the place."""
    place = Region.objects.filter(path=scope_path).first()
    if place is None or not user.scopes(Verb.VIEW):
        return []
    due = due_days(current_cycle(place))
    here = [*_steps(user, place, due), *_returned(user, place), *_meetings(user, place, due)]
    return [*here, *_to_vote(user, place), *_ratings(user)]


def _steps(user: Any, place: Region, due: dict[str, date]) -> Iterator[Task]:
    for rule in STEPS.values():
        count = _waiting(user, place, rule)
        if count:
            yield Task(
                _("%(n)d 户等待“%(step)s”") % {"n": count, "step": rule.step.label},
                f"{reverse('evaluations:step_queue', args=[rule.step])}?place={place.path}",
                _("逐户办理，或勾选后一次办理"),
                due.get(rule.step),
                count,
            )


def _waiting(user: Any, place: Region, rule: StepRule) -> int:
    scopes = user.scopes(rule.verb)
    if not any(place.path.startswith(scope) or scope.startswith(place.path) for scope in scopes):
        return 0
    return (
        visible_to(user)
        .filter(under("region__path", place.path), state=rule.source)
        .exclude(recusals__rater=user.pk)
        .count()
    )


def _returned(user: Any, place: Region) -> Iterator[Task]:
    if not user.scopes(Verb.REGISTER):
        return
    count = visible_to(user).filter(under("region__path", place.path), state=S.RETURNED).count()
    if count:
        address = f"{reverse('evaluations:candidacy_list')}?state={S.RETURNED}&place={place.path}"
        yield Task(_("%(n)d 户被退回，待补正") % {"n": count}, address, _("退回的理由写在列表里"), None, count)


def _meetings(user: Any, place: Region, due: dict[str, date]) -> Iterator[Task]:
    scopes = user.scopes(Verb.HOLD_MEETING)
    if not scopes:
        return
    mine = meetings_visible_to(user).filter(under_any("region__path", scopes), under("region__path", place.path))
    for meeting in mine.exclude(state=MeetingState.CLOSED).select_related("region").order_by("held_on", "pk"):
        title = _("%(group)s户长会议：%(state)s") % {
            "group": meeting.region.name,
            "state": meeting.get_state_display(),
        }
        yield Task(title, reverse("evaluations:meeting_detail", args=[meeting.pk]), meeting.place, meeting.held_on)
    groups = unmet_groups(place, scopes)
    if groups:
        address = f"{reverse('evaluations:meeting_plan')}?place={place.path}"
        title = _("%(n)d 个小组待开户长会议") % {"n": groups}
        yield Task(title, address, _("有家庭待评分"), due.get("meeting"), groups)


def unmet_groups(place: Region, scopes: tuple[str, ...]) -> int:
    """Groups whose families wait for their scores while no meeting is planned or under way."""
    waiting = Candidacy.objects.filter(
        under("region__path", place.path),
        under_any("region__path", scopes),
        Q(meeting__isnull=True) | ~Q(meeting__state=MeetingState.OPEN),
        state=S.CONSENTED,
    )
    running = GroupMeeting.objects.exclude(state=MeetingState.CLOSED).values("region")
    return waiting.exclude(region__in=running).order_by().values("region").distinct().count()


def _to_vote(user: Any, place: Region) -> Iterator[Task]:
    """Families that reach the mark and stand without a vote after their meeting: an appeal was upheld, or it was left.

    Whose score is contested waits for the answer; once a meeting is planned, that meeting stands here instead.
    """
    scopes = user.scopes(Verb.HOLD_MEETING)
    if not scopes:
        return
    running = GroupMeeting.objects.exclude(state=MeetingState.CLOSED).order_by().values("region")
    left = Candidacy.objects.filter(
        under("region__path", place.path), under_any("region__path", scopes), state=S.SCORED,
        votes_for__isnull=True, meeting__state=MeetingState.CLOSED, cycle__state=CycleState.OPEN,
    )  # fmt: skip
    left = left.exclude(region__in=running).exclude(pk__in=standing(HeldStep.NOMINATION)).select_related("cycle")
    count = sum(family.reaches(family.cycle.pass_mark_half_points or 0) for family in left)
    if count:
        address = f"{reverse('evaluations:meeting_plan')}?place={place.path}"
        yield Task(_("%(n)d 户达到合格分，还没有表决") % {"n": count}, address, _("请召开户长会议表决"), None, count)


def _ratings(user: Any) -> Iterator[Task]:
    """All seated meetings in one statement: what is open of each, less what was rated or is kept away from."""
    left = Candidacy.objects.filter(meeting=OuterRef("pk"), state__in=[S.CONSENTED, S.DEFERRED])
    left = left.exclude(ballots__rater=user.pk).exclude(recusals__rater=user.pk).order_by()
    counted = Coalesce(Subquery(left.values("meeting").annotate(n=Count("pk")).values("n")), 0)
    seated = meetings_visible_to(user).filter(state=MeetingState.OPEN, seats__user=user.pk).select_related("region")
    for meeting in seated.annotate(left=counted).filter(left__gt=0).order_by("held_on", "pk"):
        title = _("%(group)s户长会议：还有 %(n)d 户待您评分") % {"group": meeting.region.name, "n": meeting.left}
        address = reverse("evaluations:scoring_overview", args=[meeting.pk])
        yield Task(title, address, "", timezone.localdate(), meeting.left)


BEYOND: dict[str, tuple[Any, int, frozenset[str]]] = {
    "nominated": (
        gettext_lazy("已推举"),
        30,
        frozenset({S.NOMINATED, S.REVIEWED, S.ENDORSED, S.APPROVED, S.ON_NOTICE, S.NAMED}),
    ),
    "approved": (gettext_lazy("已审批"), 40, frozenset({S.APPROVED, S.ON_NOTICE, S.NAMED})),
}


def register_counters() -> None:
    """How far the families have come, for the table of targets in `programmes`."""
    for key, (label, order, states) in BEYOND.items():
        register(Counter(key, label, _counter(states), order=order))


def _counter(states: frozenset[str]) -> Any:
    def count(cycle: ProgrammeCycle, paths: Sequence[str]) -> Mapping[str, int]:
        return by_place(Candidacy.objects.filter(cycle=cycle, state__in=states), "region__path", paths)

    return count
