"""A village's year at a glance: its four quarters, and what is to be done with each."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.kernel.permissions import Actor
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region
from anjia.stars.calendar import deadline, first_day, last_day
from anjia.stars.enums import Verb
from anjia.stars.marks import QUARTERS
from anjia.stars.models import StarQuarter
from anjia.stars.permissions import sits_on_panel
from anjia.stars.queries import counts_of, families_to_record


@dataclass(frozen=True)
class Card:
    """One quarter: `done` of `families` recorded; `url` is where one goes on, empty where there is nothing to do."""

    number: int
    state: str | Promise
    tone: str
    done: int
    families: int
    url: str
    action: str | Promise
    due_on: date | None


def cards_of(cycle: ProgrammeCycle, village: Region, user: Actor) -> list[Card]:
    """The four quarters of a village's year, whether begun or not."""
    today, families = timezone.localdate(), families_to_record(village).count()
    begun = StarQuarter.objects.filter(cycle=cycle, region=village).select_related("cycle", "region")
    held = {quarter.number: quarter for quarter in begun}
    records = sits_on_panel(cycle, village, user)
    cards = [_card(cycle, village, number, held.get(number), families, records, today) for number in QUARTERS]
    # A group's leader is shown the village's year, whose quarters open to the village.
    opens = user.may(Verb.VIEW, village.path)
    return cards if opens else [replace(card, url="", action="") for card in cards]


def _card(
    cycle: ProgrammeCycle,
    village: Region,
    number: int,
    quarter: StarQuarter | None,
    families: int,
    records: bool,
    today: date,
) -> Card:
    if quarter is not None and quarter.is_closed:
        url = reverse("stars:quarter_detail", args=[quarter.pk])
        state = quarter.get_state_display()
        return Card(number, state, "done", quarter.families, quarter.families, url, _("查看"), None)
    if today < first_day(cycle.year, number):
        return Card(number, _("还没有到"), "calm", 0, families, "", "", None)
    done = counts_of(quarter)["families"] if quarter else 0
    is_over = today >= last_day(cycle.year, number)
    record = reverse("stars:quarter_record", args=[cycle.pk, village.pk, number])
    url, action = record if records else "", _("记星")
    if quarter is not None and (done >= families or not records):
        url = reverse("stars:quarter_detail", args=[quarter.pk])
        action = _("核对并结季") if is_over and done >= families else _("查看")
    shown = _("记星中") if quarter else _("待记星")
    return Card(number, shown, "due" if is_over else "calm", done, families, url, action, deadline(cycle.year, number))
