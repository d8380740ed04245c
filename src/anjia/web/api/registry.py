"""Filled from each slice's `apps.py`: where its operations stand, and what a token may be allowed, in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class VerbGroup:
    """A thing to tick when a token is made: one sentence, and the verbs it stands for."""

    key: str
    label: str | Promise
    verbs: frozenset[str]
    writes: bool = False


groups: dict[str, VerbGroup] = {}
routers: list[tuple[str, str]] = []


def mount(router: str, tag: str) -> None:
    """Name a slice's router (`anjia.regions.api.router`) and the heading it stands under in the reference."""
    routers.append((router, tag))


def offer(key: str, label: str | Promise, *verbs: str, writes: bool = False) -> None:
    """Register a group."""
    groups[key] = VerbGroup(key, label, frozenset(map(str, verbs)), writes)


def groups_within(verbs: Iterable[str]) -> list[VerbGroup]:
    """What somebody with these verbs can do: of a group that writes, more than to look is held."""
    held, looks = set(verbs), {verb for group in groups.values() if not group.writes for verb in group.verbs}
    return [group for group in groups.values() if (group.verbs - looks if group.writes else group.verbs) & held]


def verbs_of(keys: Iterable[str], held: Iterable[str]) -> list[str]:
    """The verbs behind chosen groups, never more than are held."""
    chosen = {verb for key in keys if key in groups for verb in groups[key].verbs}
    return sorted(chosen & set(held))
