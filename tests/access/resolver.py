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
    method: str = "GET"

    @property
    def permission(self) -> Any:
        return permission_of(self.view, self.name, self.method)

    @property
    def is_api(self) -> bool:
        """An operation of the API: one method of a path, for programs."""
        return hasattr(self.view, "permissions")

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
            for method in _methods(pattern):
                yield Route(f"{namespace}{pattern.name}", pattern.callback, _converters(pattern), method)


def _methods(pattern: URLPattern) -> list[str]:
    """Which method of a path of the API goes by this name; a page is asked for by GET."""
    names = getattr(pattern.callback, "names", None)
    return ["GET"] if names is None else [method for method, name in names.items() if name == pattern.name]


def _converters(pattern: URLPattern) -> tuple[tuple[str, str], ...]:
    kinds = {"UUIDConverter": "uuid", "IntConverter": "int", "StringConverter": "str"}
    kinds |= {"SlugConverter": "slug", "PathConverter": "path"}
    return tuple((name, kinds[type(c).__name__]) for name, c in pattern.pattern.converters.items())
