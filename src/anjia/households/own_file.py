"""What a family reads of itself, part by part, in plain words: a registry filled by the slices (issue “the family's
side”; domain B10).

A slice registers a function in its own `own_file.py`, imported by its `apps.py`:

    @own_part(order=40)
    def stars(household, on):
        return Part(_("星级"), lines=(Line(_("第一季度"), _("四颗星")),))

It answers None where it has nothing to say. It is called for the family alone, never for a list of families.

The family meets the parts as a list, and each on a page of its own, named by its key: the name of the function.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise

from anjia.households.models import Household
from anjia.regions.working_days import days_left

Words = str | Promise
DONE, DUE, PLAIN = "done", "due", "plain"


@dataclass(frozen=True)
class Line:
    """One thing, as one would say it: what it is, how it stands, and why or what one can do.

    `chip` is a word or a figure at the side with its `tone`. `until` is a day one can still act or wait for; `days`
    are the working days left to it and filled in by `own_file`. `contests` is the key of the adverse step that the line
    tells of (`programmes.adverse`), `contests_part` the part of it: there the page offers to say “有不同意见”.
    """

    label: Words
    text: Words = ""
    note: Words = ""
    chip: Words = ""
    tone: str = PLAIN
    until: date | None = None
    days: int | None = None
    contests: str = ""
    contests_part: str = ""
    acts: tuple["Act", ...] = ()


@dataclass(frozen=True)
class Act:
    """Something the family can do about a part or a line: a page that is opened to the family alone.

    `is_file` marks one that answers with a file instead of a page.
    """

    label: Words
    url: str
    is_primary: bool = False
    is_file: bool = False


@dataclass(frozen=True)
class Part:
    """A section of the file. `lede` says in one sentence what it is about; it is read aloud with the lines.

    `brief` says in a few words how it stands, for the list of parts; without it the first line's chip does.
    """

    title: Words
    lines: tuple[Line, ...] = ()
    lede: Words = ""
    acts: tuple[Act, ...] = ()
    brief: Words = ""
    order: int = 50
    key: str = ""

    @property
    def told(self) -> Words:
        """The few words of the list."""
        return self.brief or (self.lines[0].chip if self.lines else "")

    @property
    def next_day(self) -> Line | None:
        """The line whose day comes first among those that are not over."""
        waiting = [line for line in self.lines if line.until and line.days is not None and line.days >= 0]
        return min(waiting, key=lambda line: line.days or 0, default=None)


Finder = Callable[[Household, date], Part | None]
_finders: list[tuple[int, Finder]] = []


def own_part(order: int) -> Callable[[Finder], Finder]:
    """Register what a slice tells; smaller `order` stands further up. Two of one name would share one address."""

    def register(finder: Finder) -> Finder:
        if any(key_of(other) == key_of(finder) for _order, other in _finders):
            raise ValueError(f"a part named {finder.__name__!r} is registered already")
        _finders.append((order, finder))
        return finder

    return register


def key_of(finder: Finder) -> str:
    """The part's name in an address."""
    return finder.__name__.replace("_", "-")


def own_file(household: Household, on: date, key: str = "") -> list[Part]:
    """The parts that have something to say on a day, in order, with the working days left; or the one of a `key`."""
    asked = [(order, finder) for order, finder in _finders if not key or key_of(finder) == key]
    found = [
        replace(part, order=order, key=key_of(finder))
        for order, finder in asked
        if (part := finder(household, on)) is not None
    ]
    left = days_left(on, _days(found)) if found else {}
    return [_counted(part, left) for part in sorted(found, key=lambda part: part.order)]


def _days(parts: list[Part]) -> Iterator[date]:
    yield from (line.until for part in parts for line in part.lines if line.until)


def _counted(part: Part, left: dict[date, int]) -> Part:
    lines = tuple(replace(line, days=left[line.until]) if line.until else line for line in part.lines)
    return replace(part, lines=lines)
