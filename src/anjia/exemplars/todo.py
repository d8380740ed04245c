"""What the home asks people to do about model families and plaques."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.enums import PlaqueState, Verb
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.models import Plaque
from anjia.exemplars.queries import at_district, standing_of
from anjia.honours.enums import DecisionState, TitleKind
from anjia.honours.models import NamingDecision
from anjia.kernel.scope import under
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.web.panels import Task, find_tasks

STEPS = {DecisionState.DRAFTED: ("decide", Verb.DECIDE), DecisionState.DECIDED: ("sign", Verb.SIGN)}


def tasks(user: Any, scope_path: str) -> list[Task]:
    """Rosters that wait where the user works, decisions to take, plaques to give or to take back."""
    place = Region.objects.filter(path=scope_path).first()
    if place is None:
        return []
    cycle = current_cycle(place)
    found = _rosters(user, place, cycle) if cycle else []
    return [*found, *_decisions(user, scope_path), *_plaques(user, place)]


def _rosters(user: Any, place: Region, cycle: ProgrammeCycle) -> list[Task]:
    if place.level == Level.VILLAGE and user.may(Verb.RECOMMEND, place.path):
        waiting_rows = standing_of(cycle, place, R.PROPOSED, R.RETURNED)
        return _task(waiting_rows.count(), _("示范户推荐名单有 %(n)s 户待上报"), "submit", place, cycle)
    if place.level == Level.TOWN and user.may(Verb.FORWARD, place.path):
        waiting_rows = standing_of(cycle, place, R.SUBMITTED)
        return _task(waiting_rows.count(), _("村（社区）报来示范户 %(n)s 户，待排序上报"), "rank", place, cycle)
    if place.level == Level.COUNTY and user.may(Verb.PREPARE, place.path):
        drafted = NamingDecision.objects.filter(
            region=place, cycle=cycle, kind=TitleKind.MODEL_FAMILY, state=DecisionState.DRAFTED
        )
        ready = 0 if drafted.exists() else at_district(cycle, place).count()
        return _task(ready, _("示范户推荐名册 %(n)s 户，可以起草命名决定"), "decision_draft", place, cycle)
    return []


def _task(count: int, title: Any, step: str, place: Region, cycle: ProgrammeCycle) -> list[Task]:
    if not count:
        return []
    url = reverse(f"exemplars:{step}", args=[place.pk])
    return [Task(title=title % {"n": count}, url=url, due_on=cycle.submission_deadline, count=count)]


def _decisions(user: Any, path: str) -> list[Task]:
    states = [state for state, (_step, verb) in STEPS.items() if user.may(verb, path)]
    if not states:
        return []
    rows = NamingDecision.objects.filter(under("region__path", path), kind=TitleKind.MODEL_FAMILY, state__in=states)
    return [
        Task(
            title=_("示范户命名决定待办理：%(title)s") % {"title": decision.title},
            url=reverse(f"exemplars:decision_{STEPS[DecisionState(decision.state)][0]}", args=[decision.pk]),
            detail=_("%(place)s，%(families)s 户") % {"place": decision.region.name, "families": decision.families},
        )
        for decision in rows.select_related("region").order_by("created_at")
    ]


def _plaques(user: Any, place: Region) -> list[Task]:
    url, found = reverse("exemplars:plaque_list"), []
    if user.may(Verb.ARRANGE, place.path):
        ready = Plaque.objects.filter(under("region__path", place.path), state=PlaqueState.MADE).count()
        if ready:
            title = _("%(n)s 块牌匾已制作，待授牌") % {"n": ready}
            found.append(Task(title=title, url=f"{url}?state={PlaqueState.MADE}", count=ready))
    if user.may(Verb.HAND_PLAQUE, place.path):
        due = Plaque.objects.filter(under("region__path", place.path), state=PlaqueState.RECALL_DUE).count()
        if due:
            title = _("%(n)s 块牌匾待收回") % {"n": due}
            found.append(Task(title=title, url=f"{url}?state={PlaqueState.RECALL_DUE}", count=due))
    return found


find_tasks(tasks)
