"""The inbox: unread first, opened where the matter is done, switched on and off by kind (experience 15)."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from anjia.accounts import messages
from anjia.accounts.actions import choose_kinds, open_message, read_messages
from anjia.accounts.models import Message, MutedKind
from anjia.accounts.queries import inbox_of
from anjia.console.forms import InboxFilter, KindsForm
from anjia.web.gate import SIGNED_IN
from anjia.web.screens import FormScreen, ListScreen

IS_READ = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())


class InboxView(ListScreen):
    """What one was told: unread first, then by time."""

    permission = SIGNED_IN
    template_name = "console/inbox.html"
    heading = _("收件")
    default_order = ("is_read", "-pk")
    filter_form = InboxFilter
    no_columns = "messages are read one by one, not compared in columns"

    def get_filter_kwargs(self) -> dict[str, Any]:
        kinds = inbox_of(self.user).order_by("kind").values_list("kind", flat=True).distinct()
        return {"kinds": list(kinds)}

    def get_queryset(self) -> QuerySet[Message]:
        return inbox_of(self.user).annotate(is_read=IS_READ)

    def filter(self, queryset: QuerySet[Message]) -> QuerySet[Message]:
        read, kind = self.filters.condition("read"), self.filters.condition("kind")
        if read:
            queryset = queryset.filter(read_at__isnull=read == "no")
        return queryset.filter(kind=kind) if kind else queryset


class OpenMessageView(View):
    """Marks a message read and goes where the matter is."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        message = get_object_or_404(inbox_of(request.user), pk=pk)
        return HttpResponseRedirect(open_message(message, by=request.user).url)


class ReadAllView(View):
    """Marks everything read, or everything of one kind."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        read_messages(by=request.user, kind=request.POST.get("kind", ""))
        return HttpResponseRedirect(reverse("console:inbox"))


class KindsView(FormScreen):
    """Which kinds come into the inbox; those that are duties stay on, and say why."""

    permission = SIGNED_IN
    template_name = "console/inbox_kinds.html"
    form_class = KindsForm
    heading = _("收哪些消息")
    submit_label = _("保存")
    success_message = _("已保存。")

    def get_initial(self) -> dict[str, Any]:
        return KindsForm.initial_for(set(MutedKind.objects.filter(user=self.user).values_list("kind", flat=True)))

    def perform(self, form: KindsForm) -> str:
        choose_kinds(form.off, by=self.user)
        return reverse("console:inbox")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        duties = [kind for kind in messages.all_kinds() if kind.duty]
        return super().get_context_data(duties=duties, back_url=reverse("console:inbox"), **kwargs)
