"""A village's quarter is closed once, after its last day; then its notice goes up (domain A6-5)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.stars.enums import Verb
from anjia.stars.models import StarQuarter
from anjia.stars.permissions import closing_fault
from anjia.stars.queries import counts_of
from anjia.stars.signals import quarter_closed
from anjia.stars.workflow import QUARTER


@transaction.atomic
def close_quarter(quarter: StarQuarter, *, by: Actor, expected: int | None = None) -> StarQuarter:
    """Close it: nothing is recorded any more; families that were not recorded have no stars of this quarter.

    `expected` is the number of families somebody was shown (Conflict where it no longer holds). Raises NotPermitted
    without the verb there, Refused before the last day or, for the town, before the village's deadline is over.
    """
    require(by, Verb.CLOSE, quarter.region.path)
    quarter = StarQuarter.objects.select_related("region", "cycle").select_for_update(of=("self",)).get(pk=quarter.pk)
    if quarter.is_closed:
        raise Conflict(_("“%(quarter)s”已经结季。") % {"quarter": quarter})
    fault = closing_fault(quarter, by)
    if fault:
        raise Refused(fault)
    counts = counts_of(quarter)
    if not counts["families"]:
        raise Refused(_("这一季一户也没有记，不能结季。"), who=_("请由评选考评小组先记星。"))
    if expected is not None and counts["families"] != expected:
        raise Conflict(_("您核对之后又有人记了星：现在是 %(n)d 户，请重新核对。") % {"n": counts["families"]})
    day = {"closed_on": timezone.localdate(), "closed_by_id": by.pk, "issue": 1}
    quarter = advance(quarter, QUARTER["close"], by=by, set={**counts, **day})
    quarter_closed.send(sender=StarQuarter, quarter=quarter, by=by)
    return quarter
