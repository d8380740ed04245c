"""What gathers in a case: notes, tasks, papers, and where it was passed on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.enums import NoteSide, ReferralState, StrikeReason, Waits
from anjia.services.models.case import Case


@described(kind=TableKind.LOCAL, sensitive=("words",))
class CaseNote(Row):
    """What was said or done. Struck out, its words are gone; that there was one, and why it went, stays.

    `side` says whether the person reads it by the code; what they wrote themselves has no author.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    words = EncryptedTextField(_("记录"), blank=True)
    side = models.CharField(max_length=4, choices=NoteSide.choices, default=NoteSide.TEAM)
    author_id = models.UUIDField(null=True)
    struck = models.CharField(max_length=12, choices=StrikeReason.choices, blank=True)
    struck_at = models.DateTimeField(null=True)
    struck_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("记录")
        constraints = [
            models.CheckConstraint(
                condition=Q(side=NoteSide.FROM, author_id__isnull=True)
                | (~Q(side=NoteSide.FROM) & Q(author_id__isnull=False)),
                name="services_note_has_author",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


@described(kind=TableKind.LOCAL, internal=("due_on", "done_on"), sensitive=("words",))
class CaseTask(Row):
    """One thing to do by a day, and who has to move. Without `set_by_id` it came of what the person wrote or asked."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="tasks")
    words = EncryptedTextField(_("要做什么"))
    waits_for = models.CharField(_("谁来做"), max_length=8, choices=Waits.choices, default=Waits.US)
    due_on = models.DateField(_("最迟哪天"), db_index=True)
    done_on = models.DateField(null=True)
    set_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("要做的事")

    def __str__(self) -> str:
        return str(self.pk)


@described(kind=TableKind.LOCAL, internal=("kind", "digest", "media_type"), sensitive=("name", "key"))
class CaseFile(Row):
    """A paper of the case, set for it here or brought to it (`enums.Material`).

    Its bytes stand in the walled folder, sealed under `key`: with the row goes the file.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="files")
    kind = models.CharField(max_length=20)
    name = EncryptedTextField()
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    key = EncryptedTextField()
    by_code = models.BooleanField(default=False)
    made_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("文书")

    def __str__(self) -> str:
        return str(self.pk)


@described(
    kind=TableKind.LOCAL, internal=("region_path", "offered_on", "due_on"), sensitive=("body", "words", "answer")
)
class Referral(Row):
    """A case offered to a colleague (a transfer), or a part of it to another body, with the person's consent."""

    scope_path = "region_path"

    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    region_path = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=ReferralState.choices, default=ReferralState.OFFERED)
    to_user_id = models.UUIDField(null=True, db_index=True)
    body = EncryptedTextField(_("转给哪个单位"), blank=True)
    words = EncryptedTextField(_("为什么转"))
    answer = EncryptedTextField(_("对方的答复"), blank=True)
    offered_by_id = models.UUIDField()
    offered_on = models.DateField()
    due_on = models.DateField()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("转办")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_user_id__isnull=False, body="") | (Q(to_user_id__isnull=True) & ~Q(body="")),
                name="services_referral_to_one",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state=ReferralState.OFFERED, to_user_id__isnull=False),
                name="services_one_transfer",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
