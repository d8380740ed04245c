"""What a family reads of itself, part by part, in plain words: a registry filled by the slices (issue “the family's
side”; domain B10).

A slice registers a function in its own `own_file.py`, imported by its `apps.py`:

    @own_part(order=40)
    def stars(household, on):
        return Part(_("星级"), lines=(Line(_("第一季度"), _("四颗星")),))

It answers None where it has nothing to say. It is called for the family alone, never for a list of families.
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
    are the working days left to it and filled in by `own_file`.
    """

    label: Words
    text: Words = ""
    note: Words = ""
    chip: Words = ""
    tone: str = PLAIN
    until: date | None = None
    days: int | None = None


@dataclass(frozen=True)
class Act:
    """Something the family can do about a part: a page of the slice that is opened to the family alone."""

    label: Words
    url: str
    is_primary: bool = False


@dataclass(frozen=True)
class Part:
    """A section of the file. `lede` says in one sentence what it is about; it is read aloud with the lines."""

    title: Words
    lines: tuple[Line, ...] = ()
    lede: Words = ""
    acts: tuple[Act, ...] = ()
    order: int = 50


Finder = Callable[[Household, date], Part | None]
_finders: list[tuple[int, Finder]] = []


def own_part(order: int) -> Callable[[Finder], Finder]:
    """Register what a slice tells; smaller `order` stands further up."""

    def register(finder: Finder) -> Finder:
        _finders.append((order, finder))
        return finder

    return register


def own_file(household: Household, on: date) -> list[Part]:
    """The parts that have something to say on a day, in order, with the working days that are left."""
    found = [replace(part, order=order) for order, finder in _finders if (part := finder(household, on)) is not None]
    left = days_left(on, _days(found)) if found else {}
    return [_counted(part, left) for part in sorted(found, key=lambda part: part.order)]


def _days(parts: list[Part]) -> Iterator[date]:
    yield from (line.until for part in parts for line in part.lines if line.until)


def _counted(part: Part, left: dict[date, int]) -> Part:
    lines = tuple(replace(line, days=left[line.until]) if line.until else line for line in part.lines)
    return replace(part, lines=lines)
