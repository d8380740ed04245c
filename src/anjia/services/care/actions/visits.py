"""Visits: agreed for a day, made, or missed and looked after by the supervisor (domain A13-2)."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.workflow import advance, advance_many
from anjia.regions.enums import Rule
from anjia.regions.legal import number
from anjia.services.actions import mark_urgent
from anjia.services.actions.walled import note, walled
from anjia.services.care.actions.clocks import renew_clock
from anjia.services.care.enums import Found, Verb, VisitState
from anjia.services.care.models import CarePair, CareVisit
from anjia.services.care.permissions import refuse_closed, require_helper
from anjia.services.care.queries import overdue_visits
from anjia.services.care.workflow import VISIT
from anjia.services.enums import Duty, Urgency
from anjia.services.permissions import require_member


def plan_visit(pair: CarePair, on: date) -> CareVisit:
    """Agree on the next visit, in the caller's transaction. Its day stands as a period of the case.

    Raises Refused for a day gone by, or later than visits usually are apart.
    """
    deadline = _run_to(pair, on)
    return CareVisit.objects.create(pair=pair, planned_on=on, due_on=deadline)


def _run_to(pair: CarePair, on: date) -> date:
    today, case = timezone.localdate(), pair.care.case
    most = number(Rule.CARE_VISIT, today)
    if not today <= on <= today + timedelta(days=most):
        raise Refused(_("看望的日子从今天起，最迟 %(n)d 天以内。") % {"n": most})
    return renew_clock(case, Rule.CARE_VISIT, start=today, length=(on - today).days).due_on


def usual_day(pair: CarePair) -> date:
    """When the next visit is due by the plan."""
    return timezone.localdate() + timedelta(days=pair.every_days)


@walled
def move_visit(visit: CareVisit, *, on: date, by: Actor) -> CareVisit:
    """Agree on another day; what was missed already is not moved away."""
    require_helper(visit.pair.care, by)
    if visit.state != VisitState.PLANNED:
        raise Conflict(_("这次看望不能改约：已经看望，或已过了日子。"))
    due_on = _run_to(visit.pair, on)
    CareVisit.objects.filter(pk=visit.pk).update(planned_on=on, due_on=due_on, updated_at=timezone.now())
    note(Verb.HANDLE, visit.pair.care.case, by=by, moved=str(visit.pk), planned_on=on)
    visit.refresh_from_db()
    return visit


@walled
def make_visit(
    visit: CareVisit, *, made_on: date, found: str, words: str = "", next_on: date | None = None, by: Actor
) -> CareVisit:
    """Write down a visit, on time or late, and agree on the next one. Suspected harm makes the case urgent at once.

    Raises Refused (a day before the pair or to come, nothing said where something was found).
    """
    pair = visit.pair
    require_helper(pair.care, by)
    if pair.started_on is None or not pair.started_on <= made_on <= timezone.localdate():
        raise Refused(_("看望的日子应在结对之后、今天以前。"))
    if found not in Found.values:
        raise Refused(_("请选择怎么样。"))
    if found != Found.WELL and not words.strip():
        raise Refused(_("请写明看到了什么。"))
    told = {"made_on": made_on, "found": found, "words": words.strip(), "noted_by_id": by.pk}
    visit = advance(visit, VISIT["make"], by=by, set=told)
    plan_visit(pair, next_on or usual_day(pair))
    if found == Found.HARM:
        mark_urgent(pair.care.case, urgency=Urgency.CHILD if pair.care.is_child else Urgency.DANGER, by=by)
    return visit


@walled
def answer_missed(visit: CareVisit, *, words: str, next_on: date, by: Actor) -> CareVisit:
    """The supervisor asks why nobody went, says what was arranged, and a new day is agreed on."""
    require_member(visit.pair.care.case, by, Duty.SUPERVISOR, verb=Verb.OVERSEE)
    refuse_closed(visit.pair.care)
    if not words.strip():
        raise Refused(_("请写明为什么没有去、怎样安排。"))
    visit = advance(visit, VISIT["answer"], by=by, set={"words": words.strip(), "noted_by_id": by.pk})
    plan_visit(visit.pair, next_on)
    return visit


@walled
def miss_overdue(today: date | None = None) -> int:
    """Mark the visits whose day is over; those above are told by the period that ran. Runs every hour."""
    late = overdue_visits(today or timezone.localdate())
    return len(advance_many(late, VISIT["miss"], by=SYSTEM))
