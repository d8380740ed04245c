"""What gathers in a case: notes, things to do, papers."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.enums import MediaType
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.services import blobs
from anjia.services.actions.walled import note, walled
from anjia.services.enums import Duty, StrikeReason, Verb, Waits
from anjia.services.models import Case, CaseFile, CaseNote, CaseTask
from anjia.services.permissions import require_member

LONGEST = 4000


@walled
def write_note(case: Case, words: str, *, number: str, by: Actor) -> CaseNote:
    """Write down what was said or done. `number` is the case's as the writer has it before them.

    Raises Refused where it is another: what is pasted into the wrong window goes nowhere.
    """
    require_member(case, by, verb=Verb.KEEP_RECORD)
    if number.strip() != case.number:
        raise Refused(
            _("写的案号是“%(typed)s”，这件是“%(number)s”。没有保存，请核对是不是记错了案件。")
            % {"typed": number, "number": case.number}
        )
    if not words.strip() or len(words) > LONGEST:
        raise Refused(_("请写下内容，最多 %(n)d 字。") % {"n": LONGEST})
    made = CaseNote.objects.create(case=case, words=words.strip(), author_id=by.pk)
    note(Verb.KEEP_RECORD, case, by=by, note=str(made.pk))
    return made


@walled
def strike_note(made: CaseNote, *, reason: str, by: Actor) -> None:
    """Strike a note out: its words go, its place and the reason stay. By its author or the supervisor."""
    duties = () if made.author_id == by.pk else (Duty.SUPERVISOR,)
    require_member(made.case, by, *duties, verb=Verb.KEEP_RECORD)
    if reason not in StrikeReason.values:
        raise Refused(_("请从列表里选择原因。"))
    struck = {"words": "", "struck": reason, "struck_at": timezone.now(), "struck_by_id": by.pk}
    if not CaseNote.objects.filter(pk=made.pk, struck_at__isnull=True).update(**struck):
        raise Conflict(_("这条记录已经划掉。"))
    note(Verb.KEEP_RECORD, made.case, by=by, struck=str(made.pk), reason=reason)


@walled
def set_task(case: Case, words: str, *, due_on: date, waits_for: str = Waits.US, by: Actor) -> CaseTask:
    """One thing to do by a day, by us, by the person, or by others."""
    require_member(case, by, verb=Verb.KEEP_RECORD)
    if not words.strip() or waits_for not in Waits.values:
        raise Refused(_("请写明要做什么、谁来做。"))
    if due_on < timezone.localdate():
        raise Refused(_("最迟的日子不能早于今天。"))
    if case.closed_on:
        raise Conflict(_("这件事已办结，不能再安排。"), who=_("需要继续办的，请先恢复办理。"))
    made = CaseTask.objects.create(case=case, words=words.strip(), due_on=due_on, waits_for=waits_for, set_by_id=by.pk)
    note(Verb.KEEP_RECORD, case, by=by, task=str(made.pk), due_on=due_on)
    return made


@walled
def finish_task(task: CaseTask, *, by: Actor) -> None:
    require_member(task.case, by, verb=Verb.KEEP_RECORD)
    done = CaseTask.objects.filter(pk=task.pk, done_on__isnull=True).update(done_on=timezone.localdate())
    if not done:
        raise Conflict(_("这件事已经做完。"))
    note(Verb.KEEP_RECORD, task.case, by=by, done=str(task.pk))


def keep_paper(case: Case, data: bytes, *, kind: str, name: str, by: Actor, by_code: bool = False) -> CaseFile:
    """Keep a paper that was set for the case, in the caller's transaction. `by_code`: the person may fetch it."""
    digest, key = blobs.write(data)
    return CaseFile.objects.create(
        case=case,
        kind=kind,
        name=name,
        media_type=MediaType.PDF,
        size=len(data),
        digest=digest,
        key=key,
        by_code=by_code,
        made_by_id=by.pk,
    )


def bytes_of(file: CaseFile) -> bytes:
    """The paper itself."""
    return blobs.read(file.digest, file.key)
