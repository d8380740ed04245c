"""What a reviewer above the village sees of a place, and what the home asks of reviewers and blind raters (issue 4)."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from anjia.evaluations.enums import SpotCheckState, Verb
from anjia.evaluations.models import SpotCheck
from anjia.evaluations.queries.spot_checks import in_the_pool, to_rate_blind
from anjia.evaluations.queries.standing_out import Compared, compared_villages, flagged
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import SEGMENT, minimal
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.web.panels import Task, find_tasks

TOWN = Level.TOWN.depth * SEGMENT


def compared_here(user: Actor, place: Region | None) -> dict[str, Compared]:
    """The villages of a place beside their towns, as far as the user reviews there; in a village there are none."""
    if place is None or len(place.path) > TOWN:
        return {}
    scopes = [path for path in user.scopes(Verb.SEE_CHECKS) if len(path) <= TOWN]
    inside = [place.path if place.path.startswith(p) else p for p in scopes if _touch(place.path, p)]
    cycle = current_cycle(place) if inside else None
    return compared_villages(cycle, minimal(inside)) if cycle else {}


def _touch(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def tasks(user: Any, scope_path: str) -> list[Task]:
    """Villages to look at, a draw to make, families to score blind."""
    return [*_blind(user), *_reviews(user, Region.objects.filter(path=scope_path).first())]


def _blind(user: Any) -> Iterator[Task]:
    count = to_rate_blind(user).filter(confirmed_at__isnull=True).count()
    if count:
        address = f"{reverse('evaluations:blind_list')}?show=open"
        yield Task(_("%(n)d 户请您盲评") % {"n": count}, address, _("别村的家庭；不改变任何结果"), None, count)


def _reviews(user: Any, place: Region | None) -> Iterator[Task]:
    if place is None or not user.scopes(Verb.SEE_CHECKS):
        return
    count = len(flagged(compared_here(user, place)))
    if count:
        address = f"{reverse('evaluations:standing_out')}?show=flagged&place={place.path}"
        title = _("%(n)d 个村（社区）的评分与全镇街有明显差别") % {"n": count}
        yield Task(title, address, _("只是提醒去看一看，不改变任何结果"), None, count)
    yield from _draws(user, place)


def _draws(user: Any, place: Region) -> Iterator[Task]:
    cycle = current_cycle(place) if place.level == Level.TOWN and user.may(Verb.DRAW_CHECK, place.path) else None
    if cycle is None:
        return
    known = list(SpotCheck.objects.filter(cycle=cycle, region=place).order_by("pk").values("pk", "state", "seed_day"))
    due = [c["pk"] for c in known if c["state"] == SpotCheckState.ANNOUNCED and c["seed_day"] <= timezone.localdate()]
    for pk in due:
        address = reverse("evaluations:spot_check_draw", args=[pk])
        yield Task(_("抽查盲评的种子已到公布的日子"), address, _("照公告的来源查到号码，就可以抽取"))
    if all(c["state"] == SpotCheckState.CALLED_OFF for c in known) and in_the_pool(cycle, place).exists():
        address = f"{reverse('evaluations:spot_check_announce')}?place={place.path}"
        yield Task(_("本周期还没有抽查盲评"), address, _("已有家庭完成评分，可以公告抽取办法"))


find_tasks(tasks)
