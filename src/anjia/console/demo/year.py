"""The district's part: a cycle planned, authorised and opened, with bodies, targets, pilots and offers of credit."""

from datetime import date, timedelta

from django.utils import timezone

from anjia.console.demo.ground import Ground
from anjia.documents.papers import NamingDecisionText
from anjia.documents.render.naming_decision import render_naming_decision
from anjia.programmes.actions import (
    MemberLine,
    choose_pilots,
    compose_panel,
    name_leading_group,
    offer_credit,
    open_cycle,
    plan_cycle,
    record_authorisation,
    set_total,
    split_targets,
)
from anjia.programmes.enums import Duty, PanelOrigin
from anjia.programmes.models import ProgrammeCycle, StandardVersion
from anjia.programmes.stages import submission_deadline_of
from anjia.regions.models import Region

OFFERED = {"learning": "家长学校每月一讲", "rights": "社区普法讲座", "safety": "居家安全自查表"}
APPROVED_BY = "株洲市创建示范活动工作领导小组"
PASS_MARK = 180
TARGET, MODELS = 480, 24


def naming_day(today: date) -> date:
    """15 May where there is time until then, else three weeks from today, within the year."""
    may = date(today.year, 5, 15)
    late = min(today + timedelta(days=21), date(today.year, 12, 31))
    return may if today < date(today.year, 4, 15) else late


def approval_letter(year: int) -> bytes:
    """The (made-up) letter that allows the programme, as a PDF."""
    return render_naming_decision(
        NamingDecisionText(
            organ=APPROVED_BY,
            number=f"株创建〔{year - 1}〕8号",
            title="关于同意芦淞区开展平安家庭创建活动的批复",
            addressees="芦淞区妇女联合会",
            paragraphs=(
                "你会《关于开展平安家庭创建活动的请示》收悉。经研究，同意开展。",
                f"本批复有效期至{year + 1}年12月31日。创建活动坚持自愿参加，不收取任何费用。",
            ),
            signed_on=date(year - 1, 12, 18),
        )
    )


def plan_year(ground: Ground) -> ProgrammeCycle:
    """Plan this year's cycle of the district and record what allows it."""
    office, today = ground.user("district_office", ground.district), timezone.localdate()
    cycle = plan_cycle(
        ground.district,
        year=today.year,
        by=office,
        title=f"芦淞区{today.year}年平安家庭创建",
        standard_version=StandardVersion.objects.get(standard__code="ten_good"),
        pass_mark_half_points=PASS_MARK,
        notice_working_days=5,
        extension_working_days=5,
        answer_working_days=5,
        naming_day=naming_day(today),
        submission_deadline=max(submission_deadline_of(today.year), naming_day(today)),
        issuing_organ="芦淞区妇女联合会",
        organ_word="芦妇",
    )
    return record_authorisation(
        cycle,
        body=APPROVED_BY,
        number=f"株创建〔{today.year - 1}〕8号",
        valid_to=date(today.year + 1, 12, 31),
        by=office,
        version=cycle.version,
        document=approval_letter(today.year),
        document_name="关于同意开展平安家庭创建活动的批复.pdf",
    )


def open_year(ground: Ground, cycle: ProgrammeCycle) -> ProgrammeCycle:
    """Name the bodies, give out the targets, choose pilots, offer credits, and open the cycle."""
    office = ground.user("district_office", ground.district)
    set_total(cycle, safe_families=TARGET, model_families=MODELS, by=office)
    split_targets(cycle, ground.district, by=office)
    for place in (ground.district, ground.town):
        name_leading_group(cycle, place, members=_members(place), by=office, office=f"{place.name}妇联")
    cycle = open_cycle(cycle, by=office)
    federation = ground.user("town_federation", ground.town)
    split_targets(cycle, ground.town, by=federation)
    choose_pilots(cycle, ground.town, sites=[ground.first], by=federation)
    for village in (ground.first, *ground.others):
        _prepare_village(ground, cycle, village)
    return cycle


def _members(place: Region) -> list[MemberLine]:
    lead = "区" if place.level == Region.Level.COUNTY else "街道"
    return [
        MemberLine(name="周某", duty=Duty.LEADER, post=f"{lead}领导小组组长"),
        MemberLine(name="唐某", duty=Duty.OFFICE_DIRECTOR, post=f"{lead}妇联副主席"),
        MemberLine(name="郭某", duty=Duty.MEMBER, post=f"{lead}平安建设办公室"),
    ]


def _prepare_village(ground: Ground, cycle: ProgrammeCycle, village: Region) -> None:
    federation = ground.user("town_federation", ground.town)
    origins = {
        ground.user("village_panel_member", village).pk: PanelOrigin.TWO_COMMITTEES,
        ground.user("federation_exec_member", village).pk: PanelOrigin.FEDERATION,
        ground.user("resident_representative", village).pk: PanelOrigin.RESIDENT,
    }
    compose_panel(cycle, village, origins=origins, by=federation)
    officer = ground.user("village_officer", village)
    criteria = {criterion.code: criterion for criterion in cycle.standard_version.criteria.all()}
    for code, offer in OFFERED.items():
        offer_credit(cycle, village, criteria[code], offer=offer, by=officer)
