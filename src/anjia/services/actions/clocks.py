"""Statutory periods of a case: begun, met, extended once with a reason, and told upward where they are over."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.queries import holders
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.regions.enums import Rule
from anjia.regions.legal import number
from anjia.regions.working_days import next_workday
from anjia.services.actions.oversight import call_supervisor
from anjia.services.actions.walled import note, walled
from anjia.services.clock import period
from anjia.services.enums import Verb, Waits
from anjia.services.messages import nudge
from anjia.services.models import Case, CaseMember, Deadline
from anjia.services.queries import overdue


def start_clock(
    case: Case, rule: Rule, *, start: date | datetime, waits_for: str = Waits.US, length: int | None = None
) -> Deadline:
    """Let a period run in a case, in the caller's transaction; `length` where less was agreed than the rule says."""
    runs = period(rule, start=start, length=length)
    return Deadline.objects.create(
        case=case,
        rule=rule,
        basis=str(runs.law),
        length=runs.law.numerator if length is None else length,
        measure=runs.law.measure,
        waits_for=waits_for,
        starts_on=runs.starts_on,
        literal_on=runs.literal_on,
        due_on=runs.due_on,
        due_at=runs.due_at,
    )


def meet_clock(case: Case, *rules: Rule, on: date | None = None) -> None:
    """What the periods asked for was done; those that do not run are left alone."""
    held = Deadline.objects.filter(case=case, rule__in=rules, met_on__isnull=True)
    held.update(met_on=on or timezone.localdate(), updated_at=timezone.now())


def stop_clocks(case: Case) -> None:
    """No period runs in the case any more."""
    Deadline.objects.filter(case=case, met_on__isnull=True).update(
        met_on=timezone.localdate(), updated_at=timezone.now()
    )


def extend_clock(case: Case, rule: Rule, *, most: Rule, days: int, reason: str, by: Actor) -> Deadline:
    """Move the last day of a running period once, by at most what the law allows, counted from its literal last day.

    Raises Refused (too long, no reason, over), Conflict (extended before).
    """
    held = Deadline.objects.filter(case=case, rule=rule, met_on__isnull=True).first()
    if held is None:
        raise Conflict(_("这个期限没有在计算。"))
    if held.extended_at:
        raise Conflict(_("已经延长过一次，不能再延长。"), who=_("请按现在的期限办结。"))
    limit = number(most, held.starts_on)
    if not 1 <= days <= limit:
        raise Refused(_("最多延长 %(n)d 日。") % {"n": limit})
    if not reason.strip():
        raise Refused(_("延长须写明理由，并告知当事人。"))
    if timezone.localdate() > held.due_on:
        raise Refused(_("期限已过，不能再延长。"), who=_("请尽快办结，并向督导说明。"))
    literal = held.literal_on + timedelta(days=days)
    held.literal_on, held.due_on, held.extended_at = literal, next_workday(literal), timezone.now()
    held.extended_by_id, held.extension_reason = by.pk, reason.strip()
    held.save()
    note(Verb.WORK, case, by=by, extended=rule, days=days)
    return held


@walled
def escalate_overdue() -> int:
    """Tell those above, once, of every period of ours that is over; returns how many. Runs every day."""
    late = list(overdue(timezone.localdate()))
    for deadline in late:
        team = CaseMember.objects.filter(case=deadline.case, ended_at__isnull=True).values_list("user_id", flat=True)
        nudge([*holders(deadline.case.region_path, verb=Verb.ASSIGN), *team])
        call_supervisor(deadline.case)
    Deadline.objects.filter(pk__in=[d.pk for d in late]).update(escalated_at=timezone.now())
    return len(late)
