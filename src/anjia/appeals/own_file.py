"""What appeals tell a family: what it may contest and until when, and how its appeals stand (issue 4)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from anjia.appeals.enums import ANSWERED, OPEN, AppealState
from anjia.appeals.models import Appeal
from anjia.appeals.queries import appeals_of, open_to
from anjia.appeals.workflow import APPEAL
from anjia.households.models import Household
from anjia.households.own_file import DONE, DUE, PLAIN, Act, Line, Part, own_part
from anjia.households.own_history import Event, happened
from anjia.programmes.adverse import Adverse

TONES = {AppealState.UPHELD: DONE, AppealState.RECEIVED: DUE, AppealState.ASSIGNED: DUE}


@own_part(order=45)
def appeals(household: Household, on: date) -> Part | None:
    """Its own appeals first, then what it may still contest; who decides, and that it costs nothing."""
    lines = [_appeal(appeal) for appeal in appeals_of(household)]
    lines += [_may(adverse) for adverse in open_to(household) if adverse.until >= on]
    lede = _(
        "对扣分、没有得的星、退回、未通过、复核或取消称号有意见，可以申诉：在这里提，或者写一份申诉书，"
        "签字交给村（社区）或乡镇（街道）妇联。"
        "不收费，不影响任何评分；由没有参加办理的人书面答复。"
    )
    return Part(_("申诉"), tuple(lines), lede) if lines else None


def _appeal(appeal: Appeal) -> Line:
    told = {"day": date_format(appeal.received_on, "DATE_FORMAT"), "about": appeal.subject}
    text = _("您家%(day)s对“%(about)s”提出了申诉。") % told
    until = appeal.due_on if appeal.state in OPEN else None
    chip = APPEAL.public_name(appeal.state)
    tone = TONES.get(AppealState(appeal.state), PLAIN)
    return Line(appeal.number, text, appeal.answer, chip=chip, tone=tone, until=until, acts=(followed(appeal),))


def followed(appeal: Appeal) -> Act:
    """The way to an appeal of the family's own."""
    label = _("看您家的申诉：%(state)s") % {"state": APPEAL.public_name(appeal.state)}
    return Act(label, reverse("appeals:family_appeal_detail", args=[appeal.pk]))


def disagree(key: str, part: str = "") -> Act:
    """The way to contest one thing, or a part of it."""
    about = {"about": key, "part": part} if part else {"about": key}
    return Act(_("有不同意见"), f"{reverse('appeals:family_appeal')}?{urlencode(about)}")


def with_ways(part: Part, household: Household, on: date) -> Part:
    """The part with the way to contest beside each line that can be, or to the appeal that was made about it.

    For the family's page, which shows the parts of every slice; slices below only name what a line is about.
    """
    if not any(line.contests for line in part.lines):
        return part
    can = {adverse.key for adverse in open_to(household) if adverse.until >= on}
    made = {f"{appeal.step}:{appeal.object_id}": appeal for appeal in reversed(list(appeals_of(household)))}
    return replace(part, lines=tuple(_with_way(line, can, made) for line in part.lines))


def _with_way(line: Line, can: Collection[str], made: Mapping[str, Appeal]) -> Line:
    appeal = made.get(line.contests)
    if line.contests in can:
        return replace(line, acts=(*line.acts, disagree(line.contests, line.contests_part)))
    if appeal is not None and (not line.contests_part or line.contests_part in appeal.parts):
        return replace(line, acts=(*line.acts, followed(appeal)))
    return line


def _may(adverse: Adverse) -> Line:
    return Line(
        _("对“%(step)s”可以提不同意见") % {"step": adverse.step.label},
        adverse.what,
        chip=_("可以申诉"),
        tone=DUE,
        until=adverse.until,
        acts=(disagree(adverse.key),),
    )


@happened
def contested(household: Household) -> Iterator[Event]:
    """Each appeal when it was made and when it was answered; who answers took no part."""
    for appeal in appeals_of(household):
        told = {"about": appeal.about, "number": appeal.number}
        yield Event(appeal.received_on, _("对“%(about)s”提出申诉（%(number)s）。") % told, _("您家自己"))
        if appeal.decided_at and appeal.state in ANSWERED:
            what = _("申诉（%(number)s）有了答复：%(state)s。") % {**told, "state": APPEAL.public_name(appeal.state)}
            yield Event(timezone.localdate(appeal.decided_at), what, _("没有参加原来办理的人"))
