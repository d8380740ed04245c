"""What gathers in a case: notes, things to do, papers."""

import re
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.enums import MediaType
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.regions.working_days import add_working_days
from anjia.services import blobs
from anjia.services.actions.walled import note, walled
from anjia.services.enums import Duty, NoteSide, StrikeReason, Verb, Waits
from anjia.services.kinds import all_kinds
from anjia.services.messages import nudge
from anjia.services.models import Case, CaseFile, CaseMember, CaseNote, CaseTask
from anjia.services.permissions import require_member, require_note_keeper

LONGEST = 4000
ANSWER_WORKING_DAYS = 3


@walled
def write_note(
    case: Case, words: str, *, number: str, side: str = NoteSide.TEAM, names_others: bool = False, by: Actor
) -> CaseNote:
    """Write down what was said or done, for the team or to the person.

    `number` is the case's as the writer has it before them. Raises Refused where it is another, or where the words
    name another case and the writer did not say that they mean to (`names_others`): what is pasted into the wrong
    window goes nowhere. To the person no other case is named at all.
    """
    require_note_keeper(case, by)
    if number.strip() != case.number:
        raise Refused(
            _("写的案号是“%(typed)s”，这件是“%(number)s”。没有保存，请核对是不是记错了案件。")
            % {"typed": number, "number": case.number}
        )
    if not words.strip() or len(words) > LONGEST:
        raise Refused(_("请写下内容，最多 %(n)d 字。") % {"n": LONGEST})
    if side not in {NoteSide.TEAM, NoteSide.TO}:
        raise Refused(_("请选择写给谁看。"))
    others = other_numbers(case, words)
    if others and (side == NoteSide.TO or not names_others):
        raise Refused(
            _("内容里写着别的案号（%(others)s）。没有保存，请核对是不是记错了案件。") % {"others": "、".join(others)},
            who=_("给团队看的记录确实要提到它时，请勾选后再写入；写给本人的不能提到别的案件。"),
        )
    if side == NoteSide.TO and case.closed_on:
        raise Conflict(_("这件事已办结，不能再写给本人。"), who=_("需要继续办的，请先恢复办理。"))
    made = CaseNote.objects.create(case=case, words=words.strip(), side=side, author_id=by.pk)
    note(Verb.KEEP_RECORD, case, by=by, **{"note" if side == NoteSide.TEAM else "said": str(made.pk)})
    return made


def other_numbers(case: Case, words: str) -> list[str]:
    """The numbers of other cases that stand in the words, as they are printed."""
    prefixes = "|".join(kind.prefix for kind in all_kinds())
    found = re.findall(rf"(?<![A-Za-z0-9])(?:{prefixes})\d{{4}}-\d{{4,}}", words.upper())
    return [number for number in dict.fromkeys(found) if number != case.number]


@walled
def tell_more(case: Case, words: str) -> CaseNote:
    """What the person adds or answers, by the code. It stands among the team's tasks until somebody has read it.

    Raises Refused (no words), Conflict (closed).
    """
    if not words.strip() or len(words) > LONGEST:
        raise Refused(_("请写下内容，最多 %(n)d 字。") % {"n": LONGEST})
    if case.closed_on:
        raise Conflict(_("这件事已办结。"), who=_("有新的事请重新提出，或拨打 12338。"))
    made = CaseNote.objects.create(case=case, words=words.strip(), side=NoteSide.FROM)
    ask_team(case, _("看本人写来的话，并答复"))
    note(Verb.KEEP_RECORD, case, by=SYSTEM, told=str(made.pk))
    return made


def ask_team(case: Case, words: object) -> None:
    """Put something before the team that nobody of it planned, once at a time, in the caller's transaction."""
    waiting = CaseTask.objects.filter(case=case, set_by_id__isnull=True, done_on__isnull=True)
    if str(words) not in {task.words for task in waiting}:
        due_on = add_working_days(timezone.localdate(), ANSWER_WORKING_DAYS)
        CaseTask.objects.create(case=case, words=str(words), due_on=due_on)
    team = CaseMember.objects.filter(case=case, ended_at__isnull=True)
    nudge(list(team.values_list("user_id", flat=True)))


@walled
def strike_note(made: CaseNote, *, reason: str, by: Actor) -> None:
    """Strike a note out: its words go, its place and the reason stay. By its author or the supervisor."""
    duties = () if made.author_id == by.pk else (Duty.SUPERVISOR,)
    require_member(made.case, by, *duties, verb=Verb.KEEP_RECORD)
    require_note_keeper(made.case, by)
    if made.side == NoteSide.FROM:
        raise Refused(_("本人写来的话不能划掉。"))
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


def keep_paper(
    case: Case,
    data: bytes,
    *,
    kind: str,
    name: str,
    by: Actor,
    by_code: bool = False,
    media_type: str = MediaType.PDF,
) -> CaseFile:
    """Keep a paper that was set for the case, in the caller's transaction. `by_code`: the person may fetch it."""
    digest, key = blobs.write(data)
    return CaseFile.objects.create(
        case=case,
        kind=kind,
        name=name,
        media_type=media_type,
        size=len(data),
        digest=digest,
        key=key,
        by_code=by_code,
        made_by_id=by.pk,
    )


def bytes_of(file: CaseFile) -> bytes:
    """The paper itself."""
    return blobs.read(file.digest, file.key)
