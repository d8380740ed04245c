"""Rounds of calls with an offer to mediate (domain A8-7), and what villages report of them: numbers, no names (F3)."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import contains
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.actions.walled import walled
from anjia.services.mediation.enums import Verb
from anjia.services.mediation.messages import announce
from anjia.services.mediation.models import Screening, ScreeningReport


@walled
def open_screening(region: Region, *, title: str, begins_on: date, ends_on: date, by: Actor) -> Screening:
    """Begin a round of calls with an offer to mediate. The villages below report two numbers each."""
    require(by, Verb.KEEP_REGISTERS, region.path)
    if not title.strip() or ends_on < max(begins_on, timezone.localdate()):
        raise Refused(_("请写明名称；结束不能早于开始，也不能早于今天。"))
    if region.level not in {Level.COUNTY, Level.TOWN}:
        raise Refused(_("上门问需由区县或乡镇（街道）开始。"))
    told = {"title": title.strip(), "begins_on": begins_on, "ends_on": ends_on}
    made = Screening.objects.create(region_path=region.path, **told)
    audit.record(Verb.KEEP_REGISTERS, made, by=by, after={"ends_on": ends_on}, region_path=region.path)
    announce(made)
    return made


@walled
def report_screening(screening: Screening, region: Region, *, offered: int, asked: int, by: Actor) -> ScreeningReport:
    """A village's two numbers; again, they replace the ones before. Nothing found is a report as well: zero.

    Raises Refused: another place's round, before its first day, when its sums are told, more asked than offered.
    """
    require(by, Verb.REPORT, region.path)
    if region.level != Level.VILLAGE or not contains(screening.region_path, region.path):
        raise Refused(_("这次上门问需不在您的地方；由村（社区）报。"))
    if not screening.takes_reports:
        raise Refused(
            _("%(last)s 以后不再收报告；还没有开始的也不收。") % {"last": f"{screening.reports_until:%Y-%m-%d}"}
        )
    if offered < 0 or not 0 <= asked <= offered:
        raise Refused(_("提出需要的件数不能多于介绍过的户次；没有的填 0。"))
    told = {"offered": offered, "asked": asked, "reported_on": timezone.localdate(), "reported_by_id": by.pk}
    made, _is_new = ScreeningReport.objects.update_or_create(
        screening=screening, region_path=region.path, defaults=told
    )
    audit.record(Verb.REPORT, made, by=by, after={"offered": offered, "asked": asked}, region_path=region.path)
    return made
