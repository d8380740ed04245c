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
    """The groups of which somebody with these verbs holds at least one."""
    held = set(verbs)
    return [group for group in groups.values() if group.verbs & held]


def verbs_of(keys: Iterable[str], held: Iterable[str]) -> list[str]:
    """The verbs behind chosen groups, never more than are held."""
    chosen = {verb for key in keys if key in groups for verb in groups[key].verbs}
    return sorted(chosen & set(held))
