"""What notices tell a family: where it stands on the wall, how its name reads there, what was objected (A4, F6)."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from anjia.households.models import Household
from anjia.households.own_file import DONE, DUE, PLAIN, Line, Part, own_part
from anjia.households.own_history import Event, happened
from anjia.notices.enums import EntryState, NoticeState, ObjectionState
from anjia.notices.models import NoticeEntry, Objection
from anjia.notices.queries import is_open, objections_about

MOST = 6


@own_part(order=40)
def on_the_wall(household: Household, on: date) -> Part | None:
    """The newest notices with the family on them, and the objections; never who objected, nor in what words."""
    entries = NoticeEntry.objects.filter(household=household, state=EntryState.LISTED)
    shown = entries.exclude(notice__state=NoticeState.DRAFT).select_related("notice__region", "notice__cycle")
    lines = [_notice(entry, on) for entry in shown.order_by("-notice__published_at", "-pk")[:MOST]]
    lines += [_objection(objection) for objection in objections_about(household)[:MOST]]
    return Part(_("公示"), tuple(lines)) if lines else None


def _notice(entry: NoticeEntry, on: date) -> Line:
    notice = entry.notice
    told = {
        "year": notice.cycle.year,
        "village": notice.region.name,
        "from": date_format(notice.starts_on, "DATE_FORMAT"),
        "name": entry.shown_name,
    }
    text = _("%(village)s %(year)s 年，%(from)s起张贴，上面写的是“%(name)s”。") % told
    runs = is_open(entry, on)
    until = (entry.ends_on or notice.ends_on) if runs else None
    return Line(
        notice.get_kind_display(), text, chip=notice.get_state_display(), tone=DUE if runs else PLAIN, until=until
    )


def _objection(objection: Objection) -> Line:
    told = {"ground": objection.get_ground_display(), "day": date_format(objection.received_at, "DATE_FORMAT")}
    text = _("%(day)s有人对您家的公示提出异议：%(ground)s。由村（社区）以外的人核实。") % told
    if objection.state == ObjectionState.ANSWERED:
        return Line(_("异议"), text, chip=objection.get_finding_display(), tone=DONE)
    return Line(_("异议"), text, chip=objection.get_state_display(), tone=DUE, until=objection.due_on)


@happened
def objected(household: Household) -> Iterator[Event]:
    """Objections and their answers; never by whom, nor in what words."""
    for objection in objections_about(household):
        told = {"ground": objection.get_ground_display(), "finding": objection.get_finding_display()}
        yield Event(timezone.localdate(objection.received_at), _("有人提出异议：%(ground)s。") % told)
        if objection.answered_at:
            what = _("异议核实完了：%(finding)s。") % told
            yield Event(timezone.localdate(objection.answered_at), what, _("村（社区）以外的核实人"))
