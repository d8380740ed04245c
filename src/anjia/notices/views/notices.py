"""The notices of one's places, for staff."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.queries import awaiting_notice
from anjia.notices.board import board_of, number_of, timeline
from anjia.notices.enums import EntryState, NoticeKind, NoticeState, Verb
from anjia.notices.forms import NoticeFilter
from anjia.notices.models import PublicNotice
from anjia.notices.permissions import can_publish, can_record, can_take_down
from anjia.notices.queries import CONTESTABLE, SHOWN, listed, visible_to, waiting_reasons
from anjia.notices.views.base import NoticeMixin
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.place import current_place
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen

REASONS = {"objection": _("异议待答复"), "extension": _("单独延长中")}


TONES: dict[str, str] = {NoticeState.RUNNING: "due", NoticeState.TAKEN_DOWN: "seal"}


def _state(notice: PublicNotice) -> str:
    tells = notice.kind in (NoticeKind.RESULT, NoticeKind.YEAR) and notice.state == NoticeState.RUNNING
    return str(_("已公布")) if tells else str(notice.get_state_display())


def _tone(notice: PublicNotice) -> str:
    if notice.kind in (NoticeKind.RESULT, NoticeKind.YEAR) and notice.state == NoticeState.RUNNING:
        return "done"
    return TONES.get(notice.state, "done")


COLUMNS = (
    Column(
        "place",
        _("村（社区）"),
        "region.name",
        order="place",
        href=lambda notice: reverse("notices:notice_detail", args=[notice.pk]),
        is_essential=True,
        share=3,
    ),
    Column("kind", _("种类"), lambda notice: notice.get_kind_display()),
    Column(
        "batch",
        _("批次"),
        number_of,
    ),
    Column("standing", _("在列户数"), "standing", is_figure=True, share=1),
    Column("begins", _("开始"), "starts_on", starts_hidden=True),
    Column("ends", _("结束"), "ends_on", order="ends"),
    Column("state", _("状态"), _state, tone=_tone),
)


class NoticeList(ListScreen):
    """Drafts are nobody's business; what waits to be published stands on top."""

    permission = Verb.VIEW
    heading = _("公示")
    template_name = "notices/notice_list.html"
    default_order = ("-published_at", "pk")
    orders = {"ends": ("ends_on", "pk"), "place": ("region__path", "pk")}
    columns = COLUMNS
    filter_form = NoticeFilter

    def get_queryset(self) -> QuerySet[PublicNotice]:
        standing = Count("entries", filter=Q(entries__state=EntryState.LISTED))
        return visible_to(self.user).exclude(state=NoticeState.DRAFT).annotate(standing=standing)

    def filter(self, queryset: QuerySet[PublicNotice]) -> QuerySet[PublicNotice]:
        state = self.filters.condition("state")
        return queryset.filter(state=state) if state else queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self._waiting(), **kwargs)

    def _waiting(self) -> dict[str, Any]:
        place = current_place(self.request)
        mine = place is not None and place.level == Level.VILLAGE and self.user.may(Verb.PUBLISH, place.path)
        cycle = current_cycle(place) if place is not None and mine else None
        if place is None or cycle is None:
            return {"village": None, "waiting": 0}
        return {"village": place, "waiting": awaiting_notice(place, cycle).count()}


class NoticeDetail(NoticeMixin, DetailScreen):
    """A notice with who stands on it, who left, and what waits."""

    permission = Verb.VIEW
    template_name = "notices/notice_detail.html"

    def get_heading(self) -> str:
        return str(self.object)

    def _can_record(self) -> bool:
        """Who investigates types in what came on paper, while the site shows the notice."""
        notice = self.object
        shown = notice.kind in CONTESTABLE and notice.state in SHOWN
        return shown and can_record(self.user, notice)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notice = self.object
        waiting = waiting_reasons(notice)
        entries = [(entry, REASONS.get(waiting.get(entry.pk, ""), "")) for entry in listed(notice)]
        return super().get_context_data(
            board=board_of(notice),
            entries=entries,
            left=notice.entries.filter(state=EntryState.LEFT).count(),
            events=timeline(notice),
            objections=notice.objections.count(),
            waiting=len(waiting),
            can_record=self._can_record(),
            can_take_down=can_take_down(self.user, notice) and notice.state == NoticeState.RUNNING,
            can_repost=can_publish(self.user, notice) and notice.state == NoticeState.TAKEN_DOWN,
            **kwargs,
        )
