"""Tokens by which programs act for one role of one person."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models.people import Membership
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described


@described(kind=TableKind.LOCAL, internal=("name", "token_hash", "hint", "verbs"))
class ApiToken(Row):
    """One membership and a part of its verbs, lent to a program. Only the hash of the secret is stored."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="tokens")
    name = models.CharField(_("用途"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=4)
    verbs = models.JSONField(default=list)
    expires_at = models.DateTimeField(_("到期"))
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_id = models.UUIDField(null=True)

    scope_path = "membership__region__path"

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("接口令牌")
        verbose_name_plural = _("接口令牌")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_by_id__isnull=False), name="token_revoked_by_someone"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="token_expires_later"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        """Whether the token itself still works; its membership may have ended all the same."""
        return self.revoked_at is None and timezone.now() < self.expires_at
