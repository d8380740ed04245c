"""Old words to those in force, for imports and searches (domain A0)."""

from dataclasses import dataclass

from anjia.regions.models import LegacyTerm


@dataclass(frozen=True)
class Replaced:
    """One old word that was found, and what stands for it now."""

    old: str
    current: str


def modernised(text: str) -> tuple[str, tuple[Replaced, ...]]:
    """The text in today's words, and what was replaced; the longest old word wins (综治委 stands in 综治委员会).

    >>> modernised("区综治委文件")
    ('区平安建设领导小组文件', (Replaced(old='综治委', current='平安建设领导小组'),))
    """
    return replace_terms(text, terms())


def terms() -> dict[str, str]:
    """Old to current, the longest first: read once for many texts."""
    pairs = LegacyTerm.objects.values_list("old", "current").order_by("old")
    return dict(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


def replace_terms(text: str, known: dict[str, str]) -> tuple[str, tuple[Replaced, ...]]:
    """`modernised` with the terms given. What is current already (社会服务机构) is not replaced again."""
    found: list[Replaced] = []
    parts, at = [], 0
    while at < len(text):
        old = next((word for word in known if text.startswith(word, at)), None)
        if old is None:
            parts.append(text[at])
            at += 1
            continue
        parts.append(known[old])
        found.append(Replaced(old, known[old]))
        at += len(old)
    return "".join(parts), tuple(dict.fromkeys(found))


def also_called(text: str) -> list[str]:
    """The text as it may stand in the registry: itself, and in today's words where these differ."""
    current, replaced = modernised(text)
    return [text, current] if replaced else [text]
