"""The district's naming of model families: by the same way as every decision (domain A5-6)."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.enums import Verb
from anjia.exemplars.models import Recommendation
from anjia.exemplars.queries.recommendations import NAMED, at_district, titled
from anjia.exemplars.workflow import MODEL_DECISION, RECOMMENDATION
from anjia.honours.enums import DecisionState, TitleKind
from anjia.honours.kinds import DecisionKind, Named, register
from anjia.honours.models import NamingDecision
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region

HONOUR = "平安家庭示范户"


class ModelNaming(DecisionKind):
    kind = TitleKind.MODEL_FAMILY
    honour = HONOUR
    level = Level.COUNTY
    series = "平安家庭示范户证书"
    prefix = "SF"
    workflow = MODEL_DECISION
    prepare, decide, sign = Verb.PREPARE, Verb.DECIDE, Verb.SIGN
    steps = "exemplars"
    nobody = _("还没有乡镇（街道）报来的示范户推荐名单。")
    who_helps = _("请乡镇（街道）妇联排序后按指标上报。")
    wrong_place = _("示范户由区县领导小组命名，请选择一个区县。")
    who_stands = _("乡镇（街道）已按指标上报、称号仍然有效的家庭")

    def subject(self, cycle: ProgrammeCycle) -> str:
        return f"关于命名{cycle.year}年“{self.honour}”的决定"

    def recipients(self, place: Region) -> str:
        return "各乡镇（街道）"

    def available(self, cycle: ProgrammeCycle, place: Region) -> QuerySet[Recommendation]:
        return at_district(cycle, place)

    def standing(self, decision: NamingDecision) -> QuerySet[Recommendation]:
        if decision.state == DecisionState.DRAFTED:
            return at_district(decision.cycle, decision.region)
        chosen = Recommendation.objects.filter(decision=decision)
        if decision.state == DecisionState.DECIDED:
            return titled(chosen.filter(state=R.RECOMMENDED))
        return chosen.filter(state__in=NAMED)

    def freeze(self, decision: NamingDecision) -> int:
        return at_district(decision.cycle, decision.region).update(decision=decision)

    def frozen(self, decision: NamingDecision) -> int:
        return Recommendation.objects.filter(decision=decision).count()

    def name_families(self, decision: NamingDecision, *, by: Actor) -> list[Named]:
        chosen = titled(Recommendation.objects.filter(decision=decision))
        named = advance_many(chosen, RECOMMENDATION["name"], by=by)
        rows = Recommendation.objects.filter(pk__in=named).order_by("region__path", "household__head_name")
        return list(rows.values_list("household_id", "region_id", "household__head_name"))

    def publish(self, decision: NamingDecision, *, by: Actor) -> None:
        """The public board draws its families from their titles: nothing is copied."""

    def families_page(self, decision: NamingDecision) -> str:
        return f"{reverse('exemplars:list')}?year={decision.cycle.year}" if decision.cycle else ""

    def paragraphs(self, decision: NamingDecision, families: int) -> tuple[str, ...]:
        place, cycle, met_on = decision.region.name, decision.cycle, decision.met_on
        held = f"{met_on.year}年{met_on.month}月{met_on.day}日" if met_on else ""
        return (
            f"根据{cycle.authorising_body}批复（{cycle.authorisation_number}），{place}开展了"
            f"{cycle.year}年“平安家庭”创建活动。活动坚持自愿参加、公开评议，不收取任何费用。",
            f"在已命名的“平安家庭”中，经村（社区）推荐、乡镇（街道）评审排序、逐级报送，并经{place}领导小组"
            f"{held}会议审定，决定命名{families}户家庭为“{self.honour}”（名单附后），并授予牌匾。",
            "称号与“平安家庭”称号同时有效。希望受到命名的家庭珍惜荣誉，在家庭和睦、邻里互助、平安健康中带好头。",
        )


register(ModelNaming())
