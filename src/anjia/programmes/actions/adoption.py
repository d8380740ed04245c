"""A draft on its way into force: consultation, answers, adoption, the day it begins (domain A13-3)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import store_file
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.kernel.workflow import advance, advance_many
from anjia.programmes.enums import CycleState, Reply, Scheme, StandardState, Verb
from anjia.programmes.models import Criterion, ProgrammeCycle, StandardComment, StandardVersion
from anjia.programmes.points import shown
from anjia.programmes.queries.standards import full_half_points, is_open_to_comments
from anjia.programmes.standards import FULL_MARKS
from anjia.programmes.workflow import STANDARD
from anjia.regions.models import Region
from anjia.web.guarded import validate_guarded

FILE_KIND = "programmes.adoption"


def _require_full(version: StandardVersion) -> None:
    full = full_half_points(version)
    if version.standard.scheme == Scheme.POINTS_100 and full != 2 * FULL_MARKS:
        raise Refused(
            _("各条满分之和是 %(full)s 分，应为 %(wanted)d 分。") % {"full": shown(full), "wanted": FULL_MARKS},
            who=_("请先调整各条的满分。"),
        )


@transaction.atomic
def open_consultation(version: StandardVersion, *, until: date, by: Actor) -> StandardVersion:
    """Ask member units and residents, from today to `until`, that day included."""
    require(by, Verb.EDIT_STANDARDS, version.region_path)
    _require_full(version)
    today = timezone.localdate()
    if until <= today:
        raise Refused(_("征求意见的截止日应在今天之后。"))
    return advance(version, STANDARD["consult"], by=by, set={"consulted_from": today, "consulted_to": until})


@transaction.atomic
def comment_on(
    version: StandardVersion,
    *,
    text: str,
    by: Actor | None,
    criterion: Criterion | None = None,
    unit: Region | None = None,
) -> StandardComment:
    """Say something of a draft: a member unit by one of its people, or a resident (`by` None), who gives no name.

    Raises Refused before, after and outside the period, and for guarded words.
    """
    if by is not None:
        if unit is None:
            raise Refused(_("请选择以哪个单位的名义提出意见。"))
        require(by, Verb.COMMENT_STANDARDS, unit.path)
    if not is_open_to_comments(version):
        raise Refused(_("征求意见的时间已过，或还没有开始，不能再提意见。"), who=_("请联系区县领导小组办公室。"))
    if criterion is not None and criterion.standard_version_id != version.pk:
        raise Refused(_("这一条不属于这份标准。"))
    if not text.strip():
        raise Refused(_("请写下意见。"))
    try:
        validate_guarded(text)
    except ValidationError as error:
        raise Refused(error.messages[0]) from error
    comment = StandardComment.objects.create(
        standard_version=version, criterion=criterion, unit=unit if by is not None else None, text=text.strip()
    )
    if by is not None and unit is not None:
        audit.record(Verb.COMMENT_STANDARDS, comment, by=by, region_path=unit.path)
    return comment


@transaction.atomic
def answer_comment(comment: StandardComment, *, reply: str, answer: str, by: Actor) -> StandardComment:
    """Taken up, partly or not, with the reason; it can be put otherwise until the standard is adopted."""
    version = comment.standard_version
    require(by, Verb.EDIT_STANDARDS, version.region_path)
    if version.state not in {StandardState.CONSULTING, StandardState.REVISED}:
        raise Conflict(_("标准已经通过，意见的处理不能再改。"))
    if reply not in Reply.values or not answer.strip():
        raise Refused(_("请选择是否采纳，并写明理由。"))
    before = {"reply": comment.reply}
    comment.reply, comment.answer = reply, answer.strip()
    comment.answered_at, comment.answered_by_id = timezone.now(), by.pk or version.pk
    comment.save()
    audit.record(
        Verb.EDIT_STANDARDS, comment, by=by, before=before, after={"reply": reply}, region_path=version.region_path
    )
    return comment


@transaction.atomic
def close_consultation(version: StandardVersion, *, by: Actor) -> StandardVersion:
    """The period is over and every comment is answered: the draft can be revised."""
    require(by, Verb.EDIT_STANDARDS, version.region_path)
    if is_open_to_comments(version):
        raise Refused(_("征求意见到 %(day)s 才结束。") % {"day": version.consulted_to})
    open_ones = version.comments.filter(reply="").count()
    if open_ones:
        raise Refused(_("还有 %(n)d 条意见没有答复。") % {"n": open_ones}, who=_("请逐条写明是否采纳和理由。"))
    return advance(version, STANDARD["revise"], by=by)


@transaction.atomic
def adopt_version(
    version: StandardVersion,
    *,
    body: str,
    on: date,
    in_force_from: date,
    document: bytes | None,
    by: Actor,
    document_name: str = "",
) -> StandardVersion:
    """Write down who adopted it, when, by which document and from when it holds. Raises Refused without a document."""
    require(by, Verb.EDIT_STANDARDS, version.region_path)
    _require_full(version)
    if not body.strip():
        raise Refused(_("请写明由哪个机关通过。"))
    if not document:
        raise Refused(_("没有通过的文件，不能登记通过。请上传文件的扫描件（PDF 或图片）。"))
    if on > timezone.localdate() or in_force_from < on:
        raise Refused(_("通过日期不能晚于今天，施行日期不能早于通过日期。"))
    path = version.region_path
    stored = store_file(document, name=document_name or "adoption", kind=FILE_KIND, region_path=path, by=by)
    adopted = {
        "adopted_by": body.strip(),
        "adopted_on": on,
        "adoption_file_id": stored.pk,
        "in_force_from": in_force_from,
    }
    version = advance(version, STANDARD["adopt"], by=by, set=adopted)
    put_due_in_force()
    version.refresh_from_db()
    return version


@transaction.atomic
def put_due_in_force() -> int:
    """Put into force the adopted wordings whose day has come; each supersedes the one before. Returns how many."""
    due = StandardVersion.objects.filter(state=StandardState.ADOPTED, in_force_from__lte=timezone.localdate())
    count = 0
    for version in due.order_by("in_force_from", "number"):
        earlier = StandardVersion.objects.filter(standard=version.standard, state=StandardState.IN_FORCE)
        advance_many(earlier, STANDARD["supersede"], by=SYSTEM, note=str(version))
        advance(version, STANDARD["put_in_force"], by=SYSTEM)
        count += 1
    return count


@transaction.atomic
def withdraw_version(version: StandardVersion, region: Region, *, by: Actor) -> StandardVersion:
    """It holds no more, with nothing in its place. Refused while a cycle that is planned or open goes by it."""
    require(by, Verb.EDIT_STANDARDS, region.path)
    if version.region_path and version.region_path != region.path:
        require(by, Verb.EDIT_STANDARDS, version.region_path)
    pinned = ProgrammeCycle.objects.filter(standard_version=version).exclude(state=CycleState.CLOSED).first()
    if pinned:
        raise Refused(_("周期“%(cycle)s”正在使用这一版，不能废止。") % {"cycle": pinned}, who=_("周期结束后再废止。"))
    return advance(version, STANDARD["withdraw"], by=SYSTEM if not version.region_path else by)
