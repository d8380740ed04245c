"""Pages by key: `after` is the id of the last row seen, so that a page costs the same wherever it stands."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from ninja import Query, Schema
from pydantic import Field

Shown = TypeVar("Shown")


class Paging(Schema):
    """Where to go on, and how many at most."""

    after: UUID | None = Field(default=None, description="`next` of the page before")
    limit: int = Field(default=50, ge=1, le=200)


PageQuery = Query[Paging]


class Page(Schema, Generic[Shown]):
    """Some rows in the order of their making, and where the next ones begin (null at the end)."""

    items: list[Shown]
    next: UUID | None = None


def page_of(rows: QuerySet[Any], paging: Paging, show: Callable[[Any], Shown]) -> Page[Shown]:
    """One page of rows, by id."""
    if paging.after is not None:
        rows = rows.filter(pk__gt=paging.after)
    found = list(rows.order_by("pk")[: paging.limit + 1])
    more = len(found) > paging.limit
    items = found[: paging.limit]
    return Page(items=[show(row) for row in items], next=items[-1].pk if more else None)
