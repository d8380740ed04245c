"""What happened to a family, in its own file: one list of days, filled by the slices (issue “the family's side”).

Each line says what, on which day, and which office it was: never a person. What comes next stands first.

    @happened
    def named(household):
        yield Event(day, _("命名为平安家庭"), _("区领导小组"))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from anjia.households.models import Household
from anjia.households.own_file import DUE, PLAIN, Line, Part, Words, own_part


@dataclass(frozen=True)
class Event:
    """What happened on a day and by which office. Without a day it is still to come, `until` a day if one is known."""

    on: date | None
    what: Words
    office: Words = ""
    note: Words = ""
    until: date | None = None


Teller = Callable[[Household], Iterable[Event]]
_tellers: list[Teller] = []


def happened(teller: Teller) -> Teller:
    """Register what a slice tells of a family's past."""
    _tellers.append(teller)
    return teller


@own_part(order=70)
def history(household: Household, on: date) -> Part | None:
    """What comes next, then what was, the newest first."""
    events = [event for teller in _tellers for event in teller(household)]
    dated = [(event.on, event) for event in events if event.on is not None]
    if not dated:
        return None
    # Turned round only after sorting, so that what came later on the same day stands higher too.
    past = sorted(dated, key=lambda pair: pair[0])[::-1]
    lines = [_coming(event) for event in events if event.on is None] + [_past(day, event) for day, event in past]
    brief = _("最近：%(what)s") % {"what": past[0][1].what}
    return Part(_("您家的经过"), tuple(lines), _("从近到远，每一步是什么、哪天、由哪里定的。"), brief=brief)


def _coming(event: Event) -> Line:
    """Without a countdown: the part that the step belongs to counts its days already."""
    day = _("计划在%(day)s以前。") % {"day": date_format(event.until, "DATE_FORMAT")} if event.until else ""
    return Line(_("接下来"), event.what, note=f"{event.note}{day}", tone=DUE)


def _past(day: date, event: Event) -> Line:
    who = _("由%(office)s定。") % {"office": event.office} if event.office else ""
    return Line(event.what, date_format(day, "DATE_FORMAT"), note=f"{who}{event.note}", tone=PLAIN)
