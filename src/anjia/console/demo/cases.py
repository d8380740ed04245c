"""The demonstration behind the wall: petitions at different steps, made up, about nobody."""

import io
from datetime import timedelta

from django.utils import timezone
from PIL import Image

from anjia.accounts.models import Membership, User
from anjia.console.demo.aid import bring_aid, bring_talks
from anjia.console.demo.around import bring_around
from anjia.console.demo.care import bring_care
from anjia.console.demo.ground import Ground
from anjia.console.demo.mediations import bring_mediations
from anjia.console.demo.offers import bring_offers
from anjia.console.demo.placements import bring_placements
from anjia.console.demo.protection import bring_protection
from anjia.console.demo.suggestions import bring_suggestions
from anjia.console.demo.surveys import bring_surveys
from anjia.services.actions import Told, add_material, add_member, assign_case, set_task, take_in, write_note
from anjia.services.enums import Channel, Duty, Material, Source, Topic
from anjia.services.models import Case
from anjia.services.petitions.actions import accept_petition, ask_review, register_petition, reply_petition
from anjia.services.petitions.enums import Outcome
from anjia.services.petitions.queries import petition_of

SAID = (
    ("何某", Topic.LAND, "征地补偿款有一笔没有到账，问了两次没有答复。", Source.ONLINE),
    ("易某", Topic.LABOUR, "在附近做保洁，三个月工资没有发。", Source.VISIT),
    ("言某", Topic.VILLAGE, "村务公开栏半年没有更新，希望公开收支。", Source.ONLINE),
    ("成某", Topic.CHILD_SUPPORT, "孩子的抚养费一直没有给。", Source.PHONE),
    ("仲某", Topic.SECURITY, "社保卡申请了半年还没有拿到。", Source.LETTER),
)


def bring_cases(ground: Ground) -> None:
    """Petitions: not given out yet, registered, being handled, in review, sent elsewhere. Then the other kinds."""
    chief = ground.user("case_supervisor", ground.district)
    workers = _workers(ground)
    cases = [_take(ground, number, said) for number, said in enumerate(SAID)]
    for case in cases[1:]:
        assign_case(case, workers[0], by=chief)
        register_petition(petition_of(case), by=workers[0])
    _handled(cases[2], workers[0])
    _in_review(cases[3], workers, chief)
    bring_suggestions(ground, chief)
    bring_mediations(ground, workers[0], chief)
    bring_care(ground, chief, workers[0])
    bring_aid(ground, workers[0], chief)
    bring_protection(ground, workers, chief)
    bring_talks(ground, workers[0], chief)
    bring_surveys(ground, workers[0], chief)
    bring_offers(ground, workers[0], chief)
    bring_placements(ground, workers[0], chief)
    bring_around(ground, workers, chief, cases)


def _workers(ground: Ground) -> list[User]:
    held = Membership.objects.filter(role="case_worker", region=ground.district, user__is_demo=True)
    return [m.user for m in held.select_related("user").order_by("user__username")]


def _take(ground: Ground, number: int, said: tuple[str, Topic, str, Source]) -> Case:
    name, topic, summary, source = said
    day = timezone.localdate() - timedelta(days=14 - 3 * number)
    told = Told(name=name, summary=summary, topic=topic, channel=Channel.CODE, consents=True)
    token = f"demo-petition-{number}"
    return take_in("petition", ground.first, told, source=source, token=token, received_on=day)


def _handled(case: Case, worker: User) -> None:
    accept_petition(petition_of(case), by=worker)
    write_note(case, "电话里约好下周二到村里看账。", number=case.number, by=worker)
    add_material(case, _photo(), kind=Material.BROUGHT, name="公开栏照片，1 张", by=worker)
    set_task(case, "和村里约时间看账", due_on=timezone.localdate() + timedelta(days=2), by=worker)


def _photo() -> bytes:
    """A picture of nothing: an empty notice board."""
    made = io.BytesIO()
    Image.new("RGB", (640, 420), "#c9b48a").save(made, "JPEG")
    return made.getvalue()


def _in_review(case: Case, workers: list[User], chief: User) -> None:
    petition = accept_petition(petition_of(case), by=workers[0])
    words = "已联系对方，对方答应按月支付。可以申请法律援助，向法院起诉。"
    ask_review(reply_petition(petition, outcome=Outcome.EXPLAINED, words=words, by=workers[0]))
    add_member(case, workers[1], duty=Duty.REVIEWER, by=chief)
