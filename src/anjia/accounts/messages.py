"""The kinds of messages, registered by the slices from `apps.py` (experience 15).

A kind holds the sentence, a message only the facts that go into it: places, figures, days, numbers of documents and
certificates. A name, a phone number or a reason is no fact; the page behind the link shows them to those who may see.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

Label = str | Promise
Fact = str | int | date | Promise


@dataclass(frozen=True)
class Kind:
    """One kind of message: `title` and `detail` are sentences with named placeholders, `%(place)s`.

    `duty` says why nobody may switch it off; empty where the reader may.
    """

    name: str
    label: Label
    description: Label
    title: Label
    detail: Label = ""
    duty: Label = ""


# What is shown of a message whose kind a later version no longer has.
GONE = Kind("", _("旧消息"), _("以前版本的消息。"), _("旧消息"))
_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known; called from `apps.py`. Raises ValueError for two different kinds of one name."""
    for kind in kinds:
        if _kinds.setdefault(kind.name, kind) != kind:
            raise ValueError(f"two kinds of messages are called {kind.name}")


def kind_of(name: str) -> Kind:
    return _kinds.get(name, GONE)


def all_kinds() -> list[Kind]:
    """Every kind, those that are duties first."""
    return sorted(_kinds.values(), key=lambda kind: (not kind.duty, kind.name))


def plain(facts: Mapping[str, Fact]) -> dict[str, object]:
    """The facts as a row keeps them. A word of the program (a lazy string) is kept to be translated: `[source]`."""
    with translation.override(settings.LANGUAGE_CODE):
        return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Fact) -> object:
    if isinstance(value, Promise):
        return [str(value)]
    return value if isinstance(value, int) else str(value)


def sentence(kind: str, part: str, facts: Mapping[str, object]) -> str:
    """A kind's title or detail with the facts in it, in the language of the reader."""
    text = str(getattr(kind_of(kind), part))
    told = {name: gettext(value[0]) if isinstance(value, list) else value for name, value in facts.items()}
    return text % told if told else text
