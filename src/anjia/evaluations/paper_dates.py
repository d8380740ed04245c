"""Dates on paper that are typed in afterwards: within the cycle, not to come, in the order of the steps."""

from datetime import date

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.models import Candidacy, Opinion
from anjia.kernel.exceptions import Refused
from anjia.programmes.models import ProgrammeCycle

COMPARE = _("请对照纸上的日期。")


def check_within(cycle: ProgrammeCycle, day: date) -> None:
    """A date of the cycle's year, within its stages where it has any. Raises Refused."""
    stages = [(stage.starts_on, stage.ends_on) for stage in cycle.stages.all()]
    first = min((starts for starts, _ends in stages), default=date(cycle.year, 1, 1))
    last = max((ends for _starts, ends in stages), default=date(cycle.year, 12, 31))
    if not first <= day <= last:
        raise Refused(
            _("%(day)s 不在本周期（%(first)s 至 %(last)s）里。") % {"day": day, "first": first, "last": last},
            who=COMPARE,
        )


def check_not_to_come(day: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("纸上的日期不能晚于今天。"), who=COMPARE)


def check_decided_on(candidacies: QuerySet[Candidacy], day: date) -> None:
    """Not before the families' meeting, nor before the opinion that precedes. Raises Refused."""
    check_not_to_come(day)
    for cycle in ProgrammeCycle.objects.filter(pk__in=candidacies.order_by().values("cycle")):
        check_within(cycle, day)
    met = candidacies.order_by().aggregate(last=Max("meeting__held_on"))["last"]
    if met and day < met:
        raise Refused(_("纸上的日期早于户长会议（%(met)s）；先开会，后签意见。") % {"met": met}, who=COMPARE)
    given = Opinion.objects.filter(candidacy__in=candidacies.order_by().values("pk"))
    before = given.aggregate(last=Max("decided_on"))["last"]
    if before and day < before:
        raise Refused(_("纸上的日期早于上一步意见（%(before)s）。") % {"before": before}, who=COMPARE)
