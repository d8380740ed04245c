"""The town's naming of safe families: those whose notice ended with nothing open (domain A5-4)."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions import name_candidacies
from anjia.evaluations.models import Candidacy
from anjia.honours.enums import TitleKind, Verb
from anjia.honours.kinds import HONOUR, DecisionKind, Named, register
from anjia.honours.models import DecisionEntry, NamingDecision
from anjia.honours.queries import available, families_of, last_notice_day, nameable
from anjia.honours.workflow import DECISION
from anjia.kernel.bulk import insert_rows
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor
from anjia.notices.actions import publish_results
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region

COLUMNS = ("id", "created_at", "updated_at", "version", "decision", "household", "candidacy")


class TownNaming(DecisionKind):
    kind = TitleKind.SAFE_FAMILY
    honour = HONOUR
    level = Level.TOWN
    series = "平安家庭证书"
    prefix = "PA"
    workflow = DECISION
    prepare, decide, sign = Verb.PREPARE, Verb.DECIDE, Verb.SIGN
    steps = "honours"
    nobody = _("还没有公示期满、且没有未办结异议的家庭，不能拟命名决定。")
    who_helps = _("公示期满后再拟稿；未办结的异议由乡镇（街道）妇联答复。")
    wrong_place = _("命名决定由乡镇（街道）拟定，请选择一个乡镇（街道）。")
    who_stands = _("公示期满、异议已办结、没有单独延长的家庭")

    def subject(self, cycle: ProgrammeCycle) -> str:
        return f"关于命名{cycle.year}年“{self.honour}”的决定"

    def recipients(self, place: Region) -> str:
        return "各村（社区）"

    def available(self, cycle: ProgrammeCycle, place: Region) -> QuerySet[Candidacy]:
        return available(cycle, place)

    def standing(self, decision: NamingDecision) -> QuerySet[Candidacy]:
        return families_of(decision)

    def last_day(self, decision: NamingDecision) -> date | None:
        return last_notice_day(decision)

    def freeze(self, decision: NamingDecision) -> int:
        chosen = available(decision.cycle, decision.region).order_by().values_list("household_id", "pk")
        now = timezone.now()
        rows = [(uuid7(), now, now, 1, decision.pk, household, candidacy) for household, candidacy in chosen]
        insert_rows(DecisionEntry, COLUMNS, rows)
        return len(rows)

    def frozen(self, decision: NamingDecision) -> int:
        return decision.entries.count()

    def name_families(self, decision: NamingDecision, *, by: Actor) -> list[Named]:
        name_candidacies(nameable(decision), decision_id=decision.pk, by=by)
        return list(
            Candidacy.objects.filter(decision_id=decision.pk)
            .order_by("region__path", "household__head_name")
            .values_list("household_id", "region_id", "household__head_name")
        )

    def publish(self, decision: NamingDecision, *, by: Actor) -> None:
        named = Candidacy.objects.filter(decision_id=decision.pk)
        publish_results(decision.cycle, named, decision_id=decision.pk, by=by)

    def paragraphs(self, decision: NamingDecision, families: int) -> tuple[str, ...]:
        town, cycle, met_on = decision.region.name, decision.cycle, decision.met_on
        held = f"{met_on.year}年{met_on.month}月{met_on.day}日" if met_on else ""
        return (
            f"根据{cycle.authorising_body}批复（{cycle.authorisation_number}），{town}开展了"
            f"{cycle.year}年“{self.honour}”创建活动。活动坚持自愿参加、公开评议，不收取任何费用。",
            f"经村（居）民小组户长会议评分推举、村（社区）总评、{town}妇联提出意见、{town}领导小组"
            f"{held}会议审定，并经公示，决定授予{families}户家庭“{self.honour}”称号（名单附后）。",
            "称号自本决定印发之日起有效二十四个月，满十二个月时复核一次。希望受到命名的家庭珍惜荣誉，"
            "带动更多家庭学法守法、和睦互助、平安健康。",
        )


register(TownNaming())
