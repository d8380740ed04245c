"""The demonstration of a new start behind the wall: by signed agreement only, made up, about nobody."""

from datetime import timedelta

from django.utils import timezone

from anjia.accounts.models import User
from anjia.console.demo.ground import Ground
from anjia.services.actions import Told, assign_case, take_in
from anjia.services.enums import Channel, Source, Topic
from anjia.services.figures import closed_quarters
from anjia.services.models import Case
from anjia.services.reintegration import actions
from anjia.services.reintegration.enums import Placement
from anjia.services.reintegration.queries import reintegration_of

SAID = (
    ("符某", "想学修车。", "学一门手艺，最好能边学边挣一点。"),
    ("佘某", "想在市场摆个摊，不知道怎么办证。", "办营业执照，借一点本钱。"),
    ("谷某", "刚回来，想先找个事做。", "找工作。"),
)
# The lowest of the three is about: a report may only know so much.
REPORTS = ((214, 41, 36, 6, 108, 9, False), (207, 38, 35, 6, 101, 12, False), (200, 40, 30, 5, 95, 15, True))


def bring_placements(ground: Ground, worker: User, chief: User) -> None:
    """One who works, one whose agreement is talked over, one not given out yet; and three quarters' figures."""
    cases = [_come(ground, number) for number in range(len(SAID))]
    for case in cases[:2]:
        assign_case(case, worker, by=chief)
    _placed(cases[0], worker)
    actions.draft_agreement(reintegration_of(cases[1]), by=worker)
    for quarter, said in zip(closed_quarters(), REPORTS, strict=False):
        people, *ways, is_approx = said
        numbers = dict(zip(Placement.values, ways, strict=True))
        told = {**numbers, "people": people, "is_approx": is_approx, "counts_subsistence": False}
        actions.enter_report(ground.district, quarter=quarter, source="司法行政部门季度报表", by=chief, **told)


def _come(ground: Ground, number: int) -> Case:
    name, summary, wishes = SAID[number]
    day = timezone.localdate() - timedelta(days=40 - 15 * number)
    told = Told(
        name=name, summary=summary, topic=Topic.OTHER, channel=Channel.CODE, consents=True, further={"wishes": wishes}
    )
    token = f"demo-reintegration-{number}"
    return take_in("reintegration", ground.first, told, source=Source.ONLINE, token=token, received_on=day)


def _placed(case: Case, worker: User) -> None:
    on = case.received_on + timedelta(days=3)
    row = reintegration_of(case)
    row = actions.sign_agreement(row, on=on, ends_on=on + timedelta(days=365), visit_days=30, by=worker)
    actions.record_visit(row, on=on + timedelta(days=20), words="师傅说上手快；下个月考证，一起准备材料。", by=worker)
    words = "汽修店学徒，包午饭。"
    actions.record_placement(row, placement=Placement.EMPLOYED, on=on + timedelta(days=10), words=words, by=worker)
