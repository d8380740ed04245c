"""A family appeals: by its own page, or on paper through whoever writes it down for it (issue 4)."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.appeals.actions.assign import assign, note_recusals
from anjia.appeals.enums import OPEN, Channel, Ground, Verb
from anjia.appeals.models import Appeal
from anjia.appeals.workflow import APPEAL
from anjia.documents.actions import store_file, take_block
from anjia.evaluations.permissions import Consequence
from anjia.households.family import own_only
from anjia.households.models import Household
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.programmes.actions import place_holds, release_holds
from anjia.programmes.adverse import Adverse, find
from anjia.programmes.enums import HoldOutcome
from anjia.regions.clocks import last_day
from anjia.regions.enums import Rule
from anjia.web.guarded import validate_guarded

SCAN_KIND = "appeals.scan"
SERIES = "申诉"
WHOM_TO_CALL = _("这类情况请直接拨打 12338（妇女维权）或 110，由专门的人员帮助，这里不保存。")
ELSEWHERE = _(
    "这一项的申诉期限到 %(day)s 为止，收到时已经超过，不能再按申诉办理。您仍然可以：向所在乡镇（街道）妇联当面反映；"
    "拨打 12338 咨询；资料有误的，随时可以请村（社区）更正；下一周期可以重新参评。这次超期不影响任何评分和称号。"
)


@dataclass(frozen=True)
class OnPaper:
    """A signed appeal that was handed in: the day it came, and its scan."""

    received_on: date
    scan: bytes
    scan_name: str = "appeal"


@transaction.atomic
def file_appeal(
    household: Household,
    key: str,
    *,
    ground: str,
    by: Actor,
    statement: str = "",
    parts: Collection[str] = (),
    paper: OnPaper | None = None,
) -> Appeal:
    """Receive an appeal against the adverse step named by `key`. What depends on it waits; somebody is asked to answer.

    One that came too late is kept and answered at once, in words. Raises NotPermitted, Refused (not this family's,
    no such ground, guarded words, no scan, impossible day), Conflict where it was contested already.
    """
    path = household.region.path
    require(by, Verb.FILE, path)
    own_only(by, household.pk)
    adverse = find(household.pk, key)
    if adverse is None:
        raise Refused(
            _("没有找到对您家的这项处理：它可能已经更正，或者不是对这一户作出的。"),
            who=_("请刷新页面，从列出的各项里选择。"),
        )
    _check(adverse, ground, statement, paper)
    received_on = paper.received_on if paper else timezone.localdate()
    scan_id = _keep(paper, path, by) if paper else None
    appeal = _create(household, adverse, ground, statement, parts, received_on, scan_id, by)
    told = {"step": appeal.step, "ground": ground, "channel": appeal.channel, "due_on": appeal.due_on}
    audit.record(Verb.FILE, appeal, by=by, after=told, region_path=path)
    if received_on > adverse.until:
        answer = str(ELSEWHERE % {"day": adverse.until})
        late: Appeal = advance(appeal, APPEAL["answer_late"], by=by, set={"answer": answer})
        return late
    place_holds(household, adverse.step.freezes(adverse), ground=appeal.step, source_id=appeal.pk, by=Consequence(by))
    note_recusals(appeal, adverse)
    return assign(appeal, by=by)


def _check(adverse: Adverse, ground: str, statement: str, paper: OnPaper | None) -> None:
    if ground not in Ground.values:
        raise Refused(_("请从列出的理由中选择一项。"))
    try:
        validate_guarded(statement)
    except ValidationError as error:
        raise Refused(error.messages[0], who=WHOM_TO_CALL) from error
    if paper is None:
        return
    if not paper.scan:
        raise Refused(_("纸质申诉要附上扫描件或照片。"))
    if not adverse.done_on <= paper.received_on <= timezone.localdate():
        raise Refused(
            _("收到日期应在 %(from)s 到今天之间。") % {"from": adverse.done_on}, who=_("请按纸上签收的日期填写。")
        )


def _keep(paper: OnPaper, path: str, by: Actor) -> uuid.UUID:
    stored = store_file(paper.scan, name=paper.scan_name, kind=SCAN_KIND, region_path=path, by=by)
    return stored.pk


def _create(
    household: Household,
    adverse: Adverse,
    ground: str,
    statement: str,
    parts: Collection[str],
    received_on: date,
    scan_id: uuid.UUID | None,
    by: Actor,
) -> Appeal:
    known = {part.key: part.label for part in adverse.step.parts(adverse)}
    chosen = {key: label for key, label in known.items() if key in set(parts)}
    year = timezone.localdate().year
    try:
        with transaction.atomic():
            return Appeal.objects.create(
                household=household,
                region=household.region,
                number=f"{SERIES}〔{year}〕{take_block(SERIES, year, 1)[0]}号",
                step=adverse.step.key,
                object_id=adverse.object_id,
                about=adverse.what[:200],
                parts=chosen or known,
                step_done_on=adverse.done_on,
                ground=ground,
                statement=statement.strip(),
                channel=Channel.PAPER if scan_id else Channel.ONLINE,
                received_on=received_on,
                recorded_by_id=by.pk,
                scan_file_id=scan_id,
                due_on=last_day(Rule.APPEAL_ANSWER, received_on),
            )
    except IntegrityError:
        raise _twice(household, adverse) from None


def _twice(household: Household, adverse: Adverse) -> Conflict:
    earlier = Appeal.objects.filter(household=household, step=adverse.step.key, object_id=adverse.object_id)
    first = earlier.order_by("created_at").first()
    if first is not None and first.state in OPEN:
        told = {"number": first.number, "day": first.due_on}
        return Conflict(_("这一项已经申诉过（%(number)s），正在办理，最迟 %(day)s 答复，不用再交一次。") % told)
    number = first.number if first else ""
    return Conflict(
        _("这一项已经申诉过（%(number)s）并有了书面答复，一项只申诉一次。") % {"number": number},
        who=_("对答复仍有意见，可以向上一级妇联反映，或拨打 12338 咨询。"),
    )


@transaction.atomic
def take_back_appeal(appeal: Appeal, *, by: Actor) -> Appeal:
    """The family takes it back, no reason asked; what waited goes on. Within its time it may appeal again."""
    own_only(by, appeal.household_id)
    taken: Appeal = advance(appeal, APPEAL["take_back"], by=by, note=gettext("家庭撤回申诉"))
    release_holds(taken.pk, outcome=HoldOutcome.LAPSED, by=by)
    return taken
