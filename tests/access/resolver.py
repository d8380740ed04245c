"""Every route of the project, from the URL resolver itself."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from anjia.web.gate import permission_of

# What stands in for an object where only the gate is tested.
SAMPLES: dict[str, Any] = {"uuid": uuid.UUID(int=7), "int": 1, "str": "x", "slug": "x", "path": "x"}


@dataclass(frozen=True)
class Route:
    """A URL name, its view, and what its path wants to know."""

    name: str
    view: Any
    converters: tuple[tuple[str, str], ...]

    @property
    def permission(self) -> Any:
        return permission_of(self.view, self.name)

    def sample_url(self) -> str:
        """An address of the route with made-up parameters."""
        return reverse(self.name, kwargs={name: SAMPLES[kind] for name, kind in self.converters})


def routes() -> list[Route]:
    """Every named route; a route without a name is an error."""
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda route: route.name)


def _walk(patterns: list[Any], namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            if not pattern.name:
                raise AssertionError(f"a route without a name: {pattern.pattern}")
            yield Route(f"{namespace}{pattern.name}", pattern.callback, _converters(pattern))


def _converters(pattern: URLPattern) -> tuple[tuple[str, str], ...]:
    kinds = {"UUIDConverter": "uuid", "IntConverter": "int", "StringConverter": "str"}
    kinds |= {"SlugConverter": "slug", "PathConverter": "path"}
    return tuple((name, kinds[type(c).__name__]) for name, c in pattern.pattern.converters.items())
