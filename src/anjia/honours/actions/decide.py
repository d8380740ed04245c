"""A decision before its signature: drafted, decided by a meeting, or dropped (domain A5-4, A5-6)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import DecisionState, TitleKind
from anjia.honours.kinds import DecisionKind, kind_of, of
from anjia.honours.messages import tell_to_sign
from anjia.honours.models import NamingDecision
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.programmes import authorisation
from anjia.programmes.enums import CycleState
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region


@transaction.atomic
def draft_decision(
    place: Region, cycle: ProgrammeCycle, *, by: Actor, kind: str = TitleKind.SAFE_FAMILY, renewal: bool = False
) -> NamingDecision:
    """Draft the decision on every family of the place that is cleared. Raises Refused, Conflict, NotPermitted."""
    rules = of(kind, renewal=renewal)
    require(by, rules.prepare, place.path)
    if place.level != rules.level:
        raise Refused(rules.wrong_place)
    if cycle.state != CycleState.OPEN:
        raise Refused(_("本年度创建周期没有开启，不能命名。"), who=_("由区县领导小组办公室开启周期。"))
    own = NamingDecision.objects.filter(region=place, cycle=cycle, kind=kind, is_renewal=renewal)
    if own.filter(state=DecisionState.DRAFTED).exists():
        raise Conflict(_("本地已有一份拟稿，请先办理那一份。"))
    families = rules.available(cycle, place).count()
    if not families:
        raise Refused(rules.nobody, who=rules.who_helps)
    decision = NamingDecision.objects.create(
        cycle=cycle,
        region=place,
        kind=kind,
        is_renewal=renewal,
        title=rules.subject(cycle),
        issuing_organ=cycle.issuing_organ,
        joint_organs=cycle.joint_organs,
        recipients=rules.recipients(place),
        families=families,
    )
    audit.record(rules.prepare, decision, by=by, after={"families": families}, region_path=place.path)
    return decision


@transaction.atomic
def decide_naming(decision: NamingDecision, *, met_on: date, by: Actor, expected: int | None = None) -> NamingDecision:
    """The meeting decides: the families are frozen. `expected` is the number the page showed.

    The authorisation is checked again (domain A5-16). Raises Refused, Conflict, NotPermitted.
    """
    rules = kind_of(decision)
    require(by, rules.decide, decision.region.path)
    authorisation.check(decision.cycle, timezone.localdate())
    if met_on > timezone.localdate():
        raise Refused(_("会议日期还没有到。请填写实际开会的日期。"))
    _require_after_notices(rules, decision, met_on)
    chosen = rules.available(decision.cycle, decision.region).count()
    if not chosen:
        raise Refused(rules.nobody)
    _require_expected(chosen, expected)
    told = {"met_on": met_on, "decided_at": timezone.now(), "decided_by_id": by.pk, "families": chosen}
    advance(decision, rules.workflow["decide"], by=by, set=told)
    if rules.freeze(decision) != chosen:
        raise Conflict(_("名单刚刚有了变化，请核对后再办理。"))
    tell_to_sign(decision, by=by)
    return decision


def _require_after_notices(rules: DecisionKind, decision: NamingDecision, met_on: date) -> None:
    last = rules.last_day(decision)
    if last is not None and met_on <= last:
        raise Refused(_("名单上最晚的公示到 %(last)s 才结束，审定会议要在这之后召开。") % {"last": last})


def _require_expected(families: int, expected: int | None) -> None:
    if expected is not None and families != expected:
        raise Conflict(
            _("名单刚刚有了变化：现在是 %(now)d 户，您看到的是 %(seen)d 户。请核对后再办理。")
            % {"now": families, "seen": expected}
        )


@transaction.atomic
def void_decision(decision: NamingDecision, *, reason: str, by: Actor) -> NamingDecision:
    """Drop a decision that was not signed; its families are free for the next one."""
    if not reason.strip():
        raise Refused(_("作废要写明原因。"))
    return advance(decision, kind_of(decision).workflow["void"], by=by, note=reason.strip())
