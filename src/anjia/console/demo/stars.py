"""Last year the district counted stars: four quarters closed, one corrected, the year graded and published.

This year it counts points (domain A6-6: a cycle runs exactly one scheme), so both can be looked at side by side.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from anjia.console.demo.ground import Ground
from anjia.console.demo.year import APPROVED_BY, approval_letter
from anjia.households.models import Household
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.workflow import advance
from anjia.notices.enums import NoticeKind
from anjia.notices.models import PublicNotice
from anjia.notices.workflow import NOTICE
from anjia.programmes.actions import (
    MemberLine,
    close_cycle,
    compose_panel,
    name_leading_group,
    open_cycle,
    plan_cycle,
    record_authorisation,
)
from anjia.programmes.enums import Duty, PanelOrigin
from anjia.programmes.models import ProgrammeCycle, StandardVersion
from anjia.stars.actions import Entry, close_quarter, correct_quarter, grade_year, publish_year, record_stars
from anjia.stars.calendar import deadline
from anjia.stars.enums import CorrectionReason
from anjia.stars.marks import QUARTERS
from anjia.stars.models import StarQuarter, StarRecord
from anjia.stars.queries import families_to_record

CORRECTED = 1
FULL, COMMENDED = "ddddd", "ddddm"
# What the families get that do not get everything.
FEWER = ("ddddN", "dddUN", "ddFdd", "dNddU")
JOINED_IN = 3


def count_stars(ground: Ground) -> ProgrammeCycle:
    """The whole of last year in the first community."""
    cycle = _open(ground, timezone.localdate().year - 1)
    families = list(families_to_record(ground.first))
    for number in QUARTERS:
        _quarter(ground, cycle, number, families)
    _correct(ground, cycle)
    office = ground.user("district_office", ground.district)
    grade_year(cycle, by=office)
    publish_year(cycle, by=office)
    return close_cycle(cycle, by=office)


def _open(ground: Ground, year: int) -> ProgrammeCycle:
    office, ends = ground.user("district_office", ground.district), date(year, 12, 31)
    cycle = plan_cycle(
        ground.district,
        year=year,
        by=office,
        title=f"芦淞区{year}年五星平安家庭创建",
        standard_version=StandardVersion.objects.get(standard__code="five_star"),
        pass_mark_half_points=None,
        notice_working_days=5,
        extension_working_days=5,
        answer_working_days=5,
        naming_day=ends,
        submission_deadline=ends,
        issuing_organ="芦淞区妇女联合会",
        organ_word="芦妇",
    )
    cycle = record_authorisation(
        cycle,
        body=APPROVED_BY,
        number=f"株创建〔{year}〕8号",
        valid_to=date(year + 2, 12, 31),
        by=office,
        version=cycle.version,
        document=approval_letter(year + 1),
        document_name="关于同意开展五星平安家庭创建活动的批复.pdf",
    )
    leader = MemberLine(name="周某", duty=Duty.LEADER, post="区领导小组组长")
    name_leading_group(cycle, ground.district, members=[leader], by=office, office="区妇联")
    origins = {
        ground.user("village_officer", ground.first).pk: PanelOrigin.TWO_COMMITTEES,
        ground.user("federation_exec_member", ground.first).pk: PanelOrigin.FEDERATION,
        ground.user("resident_representative", ground.first).pk: PanelOrigin.RESIDENT,
    }
    compose_panel(cycle, ground.first, origins=origins, by=ground.user("town_federation", ground.town))
    return open_cycle(cycle, by=office)


def _quarter(ground: Ground, cycle: ProgrammeCycle, number: int, families: list[Household]) -> None:
    """Record and close it. It is put back to its day, since a year cannot be waited for; its notice has ended."""
    entries = [
        Entry(family.pk, _marks(at, number)) for at, family in enumerate(families) if number >= JOINED_IN or at % 9 != 8
    ]
    quarter = record_stars(cycle, ground.first, number, entries, by=ground.user("federation_exec_member", ground.first))
    quarter = close_quarter(quarter, by=ground.user("village_officer", ground.first))
    StarQuarter.objects.filter(pk=quarter.pk).update(closed_on=deadline(cycle.year, number))
    _end_notice(quarter, deadline(cycle.year, number))


def _marks(at: int, number: int) -> str:
    """Two families of three get everything; of the others most miss a star in every second quarter, some in each."""
    if at % 3 == 0 and ((at // 3 + number) % 2 == 0 or at % 12 == 0):
        return FEWER[(at // 3 + number) % len(FEWER)]
    return COMMENDED if at % 7 == 1 else FULL


def _end_notice(quarter: StarQuarter, day: date) -> None:
    notice = PublicNotice.objects.get(quarter=quarter, kind=NoticeKind.QUARTER, ended_at__isnull=True)
    then = timezone.make_aware(datetime.combine(day, time(9)))
    begun = {"starts_on": day, "counted_from": day, "published_at": then, "counted_at": then}
    PublicNotice.objects.filter(pk=notice.pk).update(**begun)
    ends_on = day + timedelta(days=7)
    advance(notice, NOTICE["end"], by=SYSTEM, set={"ends_on": ends_on, "ended_at": then + timedelta(days=8)})


def _correct(ground: Ground, cycle: ProgrammeCycle) -> None:
    """A safety check that was handed in late: the first quarter is issued again."""
    quarter = StarQuarter.objects.get(cycle=cycle, region=ground.first, number=CORRECTED)
    record = StarRecord.objects.filter(cycle=cycle, quarter=CORRECTED, marks="dddUN").order_by("pk")[0]
    correct_quarter(
        quarter,
        {record.household_id: "ddddN"},
        reason=CorrectionReason.LATE_EVIDENCE,
        note="居家安全自查表补交齐了",
        by=ground.user("village_officer", ground.first),
    )
