"""A role that goes from one person to the next, with what was open on that day."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models.people import Invitation, Membership, User
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described


@described(kind=TableKind.LOCAL, internal=("items", "note"))
class HandOver(Row):
    """One hand-over: done at once to somebody with an account, or when the invited successor accepts.

    `items` is what was open when it was done, for the sheet both sign.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="hand_overs")
    successor = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    invitation = models.OneToOneField(Invitation, models.SET_NULL, related_name="hand_over", null=True)
    taken_up = models.OneToOneField(Membership, models.PROTECT, related_name="+", null=True)
    items = models.JSONField(default=list)
    note = models.CharField(_("交代的话"), max_length=200, blank=True)
    decided_by_id = models.UUIDField(editable=False)
    done_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)

    scope_path = "membership__region__path"

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("移交")
        verbose_name_plural = _("移交")
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(called_off_at__isnull=True), name="hand_over_once"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True)
                | Q(successor__isnull=False, taken_up__isnull=False, called_off_at__isnull=True),
                name="hand_over_done_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:hand_over_sheet", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        """Whether the invited successor can still accept."""
        waits = self.done_at is None and self.called_off_at is None and self.invitation is not None
        return bool(waits and self.invitation.is_open and self.membership.is_in_force)

    @property
    def done_on(self):
        return timezone.localdate(self.done_at) if self.done_at else None
