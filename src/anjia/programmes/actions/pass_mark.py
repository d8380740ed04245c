"""The pass mark: set with the plan, changed until the first score, then locked (domain A2-6)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor
from anjia.programmes.enums import CycleState, Verb
from anjia.programmes.models import ProgrammeCycle


@transaction.atomic
def lock_pass_mark(cycle: ProgrammeCycle, *, by: Actor) -> bool:
    """Lock it; called by whatever records a score, in its transaction. Returns True where this call locked it.

    The right to score was checked by the caller. Raises Refused where the cycle is not open.
    """
    now = timezone.now()
    open_cycle = ProgrammeCycle.objects.filter(pk=cycle.pk, state=CycleState.OPEN)
    locked = open_cycle.filter(pass_mark_locked_at__isnull=True).update(pass_mark_locked_at=now)
    if locked:
        after = {"pass_mark_half_points": cycle.pass_mark_half_points, "pass_mark_locked_at": now}
        audit.record(Verb.LOCK_PASS_MARK, cycle, by=by, after=after, region_path=cycle.region.path)
        cycle.pass_mark_locked_at = now
    elif not open_cycle.exists():
        raise Refused(_("周期没有开启，不能评分。"), who=_("由区县领导小组办公室开启周期。"))
    return bool(locked)
