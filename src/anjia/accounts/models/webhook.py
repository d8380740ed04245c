"""Where other systems want to hear of notices and decisions, and what they were sent: ids and figures, no persons."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.accounts.enums import DeliveryState
from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region


@described(kind=TableKind.LOCAL, internal=("name", "url", "kinds"), sensitive=("secret",))
class WebhookEndpoint(Row):
    """An address of another system, for a place and all below it. `misses` counts failures in a row."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("地区"))
    name = models.CharField(_("名称"), max_length=60)
    url = models.URLField(_("地址"), max_length=300)
    secret = EncryptedTextField()
    kinds = models.JSONField(default=list)
    made_by_id = models.UUIDField()
    misses = models.PositiveSmallIntegerField(default=0)
    paused_at = models.DateTimeField(null=True)

    scope_path = "region__path"

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("推送地址")
        verbose_name_plural = _("推送地址")

    def __str__(self) -> str:
        return self.name


@described(kind=TableKind.LOCAL, internal=("kind", "payload", "error"))
class WebhookDelivery(Row):
    """One event on its way to one address: at least once, always with the same event id."""

    endpoint = models.ForeignKey(WebhookEndpoint, models.CASCADE, related_name="deliveries")
    event_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    payload = models.JSONField()
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=60, blank=True)

    scope_path = "endpoint__region__path"

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["next_at"], name="webhook_due", condition=Q(state="waiting")),
            models.Index(fields=["endpoint", "created_at"], name="webhook_log"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event_id"], name="webhook_event_once"),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivered_at__isnull=False), name="webhook_delivered_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
