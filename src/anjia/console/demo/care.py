"""The demonstration of care: made up, about nobody. A child with its visits, an elder who waits, volunteers."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from anjia.accounts.models import User
from anjia.console.demo.ground import Ground
from anjia.services.actions import Told, assign_case, take_in
from anjia.services.care.actions import (
    assess_care,
    enter_volunteer,
    make_visit,
    note_contact,
    note_safety,
    open_project,
    propose_aid,
    propose_pair,
    receive_donation,
    start_pair,
    vet_volunteer,
)
from anjia.services.care.enums import AidKind, Audience, Found, Hazard, Language, Way, When
from anjia.services.care.models import CareCase, Volunteer
from anjia.services.care.queries import care_of, visit_ahead
from anjia.services.enums import Channel, Given, Source, Topic
from anjia.services.models import Case

VOLUNTEERS = (
    ("田大姐", "13900000901", (Language.MIAO, Language.LOCAL), (When.WEEKEND,)),
    ("龙老师", "13900000902", (Language.COMMON, Language.LOCAL), (When.EVENING, When.WEEKEND)),
    ("吴阿姨", "13900000903", (Language.LOCAL,), (When.WORKDAY,)),
)


def bring_care(ground: Ground, chief: User, worker: User) -> None:
    """A child who is visited, an elder whose needs are known, a family not given out yet; two vetted, one not."""
    first, *_others = [_volunteer(ground, number, worker, chief) for number in range(len(VOLUNTEERS))]
    child = _asked(ground, "小妹", Audience.CHILD, "父母在外打工，奶奶带着，作业没人看。", "奶奶石某")
    elder = _asked(ground, "杨大爷", Audience.ELDER, "儿女都在外地，希望有人常来坐坐。")
    _asked(ground, "向某", Audience.HARDSHIP, "家里有人生病，开学的钱还差一点。")
    for case in (child, elder):
        assign_case(case, worker, by=chief)
    _visited(_known(child, "放学后没有人陪，作业没有人看。", worker), first, worker)
    _helped(_known(elder, "腿脚不便，想有人帮忙买药、说说话。", worker), ground, chief, worker)


def _volunteer(ground: Ground, number: int, worker: User, chief: User) -> Volunteer:
    name, phone, languages, times = VOLUNTEERS[number]
    entered = enter_volunteer(
        ground.first, name=name, phone=phone, languages=languages, times=times, given=Given.SIGNED, by=worker
    )
    if number == len(VOLUNTEERS) - 1:
        return entered
    return vet_volunteer(
        entered, checked_on=timezone.localdate() - timedelta(days=30 * number), judges_nobody=True, by=chief
    )


def _asked(ground: Ground, name: str, audience: Audience, summary: str, guardian: str = "") -> Case:
    further = {"audience": audience, "guardian": guardian}
    told = Told(name=name, summary=summary, topic=Topic.SECURITY, channel=Channel.CODE, consents=True, further=further)
    day = timezone.localdate() - timedelta(days=3)
    return take_in("care", ground.first, told, source=Source.ONLINE, token=f"demo-care-{audience}", received_on=day)


def _known(case: Case, needs: str, worker: User) -> CareCase:
    spoken, free = (Language.MIAO, Language.LOCAL), (When.WEEKEND, When.EVENING)
    return assess_care(care_of(case), languages=spoken, times=free, needs=needs, by=worker)


def _helped(care: CareCase, ground: Ground, chief: User, worker: User) -> None:
    project = open_project(ground.district, kind=AidKind.LIVING, name="安居小修", by=chief)
    today = timezone.localdate()
    receive_donation(project, amount=Decimal(5000), received_on=today, donor="", by=chief)
    note_safety(care, asked=True, made_on=today, hazards=[Hazard.FALL], words="厕所没有扶手", by=worker)
    propose_aid(care, project, amount=Decimal(300), words="装扶手和防滑垫", given=Given.SPOKEN, by=worker)


def _visited(care: CareCase, volunteer: Volunteer, worker: User) -> None:
    today = timezone.localdate()
    pair = propose_pair(care, volunteer, every_days=14, by=worker)
    pair = start_pair(pair, given=Given.SIGNED, own_word=True, first_on=today, by=worker)
    make_visit(visit_ahead(care), made_on=today, found=Found.NEEDS, words="缺一盏台灯；学校说数学进步了。", by=worker)
    note_contact(care, held_on=today, way=Way.VIDEO, by=worker)
