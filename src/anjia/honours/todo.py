"""What the home asks people to do about decisions and exports."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import DecisionState, ErratumState, TitleKind, Verb
from anjia.honours.models import Erratum, NamingDecision
from anjia.honours.queries import available
from anjia.kernel.scope import under
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.web.panels import Task, find_tasks


def tasks(user: Any, scope_path: str) -> list[Task]:
    """For the town: families to draft for, decisions to decide. For the office: decisions to sign."""
    found = []
    if user.may(Verb.PREPARE, scope_path):
        found += _to_draft(scope_path)
        found += _errata(scope_path, ErratumState.RETURNED, "honours:erratum_detail", _("退回补正：%(title)s"))
    if user.may(Verb.DECIDE, scope_path):
        found += _decisions(scope_path, DecisionState.DRAFTED, "honours:decision_decide", _("登记会议审定：%(title)s"))
    if user.may(Verb.SIGN, scope_path):
        found += _decisions(scope_path, DecisionState.DECIDED, "honours:decision_sign", _("签发：%(title)s"))
        found += _errata(scope_path, ErratumState.DRAFTED, "honours:erratum_sign", _("签发：%(title)s"))
    return found


def _to_draft(path: str) -> list[Task]:
    town = Region.objects.get(path=path)
    cycle = current_cycle(town) if town.level == Level.TOWN else None
    ready = available(cycle, town).count() if cycle else 0
    if cycle is None or not ready:
        return []
    title = _("有 %(families)s 户公示期满，可以起草命名决定") % {"families": ready}
    url = reverse("honours:decision_draft", args=[town.pk])
    return [Task(title=title, url=url, due_on=cycle.naming_day, count=ready)]


def _decisions(path: str, state: str, url_name: str, title: Any) -> list[Task]:
    waiting = NamingDecision.objects.filter(
        under("region__path", path), state=state, kind=TitleKind.SAFE_FAMILY, is_renewal=False
    )
    return [
        Task(
            title=title % {"title": decision.title},
            url=reverse(url_name, args=[decision.pk]),
            detail=_("%(place)s，%(families)s 户") % {"place": decision.region.name, "families": decision.families},
            due_on=decision.cycle.naming_day,
        )
        for decision in waiting.select_related("cycle", "region").order_by("created_at")
    ]


def _errata(path: str, state: str, url_name: str, title: Any) -> list[Task]:
    waiting = Erratum.objects.filter(under("decision__region__path", path), state=state)
    return [
        Task(
            title=title % {"title": erratum.title},
            url=reverse(url_name, args=[erratum.pk]),
            detail=erratum.decision.region.name,
        )
        for erratum in waiting.select_related("decision__region").order_by("created_at")
    ]


find_tasks(tasks)
