"""The demonstration of mediation: committees, a round, and disputes at different steps, made up, about nobody."""

from datetime import date, timedelta

from django.utils import timezone

from anjia.accounts.models import User
from anjia.console.demo.ground import Ground
from anjia.services.actions import Told, assign_case, enter_outside, take_in
from anjia.services.enums import Source, Topic
from anjia.services.mediation.actions import (
    add_committee,
    add_training,
    answer_for,
    ask_court,
    begin_talks,
    follow_up,
    hold_session,
    make_agreement,
    open_screening,
    report_screening,
)
from anjia.services.mediation.enums import Channel, Dispute, Form, Kept, LinkDuty
from anjia.services.mediation.models import Committee, Mediation
from anjia.services.mediation.queries import mediation_of
from anjia.services.models import Case

SAID = (
    ("甘某", "隔壁的罗某", Topic.OTHER, "雨季时对方的排水沟把水引到我家墙根。", Source.VISIT),
    ("曾某", "合伙人钟某", Topic.LABOUR, "合开早餐店，散伙时设备怎么分说不拢。", Source.ONLINE),
    ("柳某", "弟弟", Topic.PROPERTY, "老屋怎么分，谈了几次没有结果。", Source.PHONE),
    ("姚某", "楼上的住户", Topic.OTHER, "楼上漏水泡坏了天花板。", Source.ONLINE),
)


def bring_mediations(ground: Ground, worker: User, chief: User) -> None:
    """Four disputes: not given out yet, being talked about, agreed, before the court; the registers and a round."""
    committee = _registers(ground, chief)
    cases = [_take(ground, number, said) for number, said in enumerate(SAID)]
    for case in cases[1:]:
        assign_case(case, worker, by=chief)
    _talks(cases[1], worker, None, Dispute.BUSINESS)
    _settled(cases[2], worker, committee, Dispute.FAMILY)
    ask_court(_settled(cases[3], worker, committee, Dispute.NEIGHBOUR), both_ask=True, by=worker)
    _round(ground, chief)
    _beside(ground, chief)


def _registers(ground: Ground, chief: User) -> Committee:
    elected = timezone.localdate() - timedelta(days=200)
    name = f"{ground.first.name}人民调解委员会"
    made = add_committee(ground.first, name=name, members=5, women=2, elected_on=elected, by=chief)
    title = "调解笔录和协议怎么写"
    add_training(ground.town, title=title, held_on=elected, hours=8, persons=32, by=chief)
    answer_for(ground.district, LinkDuty.LEADER, chief, by=chief)
    answer_for(ground.town, LinkDuty.LEADER, ground.user("town_federation", ground.town), by=chief)
    officer = ground.user("village_officer", ground.first)
    for duty in LinkDuty:
        answer_for(ground.first, duty, officer, by=chief)
    return made


def _take(ground: Ground, number: int, said: tuple[str, str, Topic, str, Source]) -> Case:
    name, other, topic, summary, source = said
    day = timezone.localdate() - timedelta(days=12 - 2 * number)
    told = Told(name=name, summary=summary, topic=topic, consents=True, further={"other_side": other})
    return take_in("mediation", ground.first, told, source=source, token=f"demo-mediation-{number}", received_on=day)


def _talks(case: Case, worker: User, committee: Committee | None, dispute: Dispute) -> Mediation:
    channel = Channel.PEOPLE if committee else Channel.ADMINISTRATIVE
    on = case.received_on + timedelta(days=1)
    mediation = begin_talks(
        mediation_of(case),
        channel=channel,
        dispute=dispute,
        mediators="彭某、黎某",
        committee=committee,
        both_willing=True,
        on=on,
        by=worker,
    )
    words = "双方各说了经过，对事实没有争议；约好一周后再谈怎样分担。"
    hold_session(mediation, held_on=on, place="社区调解室", words=words, by=worker)
    return mediation


def _settled(case: Case, worker: User, committee: Committee, dispute: Dispute) -> Mediation:
    mediation = _talks(case, worker, committee, dispute)
    on = case.received_on + timedelta(days=3)
    mediation = make_agreement(
        mediation,
        form=Form.WRITTEN,
        facts="双方对事实没有争议，争的是费用由谁出。",
        terms="双方各出一半费用，以后每年一起检修一次。",
        performance="当场付清，收条各执一份。",
        effective_on=on,
        perform_by=on + timedelta(days=20),
        by=worker,
    )
    follow_up(mediation.agreement, on=on, kept=Kept.PARTLY, words="付了一半，说好月底付清。", by=worker)
    return mediation


def _round(ground: Ground, chief: User) -> None:
    today = timezone.localdate()
    days = {"begins_on": today - timedelta(days=20), "ends_on": today + timedelta(days=10)}
    screening = open_screening(ground.district, title="上门介绍调解服务", **days, by=chief)
    by = ground.user("village_officer", ground.first)
    report_screening(screening, ground.first, offered=46, asked=0, by=by)


def _beside(ground: Ground, chief: User) -> None:
    """What the court counted of the year before, as it says itself (domain A8-4)."""
    year = timezone.localdate().year - 1
    enter_outside(
        ground.district,
        kind="mediation",
        body="区人民法院",
        begins_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        measure="调解结案率",
        whole=909,
        part=756,
        remark="含撤诉 659 件",
        source="年度工作报告",
        by=chief,
    )
