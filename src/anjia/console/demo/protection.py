"""The demonstration of help against violence: two cases, made up, about nobody."""

from datetime import timedelta

from django.utils import timezone

from anjia.accounts.models import User
from anjia.console.demo.ground import Ground
from anjia.services.actions import Told, assign_case, take_in
from anjia.services.enums import Channel, Source, Topic
from anjia.services.models import Case
from anjia.services.protection import actions
from anjia.services.protection.enums import Measure
from anjia.services.protection.queries import protection_of

SAID: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("文某", "争吵时被推打，手臂青肿。孩子也在家。", {"in_danger": True, "danger": "他今晚会回来。"}),
    ("舒某", "分居后仍被跟踪、上门骚扰。", {"danger": "下班路上有人跟着。"}),
)


def bring_protection(ground: Ground, workers: list[User], chief: User) -> None:
    """One just given out, one with an order that holds."""
    cases = [_take(ground, number, said) for number, said in enumerate(SAID)]
    for case in cases:
        assign_case(case, workers[0], by=chief)
    _with_order(cases[1], workers[0])


def _take(ground: Ground, number: int, said: tuple[str, str, dict[str, object]]) -> Case:
    name, summary, further = said
    told = Told(name=name, summary=summary, topic=Topic.VIOLENCE, channel=Channel.CODE, consents=True, further=further)
    token = f"demo-protection-{number}"
    return take_in("protection", ground.first, told, source=Source.ONLINE, token=token)


def _with_order(case: Case, worker: User) -> None:
    protection = actions.begin_help(protection_of(case), by=worker)
    protection = actions.say_whether_to_report(protection, is_owed=False, by=worker)
    actions.save_plan(protection, places="大姐家，走后门", people="先打110，再打大姐", bag="证件、药", by=worker)
    order = actions.ask_order(protection, court="芦淞区人民法院", by=worker)
    actions.accept_order(order, at=timezone.now() - timedelta(minutes=1), by=worker)
    measures = [Measure.NO_VIOLENCE, Measure.NO_CONTACT]
    actions.grant_order(order, issued_on=timezone.localdate(), months=6, measures=measures, by=worker)
