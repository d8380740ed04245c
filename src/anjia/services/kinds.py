"""The kinds of cases, each a room of its own below this one; registered from their `apps.py`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.kernel.permissions import Actor
from anjia.regions.enums import Rule
from anjia.regions.models import Region
from anjia.services.models import Case

Label = str | Promise


@dataclass(frozen=True)
class State:
    """How a case stands: for its team, for the person, and the tone of the chip."""

    label: Label
    public: Label
    tone: str = "calm"
    is_over: bool = False


@dataclass(frozen=True)
class Act:
    """Something to do with a case now: its name in the address, its words, whether it is the next step."""

    name: str
    label: Label
    is_next: bool = False
    effect: Label = ""
    """What pressing it does, said before it is done, where it cannot simply be taken back."""


def stop(label: Label) -> Act:
    """The person ends it by the code alone: one touch too many must not do it."""
    return Act("withdraw", label, effect=_("这件事就此结束，不用说理由，没有任何后果。以后需要，随时可以再来。"))


@dataclass(frozen=True)
class Dated:
    """Something of a kind's own at an hour: it stands on the home and in the calendar until it was said what became
    of it. The words name no person.
    """

    case: Case
    words: Label
    ends_at: datetime


@dataclass(frozen=True)
class Room:
    """A page of a kind's own, offered on the home to whoever holds the verb: a roster, projects, rooms."""

    label: Label
    url_name: str
    verb: str


@dataclass(frozen=True)
class Waiting:
    """Something of a kind's own pages that waits for somebody: a line of the home, and where it is done."""

    title: Label
    note: Label
    url: str
    chip: Label


@dataclass(frozen=True)
class Kind:
    """A kind of case. `begin` makes its own row when a case comes in, `withdraw` ends it on the person's word,
    `erase` empties it when its time is over.

    `states` answers set-based how cases stand; `acts` what somebody may do with one; `client_acts` what the person may
    do with the code. `page` is the template of its part of the case's page, drawn with what `facts` gives.
    `wish` is how somebody who needs it would say so: with one, the kind stands on the public form, the most pressing
    (`order`) first, and staff may take it down; `promise` says what happens next and by when; `ask_form` is a
    `forms.intake.AskForm` with what else is asked.
    `figures_page` is the template of its own figures of a district and a closed quarter, drawn with `figures`.
    """

    key: str
    label: Label
    prefix: str
    begin: Callable[[Case, Mapping[str, Any], Actor, date], None]
    states: Callable[[Collection[UUID]], dict[UUID, State]]
    acts: Callable[[Case, Any], list[Act]]
    client_acts: Callable[[Case], list[Act]]
    facts: Callable[[Case], dict[str, Any]]
    end: Callable[[Case, Actor], None]
    reopen: Callable[[Case, Actor], None]
    erase: Callable[[Case], None]
    withdraw: Callable[[Case, Actor], None]
    page: str
    url_name: str
    client_url_name: str
    wish: Label = ""
    promise: Label = ""
    ask_form: type[Form] | None = None
    kept: Rule = Rule.KEEP_CASES
    """How long a closed case is kept before its content goes."""
    order: int = 50
    is_quiet: bool = False
    """Whether lists and the page behind the code keep silent about what it is: no topic, no periods, no laws (B8)."""
    object_ids: Callable[[Case], list[UUID]] = field(default=lambda case: [])
    rooms: tuple[Room, ...] = ()
    waiting: Callable[[Any], list[Waiting]] = field(default=lambda user: [])
    """What of its own pages waits for a user, beside the cases."""
    notes_for: tuple[str, ...] = ()
    """Whose duties read and write its notes; empty for the whole team and whoever broke the glass."""
    words: Mapping[str, Label] = field(default_factory=dict)
    """What its own events are called on the time line, by a key of what they hold."""
    dated: Callable[[QuerySet[Case]], Sequence[Dated]] = field(default=lambda cases: ())
    """What happens at an hour in these cases, the soonest first; one question, whatever their number."""
    figures: Callable[[Any, Region, str], dict[str, Any]] = field(default=lambda user, district, quarter: {})
    figures_page: str = ""
    tells_towns: bool = True
    """Whether its figures are told by town; not where its own divide the same whole otherwise, for both together could
    be subtracted."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.key] = kind


def kind_of(key: str) -> Kind:
    """KeyError for a kind that no room offers."""
    return _kinds[key]


def all_kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.prefix))


def wished() -> list[Kind]:
    """What anybody may ask for."""
    return [kind for kind in all_kinds() if kind.wish]


def states_of(cases: Collection[Case]) -> dict[UUID, State]:
    """How the cases stand; one question for each kind among them."""
    found: dict[UUID, State] = {}
    for key in sorted({case.kind for case in cases}):
        found |= kind_of(key).states([case.pk for case in cases if case.kind == key])
    return found


def listed_as(case: Case) -> str:
    """A case in a list: number, kind and topic; of a quiet kind the number alone, for a desk has people before it."""
    kind = kind_of(case.kind)
    return case.number if kind.is_quiet else f"{case.number}　{kind.label} · {case.get_topic_display()}"
