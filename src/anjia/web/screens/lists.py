"""Lists: what they are narrowed by lives in the URL; table, choice of columns and export are one definition."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.functional import Promise, cached_property

from anjia.kernel.scope import under_any
from anjia.web.columns import Column, chosen_columns, line_of
from anjia.web.context import place_of
from anjia.web.exports import formats
from anjia.web.filters import FilterForm
from anjia.web.models import ListChoice, SavedFilter
from anjia.web.screens import listing
from anjia.web.screens.base import Screen

PAGE_SIZES = (25, 50, 100)
LOOKS = frozenset({"page", "size", "order"})
"""What an address may say about a list besides its conditions."""


class ListScreen(Screen):
    """A list: filters and order live in the URL; `get_queryset` starts from what the user may see.

    `columns` say what it shows. A list that leaves them out says in `no_columns` why; one that cannot be exported
    says in `no_export` why. Rows about persons are exported by whoever holds `export_verb` where the row stands.
    """

    abstract = True
    template_name = "web/list.html"
    default_order: ClassVar[tuple[str, ...]] = ("pk",)
    orders: ClassVar[dict[str, tuple[str, ...]]] = {}
    page_size: ClassVar[int] = 25
    columns: ClassVar[tuple[Column, ...]] = ()
    no_columns: ClassVar[str] = ""
    no_export: ClassVar[str] = ""
    export_verb: ClassVar[str] = ""
    export_scope: ClassVar[str] = "region__path"
    is_asked_for: ClassVar[bool] = True
    """Whether more than a hundred persons of it can be asked for, with a second person's word (domain B11)."""
    filter_form: ClassVar[type[FilterForm]] = FilterForm
    other_keys: ClassVar[frozenset[str]] = frozenset()
    """Keys of the address that are neither conditions nor looks: `place`, `tab` …"""
    acts_label: ClassVar[str | Promise] = ""
    """The head over the acts of each row, where there are any (block `row_acts`)."""

    def get_queryset(self) -> models.QuerySet[Any]:
        raise ImproperlyConfigured("a list screen says what it lists")

    def get_filter_kwargs(self) -> dict[str, Any]:
        """What the filter form wants to know besides the query string."""
        return {}

    @cached_property
    def filters(self) -> Any:
        return self.filter_form(self.request.GET, **self.get_filter_kwargs())

    def filter(self, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Narrow by the conditions; the base narrows nothing."""
        return queryset

    def prepare(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Add to the rows what the columns read, set-based; for a page of the list and for an export alike."""
        return rows

    def get_columns(self) -> tuple[Column, ...]:
        """The columns in this place; a screen may leave some out."""
        return self.columns

    @property
    def list_name(self) -> str:
        """What choices and saved filters are kept under."""
        return self.request.resolver_match.view_name

    @cached_property
    def choice(self) -> ListChoice | None:
        if not self.columns or not self.user.is_authenticated:
            return None
        return ListChoice.objects.filter(user_id=self.user.pk, list_name=self.list_name).first()

    @cached_property
    def shown_columns(self) -> tuple[Column, ...]:
        return chosen_columns(self.get_columns(), self.choice.columns if self.choice else None)

    def get_order(self) -> tuple[str, ...]:
        key = self.request.GET.get("order", "")
        order = self.orders.get(key.lstrip("-"), self.default_order)
        if not key.startswith("-"):
            return order
        return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)

    def get_page_size(self) -> int:
        size = self.request.GET.get("size", "")
        kept = self.choice.page_size if self.choice else None
        return int(size) if size.isdigit() and int(size) in PAGE_SIZES else kept or self.page_size

    def get_rows(self) -> models.QuerySet[Any]:
        """Everything the list holds under its conditions, in order."""
        return self.filter(self.get_queryset()).order_by(*self.get_order())

    @property
    def conditions(self) -> str:
        """The part of the address that narrows and sorts: what a saved filter keeps."""
        query = self.request.GET.copy()
        for name in ("page", "size"):
            query.pop(name, None)
        for name in [name for name, value in query.items() if not value]:
            del query[name]
        return query.urlencode()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.get_rows(), self.get_page_size()).get_page(self.request.GET.get("page"))
        rows = self.prepare(list(page.object_list))
        query = self.request.GET.copy()
        query.pop("page", None)
        return super().get_context_data(
            page_obj=page,
            rows=rows,
            lines=[line_of(row, self.shown_columns) for row in rows],
            total=page.paginator.count,
            query=query.urlencode(),
            order=self.request.GET.get("order", ""),
            page_sizes=PAGE_SIZES,
            **{"filters": self.filters if self.filters.fields else None, **self._tools(), **kwargs},
        )

    def _tools(self) -> dict[str, Any]:
        """What stands over the table: columns to choose, filters to keep, files to take."""
        if not self.columns or not self.user.is_authenticated:
            return {"list_tools": None, "filter_faults": self.filter_faults(), "has_kept_size": False}
        columns, shown = self.get_columns(), {column.key for column in self.shown_columns}
        saved = list(SavedFilter.objects.filter(user_id=self.user.pk, list_name=self.list_name))
        tools = {
            "columns": [{"column": column, "is_shown": column.key in shown} for column in columns],
            "shown": self.shown_columns,
            "is_chosen": bool(self.choice and self.choice.columns is not None),
            "saved": saved,
            "conditions": self.conditions,
            "current": next((kept for kept in saved if kept.query == self.conditions), None),
            "formats": list(formats.values()) if self.may_export() else [],
            "wants_purpose": listing.is_personal(self),
            "request_url": listing.asking(self),
        }
        return {"list_tools": tools, "filter_faults": self.filter_faults(), "has_kept_size": True}

    def exportable(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """What may leave, as far as the right to export reaches: the right to look may reach further."""
        if not self.export_verb:
            return rows
        return rows.filter(under_any(self.export_scope, self.user.scopes(self.export_verb)))

    def get_paper_title(self) -> str:
        """The title of the list on paper: its place and what it lists."""
        place = getattr(self, "place", None) or place_of(self.request)
        return f"{getattr(place, 'name', '')}{self.get_heading()}"

    def filter_faults(self) -> list[str]:
        """The conditions in the address that no longer narrow this list."""
        faults: list[str] = self.filters.faults(self.request.GET, LOOKS | self.other_keys)
        order = self.request.GET.get("order", "").lstrip("-")
        return [*faults, order] if order and order not in self.orders else faults

    def may_export(self) -> bool:
        """Whether this user may take this list along; an export asks it again."""
        if self.no_export or not self.columns or not self.user.is_authenticated:
            return False
        return not self.export_verb or bool(self.user.scopes(self.export_verb))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list's own small forms: columns, page size, saved filters, export."""
        act = listing.ACTS.get(request.POST.get("list", ""))
        if act is None or not self.columns or not self.user.is_authenticated:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return act(self)
