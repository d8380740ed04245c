"""The town federation looks into an objection and answers it (domain A4, frame F6)."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import Paper, drop_papers
from anjia.documents.enums import PaperKind
from anjia.evaluations.actions import leave_notice
from anjia.evaluations.models import Candidacy
from anjia.kernel import audit
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.notices.actions.file_objection import keep_objection_paper
from anjia.notices.actions.leave_notices import leave_entries
from anjia.notices.enums import EntryState, Finding, NoticeState, Verb
from anjia.notices.guarding import guarded
from anjia.notices.models import NoticeEntry, Objection
from anjia.notices.permissions import can_investigate
from anjia.notices.queries import SHOWN
from anjia.notices.signals import objection_answered
from anjia.notices.workflow import OBJECTION
from anjia.regions.working_days import add_working_days

SAID = dict.fromkeys(("statement", "objector_name", "objector_contact", "answer"), "")
SOMEBODY_ELSE = _("请由乡镇（街道）妇联的其他人员核实。")


@transaction.atomic
def start_investigation(objection: Objection, *, is_unrelated: bool, by: Actor) -> Objection:
    """Somebody takes the objection up. Raises like `answer_objection`."""
    _require_outsider(objection, is_unrelated, by)
    return advance(objection, OBJECTION["investigate"], by=by)


@transaction.atomic
def answer_objection(
    objection: Objection,
    *,
    finding: Finding | str,
    answer: str,
    is_unrelated: bool,
    by: Actor,
    paper: Paper | None = None,
) -> Objection:
    """Record the finding and let its consequence follow at once: stays, leaves the notice, or own days anew.

    An answer that was given on `paper` keeps its date and scan; its consequence still counts from today.

    `is_unrelated` is the investigator's declaration to be neither the family nor kin of it.
    Raises NotPermitted to the village and to those related, Refused without an answer, Conflict where it is answered.
    """
    _require_outsider(objection, is_unrelated, by)
    finding, answer = Finding(finding), guarded(answer)
    if not answer:
        raise Refused(_("请写明核实结果，提出异议的人和这户家庭都会看到。"))
    told = {"finding": finding, "answer": answer, "answered_at": timezone.now(), "answered_by_id": by.pk}
    objection = advance(objection, OBJECTION["answer"], by=by, note=str(finding.label), set=told)
    entry = NoticeEntry.objects.select_related("notice__region", "notice__cycle").get(pk=objection.entry_id)
    if finding == Finding.LEAVES:
        _take_off(entry, by)
    if finding == Finding.EXTENDED:
        _extend(entry, by)
    if paper is not None:
        keep_objection_paper(objection, PaperKind.ANSWER, paper, by=by)
    objection_answered.send(sender=Objection, objection=objection, by=by)
    return objection


def _require_outsider(objection: Objection, is_unrelated: bool, by: Actor) -> None:
    if not can_investigate(by, objection):
        raise NotPermitted(_("异议由乡镇（街道）妇联核实，张贴公示的村（社区）不能核实自己的公示。"), who=SOMEBODY_ELSE)
    if not is_unrelated:
        raise NotPermitted(_("您本人或近亲属与这件事有关，应当回避。"), who=SOMEBODY_ELSE)


def _take_off(entry: NoticeEntry, by: Actor) -> None:
    if entry.state == EntryState.LEFT:
        return
    if entry.notice.state not in SHOWN:
        state = NoticeState(entry.notice.state).label
        raise Refused(_("这份公示现在是“%(state)s”，要等重新张贴后才能让家庭退出公示。") % {"state": state})
    leave_notice(Candidacy.objects.filter(notice_entries=entry), by=by, note=str(Finding.LEAVES.label))
    leave_entries(NoticeEntry.objects.filter(pk=entry.pk), by=by, note=str(Finding.LEAVES.label))


def _extend(entry: NoticeEntry, by: Actor) -> None:
    ends_on = add_working_days(timezone.localdate(), entry.notice.cycle.extension_working_days)
    NoticeEntry.objects.filter(pk=entry.pk, state=EntryState.LISTED).update(ends_on=ends_on, extended_at=timezone.now())
    before, after = {"ends_on": entry.ends_on}, {"ends_on": ends_on}
    audit.record(Verb.RESTART, entry, by=by, before=before, after=after, region_path=entry.notice.region.path)


@transaction.atomic
def forget_objections(ids: Collection[UUID], by: Actor) -> int:
    """The words of answered objections go, with the papers they came on; ground and finding stay."""
    drop_papers(ids, by=by)
    return Objection.objects.filter(pk__in=ids).order_by().update(**SAID)
