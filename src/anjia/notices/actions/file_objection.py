"""Anyone may object to an entry, named or not, on a closed ground (frame F6)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import Paper, keep_paper
from anjia.documents.actions.keep_paper import check_dated
from anjia.documents.enums import PaperKind
from anjia.kernel import audit
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.notices.codes import code_for, hash_of
from anjia.notices.enums import ObjectionGround, Verb
from anjia.notices.guarding import guarded
from anjia.notices.messages import tell_objected
from anjia.notices.models import NoticeEntry, Objection
from anjia.notices.permissions import can_record
from anjia.notices.queries import is_open
from anjia.regions.working_days import add_working_days

PAPER_KIND = "notices.paper"


@transaction.atomic
def file_objection(
    entry: NoticeEntry,
    *,
    ground: str,
    statement: str,
    token: str,
    objector_name: str = "",
    objector_contact: str = "",
    received_on: date | None = None,
) -> Objection:
    """Receive an objection; the code to follow it is `codes.code_for(token)`. Nobody's account is noted with it.

    `received_on` is the day a paper came in: the entry must have been open that day, and the answer is due from it.

    Raises Refused where the days of the entry are over, the ground is none of the closed ones, or the text holds
    what is not stored here.
    """
    day = received_on or timezone.localdate()
    if not is_open(entry, day):
        raise Refused(_("这户家庭的公示期已经结束，不再接收异议。"), who=_("仍有疑问，可拨打 12338 咨询。"))
    if ground not in ObjectionGround.values:
        raise Refused(_("请从四项理由中选择一项。"))
    objection = Objection.objects.create(
        notice=entry.notice,
        entry_id=entry.pk,
        ground=ground,
        statement=guarded(statement),
        objector_name=objector_name.strip(),
        objector_contact=objector_contact.strip(),
        code_hash=hash_of(code_for(token)),
        received_at=timezone.now(),
        due_on=add_working_days(day, entry.notice.cycle.answer_working_days),
    )
    told = {"ground": ground, "due_on": objection.due_on}
    audit.record(Verb.FILE_OBJECTION, objection, by=SYSTEM, after=told, region_path=entry.notice.region.path)
    tell_objected(objection)
    return objection


@transaction.atomic
def record_objection(entry: NoticeEntry, *, paper: Paper, by: Actor, **told: str) -> Objection:
    """An objection that came in on paper, typed in by who investigates and never by who publishes: it may bear a name.

    Raises NotPermitted to the village, Refused like `file_objection` as of the paper's own day.
    """
    if not can_record(by, entry.notice):
        raise NotPermitted(
            _("异议可能署名，由乡镇（街道）妇联录入，张贴公示的村（社区）不录入。"),
            who=_("请把异议表交给乡镇（街道）妇联，或请当事人自己在公示页上提交。"),
        )
    check_dated(paper.dated_on)
    if entry.notice.published_at and paper.dated_on < timezone.localdate(entry.notice.published_at):
        raise Refused(_("纸上的日期早于公示张贴那天。"), who=_("请对照纸上的日期。"))
    objection = file_objection(entry, received_on=paper.dated_on, **told)
    keep_objection_paper(objection, PaperKind.OBJECTION, paper, by=by)
    return objection


def keep_objection_paper(objection: Objection, form: PaperKind, paper: Paper, *, by: Actor) -> None:
    """The paper of an objection or of its answer, for the eyes of who investigates."""
    notice = objection.notice
    keep_paper(
        paper,
        form,
        notice.region,
        file_kind=PAPER_KIND,
        subject_id=objection.pk,
        cycle_id=notice.cycle_id,
        by=by,
    )
