"""A scope is one range of materialised paths: `path >= x AND path < next(x)` (architecture 4).

Paths are digits only, four to a level, so that the order is the same under every database collation.
"""

from collections.abc import Iterable

from django.db.models import Q

SEGMENT = 4


def path_range(path: str) -> tuple[str, str]:
    """The half-open range that holds `path` and everything below it.

    >>> path_range("00010009")
    ('00010009', '00010010')
    """
    if not path.isdigit() or len(path) % SEGMENT:
        raise ValueError(f"not a region path: {path!r}")
    return path, str(int(path) + 1).zfill(len(path))


def under(field: str, path: str) -> Q:
    """A condition: the lookup `field` (say `region__path`) lies at or below `path`."""
    low, high = path_range(path)
    return Q(**{f"{field}__gte": low, f"{field}__lt": high})


def under_any(field: str, paths: Iterable[str]) -> Q:
    """`under` for several places; nothing at all where there is none."""
    condition = Q(pk__in=[])
    for path in minimal(paths):
        condition |= under(field, path)
    return condition


def contains(path: str, other: str) -> bool:
    """Whether `other` lies at or below `path`."""
    return other.startswith(path)


def minimal(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths without those that lie below another of them."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)
