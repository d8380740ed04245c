"""After the naming: model families chosen, named and given their plaques, other honours, and stories."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from anjia.accounts.models import User
from anjia.console.demo.ground import Ground
from anjia.exemplars.actions import (
    finish_ceremony,
    forward_roster,
    give_plaque,
    make_plaques,
    plan_ceremony,
    rank_families,
    recommend_families,
    record_honour,
    replace_plaque,
    report_lost,
    submit_roster,
    write_reason,
)
from anjia.exemplars.enums import HonourKind, PlaqueState, ReplaceReason
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.models import Ceremony, Plaque, Recommendation
from anjia.exemplars.queries import eligible, standing_of, suggested_order, without_plaque
from anjia.honours.actions import decide_naming, draft_decision, sign_decision
from anjia.honours.enums import TitleKind
from anjia.households.actions import withdraw_participation
from anjia.households.models import Household
from anjia.kernel.jobs import run_pending
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region
from anjia.stories.actions import add_person, publish_story, start_story, submit_story, write_sections
from anjia.stories.models import FamilyStory

FIRST = 4
ELSEWHERE = (
    (2021, HonourKind.CIVILISED, "芦淞区精神文明建设委员会"),
    (2023, HonourKind.FIVE_GOOD, "贺家土街道妇女联合会"),
    (2025, HonourKind.MOST_BEAUTIFUL, "芦淞区妇女联合会"),
)
REASONS = (
    "照看楼上独居老人，逢年过节送饭菜。",
    "带头清理楼道，组织邻里互助。",
    "常年参加社区志愿服务。",
    "热心调配公共晾晒场地。",
)
NUMERALS = "一二三四五六七八九十"
TEXTS = {
    "diligence": "夫妻俩起早摸黑，把一间小修理铺做成了街坊信得过的老店。",
    "optimism": "日子再忙，一家人每天晚饭后都要在院子里坐一会儿，说说当天的好事。",
    "neighbours": "谁家水管坏了、灯不亮了，都爱来敲这扇门；修好了，只收一杯茶。",
}


BEGUN = ("老井边的一家人", "三代人的菜园")
TOLD = (
    (
        "楼道里的读书角",
        {"parenting": "放学后，楼道的长桌边坐满了写作业的孩子。", "neighbours": "一盏灯，大家轮着添电费。"},
    ),
    (
        "修车摊旁的暖水瓶",
        {"diligence": "摊子摆了二十年，手艺和价钱都不变。", "optimism": "天冷时总有一壶热水，路过的人随便倒。"},
    ),
)


def honour_families(ground: Ground, cycle: ProgrammeCycle) -> None:
    """Three of four recommended families are named by the district; two have their plaques, one waits for its day."""
    _recommend(ground, cycle)
    today, office = timezone.localdate(), ground.user("district_office", ground.district)
    decision = draft_decision(ground.district, cycle, by=office, kind=TitleKind.MODEL_FAMILY)
    decision = decide_naming(decision, met_on=today, by=office)
    sign_decision(decision, signer_name="周某", by=ground.second("district_office", ground.district))
    make_plaques(ground.district, title_ids=list(decision.titles.values_list("pk", flat=True)), by=office)
    named = [plaque.household for plaque in Plaque.objects.select_related("household").order_by("serial")]
    held = _plan(ground.district, "平安家庭示范户授牌仪式", "区文化馆剧场", 0, office)
    absent = held.seats.latest("plaque__serial")
    finish_ceremony(held, absent={absent.pk}, by=office)
    _hang(ground)
    _gather(ground)
    _tell(ground, named[0])
    _begin_stories(ground, named[1:])
    run_pending()


def _plan(place: Region, name: str, hall: str, days: int, by: User) -> Ceremony:
    held_on = timezone.localdate() + timedelta(days=days)
    return plan_ceremony(place, name=name, held_on=held_on, place=hall, seats_in_row=10, by=by)


def _gather(ground: Ground) -> None:
    """A second ceremony of the district next week, and one of the town after it, each with a list of its own."""
    office = ground.user("district_office", ground.district)
    _make(ground, 2, office)
    _plan(ground.district, "平安家庭补授牌仪式", "区文化馆剧场", 7, office)
    _make(ground, 3, office)
    _plan(ground.town, "贺家土街道平安家庭授牌仪式", "街道办事处三楼", 14, ground.user("town_federation", ground.town))


def _make(ground: Ground, many: int, office: User) -> list[UUID]:
    """Plaques for other named families of the first village."""
    asked = Recommendation.objects.order_by().values("household")
    chosen = without_plaque(ground.first, TitleKind.SAFE_FAMILY).exclude(household__in=asked)[:many]
    return make_plaques(ground.first, title_ids=[title.pk for title in chosen], by=office)


def _recommend(ground: Ground, cycle: ProgrammeCycle) -> None:
    officer, federation = ground.user("village_officer", ground.first), ground.user("town_federation", ground.town)
    today = timezone.localdate()
    chosen = list(eligible(cycle, ground.first).values_list("pk", flat=True)[:FIRST])
    recommend_families(ground.first, cycle, title_ids=chosen, agreed_on=today, by=officer)
    for row, reason in zip(Recommendation.objects.order_by("pk"), REASONS, strict=True):
        write_reason(row, reason=reason, by=officer, version=row.version)
    submit_roster(ground.first, cycle, by=officer)
    ranked = list(suggested_order(standing_of(cycle, ground.town, R.SUBMITTED)).values_list("pk", flat=True))
    rank_families(ground.town, cycle, order=ranked, by=federation)
    forward_roster(ground.town, cycle, by=federation)


def _hang(ground: Ground) -> None:
    """Plaques of other named families: one lost, one replaced, one asked back."""
    officer, office = ground.user("village_officer", ground.first), ground.user("district_office", ground.district)
    made = _make(ground, 3, office)
    today = timezone.localdate()
    lost, damaged, back = (
        give_plaque(plaque, given_on=today, received_by=plaque.head_name, by=officer)
        for plaque in Plaque.objects.filter(pk__in=made).order_by("serial")
    )
    report_lost(lost, by=officer)
    replace_plaque(damaged, reason=ReplaceReason.DAMAGED, by=office)
    withdraw_participation(back.household, by=officer)


def _tell(ground: Ground, family: Household) -> None:
    """Other honours, and stories that were looked through and published."""
    officer, today = ground.user("village_officer", ground.first), timezone.localdate()
    for year, kind, organ in ELSEWHERE:
        day = today.replace(year=year, month=1, day=8)
        record_honour(family, kind=kind, name="", issuing_body=organ, awarded_on=day, by=officer)
    others = Plaque.objects.filter(kind=TitleKind.SAFE_FAMILY, state=PlaqueState.MADE).order_by("serial")
    homes = [family, *(plaque.household for plaque in others.select_related("household")[: len(TOLD)])]
    for home, (headline, texts) in zip(homes, (("一扇常开的门", TEXTS), *TOLD), strict=True):
        story = submit_story(_written(ground, home, headline, texts), by=officer)
        publish_story(story, by=ground.user("town_federation", ground.town))


def _begin_stories(ground: Ground, families: list[Household]) -> None:
    """One story waits for somebody to look at a surname that was left in it; another is still being written."""
    checked, _begun = (
        _written(ground, family, headline, {"diligence": f"那一年，{family.head_name[0]}她承包了三百亩地。"})
        for family, headline in zip(families, BEGUN, strict=True)
    )
    submit_story(checked, by=ground.user("village_officer", ground.first))


def _written(ground: Ground, family: Household, headline: str, texts: dict[str, str]) -> FamilyStory:
    officer = ground.user("village_officer", ground.first)
    story = start_story(
        family, headline=headline, shown_as=f"一户{NUMERALS[family.household_size - 1]}口之家", by=officer
    )
    add_person(story, name=family.head_name, agreed_on=timezone.localdate(), by=officer)
    return write_sections(
        story,
        texts=texts,
        headline=story.headline,
        shown_as=story.shown_as,
        order={},
        by=officer,
        version=story.version,
    )
