"""The town's part: draft a naming decision, decide it at a meeting, or drop it (domain A5-4)."""

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import DecisionState, Verb
from anjia.honours.messages import tell_to_sign
from anjia.honours.models import DecisionEntry, NamingDecision
from anjia.honours.queries import available, last_notice_day
from anjia.honours.workflow import DECISION
from anjia.kernel import audit
from anjia.kernel.bulk import insert_rows
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.programmes import authorisation
from anjia.programmes.enums import CycleState
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region

NOBODY = _("还没有公示期满、且没有未办结异议的家庭，不能拟命名决定。")
COLUMNS = ("id", "created_at", "updated_at", "version", "decision", "household", "candidacy")


@transaction.atomic
def draft_decision(town: Region, cycle: ProgrammeCycle, *, by: Actor) -> NamingDecision:
    """Draft the decision on every family of the town that is cleared. Raises Refused, Conflict, NotPermitted."""
    require(by, Verb.PREPARE, town.path)
    if town.level != Level.TOWN:
        raise Refused(_("命名决定由乡镇（街道）拟定，请选择一个乡镇（街道）。"))
    if cycle.state != CycleState.OPEN:
        raise Refused(_("本年度创建周期没有开启，不能命名。"), who=_("由区县领导小组办公室开启周期。"))
    if NamingDecision.objects.filter(region=town, cycle=cycle, state=DecisionState.DRAFTED).exists():
        raise Conflict(_("本乡镇（街道）已有一份拟稿，请先办理那一份。"))
    families = available(cycle, town).count()
    if not families:
        raise Refused(NOBODY, who=_("公示期满后再拟稿；未办结的异议由乡镇（街道）妇联答复。"))
    decision = NamingDecision.objects.create(
        cycle=cycle,
        region=town,
        title=f"关于命名{cycle.year}年“平安家庭”的决定",
        issuing_organ=cycle.issuing_organ,
        recipients="各村（社区）",
        families=families,
    )
    audit.record(Verb.PREPARE, decision, by=by, after={"families": families}, region_path=town.path)
    return decision


@transaction.atomic
def decide_naming(decision: NamingDecision, *, met_on: date, by: Actor, expected: int | None = None) -> NamingDecision:
    """The town's meeting decides: the families are frozen. `expected` is the number the page showed.

    The authorisation is checked again (domain A5-16). Raises Refused, Conflict, NotPermitted.
    """
    require(by, Verb.DECIDE, decision.region.path)
    authorisation.check(decision.cycle, timezone.localdate())
    if met_on > timezone.localdate():
        raise Refused(_("会议日期还没有到。请填写实际开会的日期。"))
    _require_after_notices(decision, met_on)
    chosen = list(available(decision.cycle, decision.region).order_by().values_list("household_id", "pk"))
    if not chosen:
        raise Refused(NOBODY)
    _require_expected(len(chosen), expected)
    told = {"met_on": met_on, "decided_at": timezone.now(), "decided_by_id": by.pk, "families": len(chosen)}
    advance(decision, DECISION["decide"], by=by, set=told)
    _freeze(decision, chosen)
    tell_to_sign(decision, by=by)
    return decision


def _require_after_notices(decision: NamingDecision, met_on: date) -> None:
    last = last_notice_day(decision)
    if last is not None and met_on <= last:
        raise Refused(_("名单上最晚的公示到 %(last)s 才结束，审定会议要在这之后召开。") % {"last": last})


def _require_expected(families: int, expected: int | None) -> None:
    if expected is not None and families != expected:
        raise Conflict(
            _("名单刚刚有了变化：现在是 %(now)d 户，您看到的是 %(seen)d 户。请核对后再办理。")
            % {"now": families, "seen": expected}
        )


def _freeze(decision: NamingDecision, chosen: list[tuple[uuid.UUID, uuid.UUID]]) -> None:
    now = timezone.now()
    rows = ((uuid7(), now, now, 1, decision.pk, household, candidacy) for household, candidacy in chosen)
    insert_rows(DecisionEntry, COLUMNS, rows)


@transaction.atomic
def void_decision(decision: NamingDecision, *, reason: str, by: Actor) -> NamingDecision:
    """Drop a decision that was not signed; its families are free for the next one."""
    if not reason.strip():
        raise Refused(_("作废要写明原因。"))
    return advance(decision, DECISION["void"], by=by, note=reason.strip())
