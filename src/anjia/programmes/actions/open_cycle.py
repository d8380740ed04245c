"""Opening and closing a cycle."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.programmes import authorisation
from anjia.programmes.enums import HeldStep, Verb
from anjia.programmes.holds import held
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries.opening import opening_checks
from anjia.programmes.signals import cycle_opened
from anjia.programmes.workflow import CYCLE


@transaction.atomic
def open_cycle(cycle: ProgrammeCycle, *, by: Actor) -> ProgrammeCycle:
    """Open it where everything stands. Raises Refused naming what is missing, Conflict where it is open already."""
    require(by, Verb.OPEN_CYCLE, cycle.region.path)
    today = timezone.localdate()
    authorisation.check(cycle, today)
    faults = [str(check.fault) for check in opening_checks(cycle, today) if check.blocks and not check.holds]
    if faults:
        raise Refused(_("周期还不能开启：%(faults)s") % {"faults": "".join(faults)})
    opened: ProgrammeCycle = advance(cycle, CYCLE["open"], by=by)
    cycle_opened.send(sender=ProgrammeCycle, cycle=opened, by=by)
    return opened


def close_cycle(cycle: ProgrammeCycle, *, by: Actor, note: str = "") -> ProgrammeCycle:
    """Close it: what is named stays named, nothing new is scored or named.

    Refused while a family contests a step of it: closing cannot be mended afterwards.
    """
    require(by, Verb.OPEN_CYCLE, cycle.region.path)
    if held([cycle.pk], HeldStep.CLOSING):
        raise Refused(
            _("还有家庭的申诉没有答复，周期不能结束：申诉成立时，这一户还要在本周期里补办。"),
            who=_("请先由办理申诉的单位答复。"),
        )
    return advance(cycle, CYCLE["close"], by=by, note=note)
