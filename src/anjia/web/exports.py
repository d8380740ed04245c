"""A list on paper: what it says is put together here, what makes a file of it is registered by the slice that can."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from anjia.kernel.context import rehearsing
from anjia.web.gate import opens

MOST_PERSONS = 100
"""Lists of more persons leave the system only with a second person's approval (domain B11)."""
MOST_ROWS = 5000
"""What one answer holds; more is narrowed first."""


@dataclass(frozen=True)
class PaperColumn:
    """A column's head, its part of the width, and whether it holds figures."""

    label: str
    share: float
    is_figure: bool


@dataclass(frozen=True)
class ListPaper:
    """A list as it is printed: title, what it was narrowed by, the rows, and what stands in the foot of each page."""

    title: str
    conditions: str
    columns: tuple[PaperColumn, ...]
    rows: Sequence[Sequence[str | int]]
    foot: str


@dataclass(frozen=True)
class Format:
    """A kind of file: its ending, its name for people, its media type, and the dotted name of what makes it."""

    ending: str
    label: str | Promise
    media_type: str
    renderer: str

    def render(self, paper: ListPaper) -> bytes:
        """The whole file. What sets it is loaded when the first file is asked for: it is heavy."""
        if rehearsing.get():
            paper = replace(paper, title=f"{paper.title}（演练 · 不作数）")
        made: bytes = import_string(self.renderer)(paper)
        return made


formats: dict[str, Format] = {}


def register_format(made: Format) -> None:
    """Called from `apps.py` by the slice that renders."""
    formats[made.ending] = made


long_lists: list[str] = []


def register_long_lists(url_name: str) -> None:
    """Name the page where a list of more persons is asked for: `?of=` the list's address, `format` the kind of file."""
    long_lists[:] = [url_name]


def address_of_asking(user: Any, address: str, ending: str = "") -> str:
    """Where this user asks for the long list at an address; empty where the page is closed, and in a rehearsal."""
    if rehearsing.get() or not long_lists or not opens(user, long_lists[0]):
        return ""
    told = {"of": address} | ({"format": ending} if ending else {})
    return f"{reverse(long_lists[0])}?{urlencode(told)}"
