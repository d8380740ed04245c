"""Addresses other systems registered: added, paused, resumed; what was sent, and sending it again."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions.webhooks import add_endpoint, pause_endpoint, replay_delivery, resume_endpoint
from anjia.accounts.enums import Verb
from anjia.accounts.forms.webhooks import WebhookForm
from anjia.accounts.models import WebhookDelivery, WebhookEndpoint
from anjia.accounts.queries import deliveries_visible_to, webhooks_visible_to
from anjia.accounts.webhooks import kinds
from anjia.kernel.exceptions import NotPermitted
from anjia.regions.place import current_place
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, FormScreen, ListScreen, TransitionScreen

SECRETS = "webhook_secrets"
LOG = 100


class WebhookListView(ListScreen):
    permission = Verb.MANAGE_WEBHOOKS
    template_name = "accounts/webhooks.html"
    heading = _("推送")
    default_order = ("-created_at", "pk")
    columns = (
        Column(
            "name",
            _("名称"),
            "name",
            href=lambda endpoint: reverse("accounts:webhook", args=[endpoint.pk]),
            note=lambda endpoint: endpoint.url,
            is_essential=True,
        ),
        Column("place", _("地区"), "region.name"),
        Column("state", _("状态"), lambda endpoint: gettext("已暂停") if endpoint.paused_at else gettext("推送中")),
    )

    def get_queryset(self) -> QuerySet[WebhookEndpoint]:
        return webhooks_visible_to(self.user)


class AddWebhookView(FormScreen):
    """For the place one stands in; the secret is shown on the next page, once."""

    permission = Verb.MANAGE_WEBHOOKS
    form_class = WebhookForm
    heading = _("登记推送地址")
    submit_label = _("登记")

    def perform(self, form: WebhookForm) -> str:
        place = current_place(self.request)
        if place is None:
            raise NotPermitted(_("您还没有任职的地区。"), who=_("请联系系统管理员。"))
        endpoint, secret = add_endpoint(place, by=self.user, **form.cleaned_data)
        self.request.session[SECRETS] = {str(endpoint.pk): secret}
        return reverse("accounts:webhook", args=[endpoint.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("accounts:webhooks"), **kwargs)


class EndpointMixin:
    user: Any

    def get_queryset(self) -> QuerySet[WebhookEndpoint]:
        return webhooks_visible_to(self.user)


class WebhookView(EndpointMixin, DetailScreen):
    """An address with its log: the last hundred events, each of which can be sent again."""

    permission = Verb.MANAGE_WEBHOOKS
    template_name = "accounts/webhook.html"
    context_name = "endpoint"

    def get_heading(self) -> str:
        return str(self.object.name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        secrets = self.request.session.get(SECRETS, {})
        secret = secrets.pop(str(self.object.pk), "")
        self.request.session[SECRETS] = secrets
        log = list(self.object.deliveries.order_by("-created_at", "-pk")[:LOG])
        for delivery in log:
            delivery.label = kinds.get(delivery.kind, delivery.kind)
        labels = [kinds.get(kind, kind) for kind in self.object.kinds]
        return super().get_context_data(secret=secret, log=log, labels=labels, **kwargs)


class PauseWebhookView(EndpointMixin, TransitionScreen):
    """Pauses what runs, resumes what is paused."""

    permission = Verb.MANAGE_WEBHOOKS

    def get_heading(self) -> str:
        return gettext("恢复推送") if self.object.paused_at else gettext("暂停推送")

    def get_effect(self) -> str:
        if self.object.paused_at:
            return gettext("没有送到的事项马上再送一遍，以后的照常推送。")
        return gettext("从现在起不再推送；期间的事项留着，恢复后补送。")

    def perform(self, form: Any) -> str:
        act = resume_endpoint if self.object.paused_at else pause_endpoint
        act(self.object, by=self.user)
        return reverse("accounts:webhook", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [{"label": _("名称"), "value": self.object.name}, {"label": _("地址"), "value": self.object.url}]
        back = reverse("accounts:webhook", args=[self.object.pk])
        context = super().get_context_data(answers=answers, back_url=back, **kwargs)
        return {**context, "submit_label": self.get_heading()}


class ReplayView(TransitionScreen):
    """Sends one event again."""

    permission = Verb.MANAGE_WEBHOOKS
    heading = _("再送一次")
    submit_label = _("再送一次")
    success_message = _("已排队，马上再送。")

    def get_queryset(self) -> QuerySet[WebhookDelivery]:
        return deliveries_visible_to(self.user)

    def get_effect(self) -> str:
        return gettext("同一个事件再送一次，事件编号不变，对方可以据此识别重复。")

    def perform(self, form: Any) -> str:
        replay_delivery(self.object, by=self.user)
        return reverse("accounts:webhook", args=[self.object.endpoint_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delivery = self.object
        answers = [
            {"label": _("事项"), "value": kinds.get(delivery.kind, delivery.kind)},
            {"label": _("事件编号"), "value": delivery.event_id},
        ]
        back = reverse("accounts:webhook", args=[delivery.endpoint_id])
        return super().get_context_data(answers=answers, back_url=back, **kwargs)
