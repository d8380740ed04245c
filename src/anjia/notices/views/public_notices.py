"""The notice board everybody may read."""

from typing import Any

from django.db.models import QuerySet

from anjia.documents.render.qr import qr_svg
from anjia.kernel.scope import under
from anjia.notices.board import address_of, board_of, timeline
from anjia.notices.enums import NoticeKind, NoticeState
from anjia.notices.models import PublicNotice
from anjia.notices.queries import open_to_public
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.web.gate import PUBLIC
from anjia.web.screens import DetailScreen, ListScreen


class PublicNoticeList(ListScreen):
    """Notices and results, newest first, of one place or of all."""

    permission = PUBLIC
    template_name = "notices/public_notices.html"
    default_order = ("-published_at", "pk")
    no_columns = "the board as everybody reads it: a line for each notice, and each notice prints as a poster"
    other_keys = frozenset({"place", "kind"})

    @property
    def place(self) -> Region | None:
        code = self.request.GET.get("place", "")
        return Region.objects.filter(code=code).first() if code else None

    def get_queryset(self) -> QuerySet[PublicNotice]:
        return open_to_public().select_related("region__parent", "cycle", "quarter")

    def filter(self, queryset: QuerySet[PublicNotice]) -> QuerySet[PublicNotice]:
        place, kind = self.place, self.request.GET.get("kind", "")
        if place:
            queryset = queryset.filter(under("region__path", place.path))
        return queryset.filter(kind=kind) if kind in NoticeKind.values else queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        towns = Region.objects.filter(level=Level.TOWN).select_related("parent").order_by("path")
        return super().get_context_data(place=self.place, towns=towns, kind=self.request.GET.get("kind", ""), **kwargs)


class PublicNoticeView(DetailScreen):
    """One notice, set like paper on a board."""

    permission = PUBLIC
    template_name = "notices/public_notice.html"
    context_name = "notice"

    def get_queryset(self) -> QuerySet[PublicNotice]:
        shown = PublicNotice.objects.exclude(state=NoticeState.DRAFT)
        return shown.select_related("region__parent__parent", "cycle", "quarter")

    def get_heading(self) -> str:
        return board_of(self.object).title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        board = board_of(self.object)
        qr = qr_svg(address_of(self.object))
        return super().get_context_data(board=board, qr=qr, events=timeline(self.object), **kwargs)
