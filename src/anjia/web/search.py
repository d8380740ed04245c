"""The one search box: slices say in `apps.py` what can be found in them, and by what (experience 13).

A source answers only from what the user may see, so that forbidden looks like absent, and never counts: it is asked
for a few rows more than are shown.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from anjia.web.gate import Open

Label = str | Promise
MOST = 60
_PLACE = re.compile(r"(组|村|社区|居委会|街道|镇|乡|区|县|市)$")


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, where it is, a small line below, and a word on its state."""

    title: str
    url: str
    note: str = ""
    chip: Label = ""


@dataclass(frozen=True)
class Query:
    """What was typed: `text` folded (full-width letters as half-width), `words` without those that name a place.

    `place` holds the words that name one (3组, 来园社区): they narrow, they do not find a family by themselves.
    `also` is the text in other words for the same, where there are any (old terms).
    """

    text: str
    words: str
    place: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.text, *self.also)


Finder = Callable[[Any, Query, int], Sequence[Hit]]


@dataclass(frozen=True)
class Source:
    """One kind of thing. `find(user, query, most)` answers at most so many, the likeliest first.

    `list_url(query)` leads to the slice's own list of the same, where it has one with filters.
    """

    name: str
    label: Label
    permission: Open | str
    find: Finder
    order: int = 50
    list_url: Callable[[Query], str] | None = None


@dataclass(frozen=True)
class Found:
    """What one source answered: the rows of this page, and whether there are more."""

    source: Source
    hits: Sequence[Hit]
    has_more: bool
    list_url: str = field(default="")


_sources: dict[str, Source] = {}
_other_words: list[Callable[[str], Sequence[str]]] = []


def register(source: Source) -> None:
    _sources[source.name] = source


def also_search(other_words: Callable[[str], Sequence[str]]) -> None:
    """`other_words(text)` answers the text in other words for the same: old terms in today's."""
    _other_words.append(other_words)


def sources_for(user: Any) -> list[Source]:
    """The kinds a user may look for, in order."""
    own = [s for s in _sources.values() if isinstance(s.permission, Open) or user.scopes(str(s.permission))]
    return sorted(own, key=lambda source: (source.order, source.name))


def read(text: str) -> Query:
    """What a typed text asks for."""
    folded = " ".join(unicodedata.normalize("NFKC", text).split())[:MOST]
    words = folded.split()
    place = tuple(word for word in words if len(word) > 1 and _PLACE.search(word))
    also = {other for find in _other_words for other in find(folded)} - {folded}
    return Query(folded, " ".join(word for word in words if word not in place), place, tuple(sorted(also)))


def find(user: Any, query: Query, *, most: int, kind: str = "") -> list[Found]:
    """What the sources answer, those with nothing left out; `kind` asks one of them alone."""
    if not query:
        return []
    found = []
    for source in sources_for(user):
        if kind and source.name != kind:
            continue
        hits = list(source.find(user, query, most + 1))
        if hits:
            more = source.list_url(query) if source.list_url else ""
            found.append(Found(source, hits[:most], len(hits) > most, more))
    return found
