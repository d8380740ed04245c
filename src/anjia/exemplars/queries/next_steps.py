"""What can be done with a place's roster now: only what leads somewhere is offered, else it is said why not."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.enums import Verb
from anjia.exemplars.queries.recommendations import at_district, eligible, standing_of
from anjia.honours.enums import DecisionState, TitleKind
from anjia.honours.models import NamingDecision
from anjia.kernel.permissions import Actor
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.models import Region

Said = str | Promise


@dataclass(frozen=True)
class Offer:
    """One thing to press."""

    label: Said
    url: str


@dataclass(frozen=True)
class Next:
    """What is offered, the first one foremost; `why` says why nothing is, to whoever could do it."""

    offers: tuple[Offer, ...] = ()
    why: Said = ""


OPEN = (DecisionState.DRAFTED, DecisionState.DECIDED)
VERBS = {Level.VILLAGE: Verb.RECOMMEND, Level.TOWN: Verb.FORWARD, Level.COUNTY: Verb.PREPARE}


def next_steps(user: Actor, place: Region | None) -> Next:
    """The village recommends and sends up, the town ranks and sends up, the district drafts."""
    verb = VERBS.get(Level(place.level)) if place else None
    if place is None or verb is None or not user.may(verb, place.path):
        return Next()
    cycle = current_cycle(place)
    if cycle is None:
        return Next(why=_("这里没有正在进行的创建周期。"))
    return {Verb.RECOMMEND: _village, Verb.FORWARD: _town, Verb.PREPARE: _county}[verb](place, cycle)


def _offer(label: Said, step: str, place: Any) -> Offer:
    return Offer(label, reverse(f"exemplars:{step}", args=[place.pk]))


def _village(place: Region, cycle: ProgrammeCycle) -> Next:
    offers = []
    if eligible(cycle, place).exists():
        offers.append(_offer(_("推荐示范户"), "recommend", place))
    if standing_of(cycle, place, R.PROPOSED, R.RETURNED).exists():
        offers.append(_offer(_("报乡镇（街道）"), "submit", place))
    why = _("现在没有可以推荐的家庭：称号有效、同意已有凭证、今年没有推荐过的平安家庭才能推荐。")
    return Next(tuple(offers), "" if offers else why)


def _town(place: Region, cycle: ProgrammeCycle) -> Next:
    if not standing_of(cycle, place, R.SUBMITTED).exists():
        return Next(why=_("村（社区）没有报来待排序的家庭。"))
    return Next((_offer(_("排序"), "rank", place), _offer(_("按指标报区县"), "forward", place)))


def _county(place: Region, cycle: ProgrammeCycle) -> Next:
    begun = NamingDecision.objects.filter(region=place, cycle=cycle, kind=TitleKind.MODEL_FAMILY, state__in=OPEN)
    found = begun.order_by("-created_at").first()
    if found is not None:
        url = reverse("honours:decision_detail", args=[found.pk])
        return Next((Offer(_("示范户命名决定正在办理"), url),))
    if not at_district(cycle, place).exists():
        return Next(why=_("乡镇（街道）没有报来待命名的家庭。"))
    return Next((_offer(_("起草示范户命名决定"), "decision_draft", place),))
