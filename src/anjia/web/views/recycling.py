"""The recycle bin's list, bringing something back, and undoing what one has just done."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from anjia.web.columns import Column
from anjia.web.gate import SIGNED_IN
from anjia.web.models import BinEntry
from anjia.web.recycling import KEPT, kinds, restore_entry, undo, visible_to
from anjia.web.screens import ListScreen

COLUMNS = (
    Column("title", _("内容"), "title", is_personal=True, is_essential=True, share=4),
    Column("kind", _("种类"), lambda entry: kinds[entry.kind].label),
    Column("at", _("删除时间"), "created_at", order="at"),
    Column("until", _("保留到"), lambda entry: (entry.created_at + KEPT).date()),
)


class BinView(ListScreen):
    """What was removed in one's places within thirty days."""

    permission = SIGNED_IN
    template_name = "web/bin.html"
    heading = _("回收站")
    default_order = ("-created_at", "pk")
    orders = {"at": ("created_at", "pk")}
    columns = COLUMNS
    no_export = "what was removed is brought back or forgotten, not listed elsewhere"
    acts_label = _("办理")

    def get_queryset(self) -> QuerySet[BinEntry]:
        return visible_to(self.user)


class RestoreView(View):
    """Brings one thing back."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        entry = get_object_or_404(visible_to(request.user), pk=pk)
        location = restore_entry(entry, by=request.user)
        messages.success(request, gettext("已恢复：%(title)s") % {"title": entry.title})
        return HttpResponseRedirect(location)


class UndoView(View):
    """The button of a message: takes back what was done a moment ago."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        entry = get_object_or_404(visible_to(request.user), pk=pk)
        location = undo(entry, by=request.user)
        messages.success(request, gettext("已撤销：%(title)s") % {"title": entry.title})
        return HttpResponseRedirect(location)
