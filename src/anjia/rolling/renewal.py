"""The renewal of a town's titles: a decision of its own kind, set-based, with new certificates (domain A5-7).

A renewed title's term goes on where the old one ends, so that a decision that comes early or late takes nothing away.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.permissions import Consequence
from anjia.honours.enums import DecisionState, TitleKind, Verb
from anjia.honours.kinds import HONOUR, DecisionKind, Named, register
from anjia.honours.models import NamingDecision, Title
from anjia.honours.terms import Term, months_after
from anjia.honours.workflow import DECISION, TITLE
from anjia.households.models import Household
from anjia.kernel.bulk import insert_rows
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many
from anjia.notices.actions import publish_families
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level, Rule
from anjia.regions.legal import bases
from anjia.regions.models import Region
from anjia.rolling.models import RenewalEntry
from anjia.rolling.queries import renewable_in, still_renewable
from anjia.rolling.signals import titles_renewed

COLUMNS = ("id", "created_at", "updated_at", "version", "decision", "household", "title")


class TownRenewal(DecisionKind):
    kind = TitleKind.SAFE_FAMILY
    is_renewal = True
    honour = HONOUR
    level = Level.TOWN
    series = "平安家庭证书"
    prefix = "PA"
    workflow = DECISION
    prepare, decide, sign = Verb.PREPARE, Verb.DECIDE, Verb.SIGN
    steps = "rolling"
    nobody = _("还没有可以续期的家庭：满两年那一次的复核通过以后，才可以续期。")
    who_helps = _("请先由村（社区）登记复核。")
    wrong_place = _("续期决定由乡镇（街道）拟定，请选择一个乡镇（街道）。")
    who_stands = _("满两年、复核已通过的家庭")

    def subject(self, cycle: ProgrammeCycle) -> str:
        return f"关于{cycle.year}年“{self.honour}”称号续期的决定"

    def recipients(self, place: Region) -> str:
        return "各村（社区）"

    def available(self, cycle: ProgrammeCycle, place: Region) -> QuerySet[Title]:
        return renewable_in(place)

    def standing(self, decision: NamingDecision) -> QuerySet[Title]:
        if decision.state == DecisionState.DRAFTED:
            return renewable_in(decision.region)
        if decision.state == DecisionState.DECIDED:
            return still_renewable(decision)
        return Title.objects.filter(renewed_by_id=decision.pk)

    def freeze(self, decision: NamingDecision) -> int:
        chosen = renewable_in(decision.region).order_by().values_list("household_id", "pk")
        now = timezone.now()
        rows = [(uuid7(), now, now, 1, decision.pk, household, title) for household, title in chosen]
        insert_rows(RenewalEntry, COLUMNS, rows)
        return len(rows)

    def frozen(self, decision: NamingDecision) -> int:
        return decision.renewal_entries.count()

    def name_families(self, decision: NamingDecision, *, by: Actor) -> list[Named]:
        told = {"renewed_at": timezone.now(), "renewed_by_id": decision.pk}
        advance_many(still_renewable(decision), TITLE["renew"], by=Consequence(by), set=told)
        going_on = Title.objects.filter(renewed_by_id=decision.pk).order_by(
            "household__region__path", "household__head_name", "pk"
        )
        return list(going_on.values_list("household_id", "household__region_id", "household__head_name"))

    def terms(self, decision: NamingDecision, families: Sequence[Named], today: date) -> list[Term]:
        going_on = Title.objects.filter(renewed_by_id=decision.pk).order_by()
        ends = dict(going_on.values_list("household_id", "valid_to"))
        rules = bases([Rule.TITLE_REVIEW, Rule.TITLE_VALID], today)
        review, valid = (rules[rule].numerator for rule in (Rule.TITLE_REVIEW, Rule.TITLE_VALID))
        of_day = {day: Term(months_after(day, review), months_after(day, valid)) for day in set(ends.values())}
        return [of_day[ends[household]] for household, _region, _name in families]

    def publish(self, decision: NamingDecision, *, by: Actor) -> None:
        holders = Title.objects.filter(decision=decision).order_by().values("household")
        publish_families(decision.cycle, Household.objects.filter(pk__in=holders), decision_id=decision.pk, by=by)
        going_on = Title.objects.filter(renewed_by_id=decision.pk).order_by()
        ids = list(going_on.values_list("pk", flat=True))
        titles_renewed.send(sender=Title, ids=ids, decision=decision, by=by)

    def paragraphs(self, decision: NamingDecision, families: int) -> tuple[str, ...]:
        town, cycle, met_on = decision.region.name, decision.cycle, decision.met_on
        held = f"{met_on.year}年{met_on.month}月{met_on.day}日" if met_on else ""
        return (
            f"根据{cycle.authorising_body}批复（{cycle.authorisation_number}），{town}对两年前命名、称号即将期满的"
            f"“{self.honour}”进行了复核。复核坚持自愿参加、公开评议，不收取任何费用。",
            f"经村（社区）评选考评小组逐户复核、{town}领导小组{held}会议审定，决定{families}户家庭的“{self.honour}”"
            "称号予以续期（名单附后）。",
            "续期的称号自原称号期满之日起有效二十四个月，满十二个月时复核一次，原证书换发新证书。"
            "希望续期的家庭珍惜荣誉，继续带动邻里和睦互助、平安健康。",
        )


register(TownRenewal())
