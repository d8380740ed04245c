"""After the naming: model families chosen, named and given their plaques, other honours, and stories."""

from datetime import timedelta

from django.utils import timezone

from anjia.console.demo.ground import Ground
from anjia.exemplars.actions import (
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
from anjia.exemplars.enums import HonourKind, ReplaceReason
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.models import Plaque, Recommendation
from anjia.exemplars.queries import eligible, standing_of, suggested_order, without_plaque
from anjia.honours.actions import decide_naming, draft_decision, sign_decision
from anjia.honours.enums import TitleKind
from anjia.households.actions import withdraw_participation
from anjia.households.models import Household
from anjia.kernel.jobs import run_pending
from anjia.programmes.models import ProgrammeCycle
from anjia.stories.actions import add_person, publish_story, start_story, submit_story, write_sections
from anjia.stories.models import FamilyStory

FIRST, NAMED = 4, 3
REASONS = (
    "照看楼上独居老人，逢年过节送饭菜。",
    "带头清理楼道，组织邻里互助。",
    "常年参加社区志愿服务。",
    "热心调配公共晾晒场地。",
)
TEXTS = {
    "diligence": "夫妻俩起早摸黑，把一间小修理铺做成了街坊信得过的老店。",
    "optimism": "日子再忙，一家人每天晚饭后都要在院子里坐一会儿，说说当天的好事。",
    "neighbours": "谁家水管坏了、灯不亮了，都爱来敲这扇门；修好了，只收一杯茶。",
}


HEADLINES = ("老井边的一家人", "三代人的菜园")


def honour_families(ground: Ground, cycle: ProgrammeCycle) -> None:
    """Three of four recommended families are named by the district; two have their plaques, one waits for its day."""
    _recommend(ground, cycle)
    today, office = timezone.localdate(), ground.user("district_office", ground.district)
    decision = draft_decision(ground.district, cycle, by=office, kind=TitleKind.MODEL_FAMILY)
    decision = decide_naming(decision, met_on=today, by=office)
    sign_decision(decision, signer_name="周某", by=ground.second("district_office", ground.district))
    make_plaques(ground.district, title_ids=list(decision.titles.values_list("pk", flat=True)), by=office)
    officer = ground.user("village_officer", ground.first)
    for plaque in Plaque.objects.order_by("serial")[: NAMED - 1]:
        give_plaque(plaque, given_on=today, received_by=plaque.head_name, by=officer)
    named = [plaque.household for plaque in Plaque.objects.select_related("household").order_by("serial")]
    plan_ceremony(
        ground.district,
        name="平安家庭示范户授牌仪式",
        held_on=today + timedelta(days=7),
        place="区文化馆剧场",
        seats_in_row=10,
        by=office,
    )
    _hang(ground)
    _tell(ground, named[0])
    _begin_stories(ground, named[1:])
    run_pending()


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
    asked = Recommendation.objects.order_by().values("household")
    chosen = without_plaque(ground.first, TitleKind.SAFE_FAMILY).exclude(household__in=asked)[:3]
    made = make_plaques(ground.first, title_ids=[title.pk for title in chosen], by=office)
    today = timezone.localdate()
    lost, damaged, back = (
        give_plaque(plaque, given_on=today, received_by=plaque.head_name, by=officer)
        for plaque in Plaque.objects.filter(pk__in=made).order_by("serial")
    )
    report_lost(lost, by=officer)
    replace_plaque(damaged, reason=ReplaceReason.DAMAGED, by=office)
    withdraw_participation(back.household, by=officer)


def _tell(ground: Ground, family: Household) -> None:
    """Another honour, and a story that was looked through and published."""
    officer, today = ground.user("village_officer", ground.first), timezone.localdate()
    record_honour(
        family,
        kind=HonourKind.MOST_BEAUTIFUL,
        name="",
        issuing_body="芦淞区妇女联合会",
        awarded_on=today.replace(month=1, day=8),
        by=officer,
    )
    story = _written(ground, family, "一扇常开的门", TEXTS)
    publish_story(submit_story(story, by=officer), by=ground.user("town_federation", ground.town))


def _begin_stories(ground: Ground, families: list[Household]) -> None:
    """One story waits for somebody to look at a surname that was left in it; another is still being written."""
    checked, _begun = (
        _written(ground, family, headline, {"diligence": f"那一年，{family.head_name[0]}她承包了三百亩地。"})
        for family, headline in zip(families, HEADLINES, strict=True)
    )
    submit_story(checked, by=ground.user("village_officer", ground.first))


def _written(ground: Ground, family: Household, headline: str, texts: dict[str, str]) -> FamilyStory:
    officer = ground.user("village_officer", ground.first)
    story = start_story(family, headline=headline, shown_as="一户四口之家", by=officer)
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
