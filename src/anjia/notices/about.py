"""What notices tell of a family below: objections to whoever investigates them, and what a correction does here."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from anjia.households.about import tell
from anjia.households.effects import Change, Effect, find
from anjia.households.models import Household
from anjia.notices.actions.correct_entries import PlannedLine, plan_correction
from anjia.notices.queries import objections_about, objections_visible_to
from anjia.web.panels import Panel


@tell
def objections(user: Any, household: Household) -> list[Panel]:
    """Grounds and outcomes only: what was said, and by whom, stays on the page of the investigation (frame F6)."""
    seen = objections_about(household).filter(pk__in=objections_visible_to(user).order_by().values("pk"))
    told = list(seen.only("ground", "state", "finding", "received_at", "notice__region__name"))
    return [Panel("notices/about_family.html", {"objections": told}, order=20)] if told else []


@find
def corrected_lines(household: Household, change: Change) -> list[Effect]:
    """Each notice on which the family stands, how the line will read, and whether its days begin again."""
    if change.after_name == change.before_name:
        return []
    return [Effect(_place(line), _what_happens(line)) for line in plan_correction(household, change.after_name)]


def _place(line: PlannedLine) -> str:
    notice = line.entry.notice
    return _("%(year)s 年第 %(batch)s 批公示") % {"year": notice.cycle.year, "batch": notice.batch}


def _what_happens(line: PlannedLine) -> str:
    told = {"before": line.entry.shown_name, "after": line.name}
    if line.name == line.entry.shown_name:
        return _("公示显示的“%(after)s”不变") % told
    if not line.ends_on:
        return _("“%(before)s”改为“%(after)s”，注明更正日期；公示期不变") % told
    days = {**told, "days": line.entry.notice.working_days, "end": date_format(line.ends_on, "DATE_FORMAT")}
    return (
        _("“%(before)s”改为“%(after)s”，注明更正日期；原来认不出是哪一户，重新公示 %(days)s 个工作日，到%(end)s") % days
    )
