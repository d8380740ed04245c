"""What time does behind the wall."""

from functools import partial

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit, jobs
from anjia.kernel.schedules import every
from anjia.regions.enums import Rule
from anjia.regions.legal import term_of
from anjia.regions.retention import tell as tell_term
from anjia.services.actions import erase_due, escalate_overdue
from anjia.services.codes import WALLED
from anjia.services.once import forget_forms

every(minutes=1, name="services.seal_audit")(partial(audit.seal, using=WALLED))
every(minutes=1, name="services.work_off")(partial(jobs.work_off, WALLED))


@every(minutes=60, name="services.escalate")
def escalate() -> int:
    """Every hour: periods that are over are told upward, once."""
    return escalate_overdue()


@every(minutes=24 * 60, name="services.erase")
def erase() -> int:
    """Once a day: the content of cases whose time is over."""
    return erase_due()


@every(minutes=24 * 60, name="services.forget_forms")
def forget() -> int:
    """Once a day: tokens of forms."""
    return forget_forms()


tell_term(_("求助和反映的内容（在墙内，不显示有多少）"), format_lazy(_("办结后 {term}"), term=term_of(Rule.KEEP_CASES)))
