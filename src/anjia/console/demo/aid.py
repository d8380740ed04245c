"""The demonstration of legal aid and counselling behind the wall: made up, about nobody."""

from datetime import timedelta

from django.utils import timezone

from anjia.accounts.models import User
from anjia.console.demo.ground import Ground
from anjia.services.actions import Told, assign_case, take_in
from anjia.services.counselling.actions import begin_course, book_hour, count_group, keep_room, set_duty
from anjia.services.counselling.enums import Way
from anjia.services.counselling.queries import counselling_of
from anjia.services.enums import Channel, Source, Topic
from anjia.services.legal_aid.actions import assign_lawyer, grant_aid, keep_measure, object_to, refuse_aid
from anjia.services.legal_aid.enums import Matter, Means
from anjia.services.legal_aid.queries import application_of
from anjia.services.models import Case

SAID = (
    ("欧某", Topic.LABOUR, "在工地上摔伤，老板不肯赔，想请一个律师。", Matter.INJURY),
    ("邱某", Topic.CHILD_SUPPORT, "离婚两年，孩子的抚养费一次也没给，想起诉。", Matter.SUPPORT),
    ("莫某", Topic.OTHER, "和人合伙做生意亏了，想让对方退钱。", Matter.OTHER),
)
MEASURES = (
    ("上门受理", "老人、病人、行动不便的，打电话预约，工作人员上门。"),
    ("一次告知", "缺什么材料一次说清，能由我们调取的不要本人跑。"),
    ("农民工工资优先", "讨薪的当天受理。"),
    ("结案回访", "办完问一问，听得进意见。"),
)
LAWYER = {"lawyer": "文律师", "firm": "演示律师事务所", "phone": "0731-00000000"}


def bring_aid(ground: Ground, worker: User, chief: User) -> None:
    """Three applications: to be examined, with a lawyer, refused and objected to; and what the district promises."""
    waiting, helped, refused = [_apply(ground, number) for number in range(len(SAID))]
    for case in (waiting, helped, refused):
        assign_case(case, worker, by=chief)
    application = grant_aid(application_of(helped), matter=Matter.SUPPORT, means=Means.WAIVED, by=worker)
    assign_lawyer(application, **LAWYER, by=worker)
    reasons = "合伙经营的盈亏不在法律援助的范围内，可以向律师咨询或起诉。"
    object_to(refuse_aid(application_of(refused), refusal="scope", reasons=reasons, by=chief))
    for place, (title, words) in enumerate(MEASURES, start=1):
        keep_measure(ground.district, place=place, title=title, words=words, by=chief)


def bring_talks(ground: Ground, worker: User, chief: User) -> None:
    """Two counsellings, one with an hour agreed; a room, a roster, a group that was counted."""
    said = (
        ("禹某", Topic.MARRIAGE, "总是睡不着，想找人说说。"),
        ("舒某", Topic.OTHER, "孩子不肯去学校，不知道怎么办。"),
    )
    cases = [_come(ground, number, words) for number, words in enumerate(said)]
    room = keep_room(ground.district, name="引航心理咨询室", address="妇女儿童活动中心二楼", by=chief)
    today = timezone.localdate()
    for days in range(7):
        set_duty(ground.district, day=today + timedelta(days=days), person=worker, by=chief)
    count_group(ground.district, held_on=today, institution="演示小学", theme="说出来就不怕", persons=32, by=worker)
    assign_case(cases[0], worker, by=chief)
    counselling = begin_course(counselling_of(cases[0]), is_told=True, by=worker)
    starts_at = timezone.localtime().replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=2)
    book_hour(counselling, way=Way.ROOM, room=room, starts_at=starts_at, by=worker)


def _come(ground: Ground, number: int, said: tuple[str, Topic, str]) -> Case:
    name, topic, summary = said
    told = Told(name=name, summary=summary, topic=topic, channel=Channel.CODE, consents=True)
    return take_in("counselling", ground.first, told, source=Source.ONLINE, token=f"demo-counselling-{number}")


def _apply(ground: Ground, number: int) -> Case:
    name, topic, summary, matter = SAID[number]
    told = Told(
        name=name, summary=summary, topic=topic, channel=Channel.CODE, consents=True, further={"matter": matter}
    )
    day = timezone.localdate() - timedelta(days=2 + number)
    return take_in(
        "legal_aid", ground.first, told, source=Source.ONLINE, token=f"demo-legal-aid-{number}", received_on=day
    )
