"""What people are told: one row a reader, and the kinds a reader has switched off (experience 15)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.accounts import messages
from anjia.accounts.models.people import User
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described


@described(kind=TableKind.LOCAL, internal=("kind", "key", "facts", "url"))
class Message(Row):
    """One thing one person was told. Its sentence belongs to its kind; the row holds only what differs.

    `key` says what it is about: the same kind and key told twice is one message.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="inbox")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("消息")
        verbose_name_plural = _("消息")
        indexes = [models.Index(fields=["user"], name="message_unread", condition=Q(read_at__isnull=True))]
        constraints = [models.UniqueConstraint(fields=["user", "kind", "key"], name="message_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return messages.sentence(self.kind, "title", self.facts)

    @property
    def detail(self) -> str:
        return messages.sentence(self.kind, "detail", self.facts)

    @property
    def kind_label(self) -> str:
        return str(messages.kind_of(self.kind).label)


@described(kind=TableKind.LOCAL, internal=("kind",))
class MutedKind(Row):
    """A kind somebody does not want in the inbox. There is a row only for what is off."""

    user = models.ForeignKey(User, models.CASCADE, related_name="muted_kinds")
    kind = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="muted_kind_once")]

    def __str__(self) -> str:
        return self.kind
