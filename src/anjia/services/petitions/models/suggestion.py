"""A suggestion of policy to another body, drawn from topics in aggregate, and what the body answered (A13-7, A9-1).

Nothing in it is about a person: it quotes figures of closed quarters as they may be told, never a case.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.enums import Measure
from anjia.services.enums import Topic
from anjia.services.petitions.enums import Publication, ReplyOutcome, Series, SuggestionState


@described(
    kind=TableKind.LOCAL,
    internal=(
        "region_path", "organ", "title", "body", "why", "what", "returned", "number", "approved_on", "sent_on",
        "reply_literal_on", "reply_due_on", "decided_on",
    ),
)  # fmt: skip
class PolicySuggestion(Row):
    """What is suggested, why, to which body. Whoever approves it did not write it.

    `reply_literal_on` and `reply_due_on`: the day by which an answer is asked for, and the one it rolls to.
    """

    scope_path = "region_path"

    region_path = models.CharField(max_length=20)
    organ = models.CharField(_("发文单位"), max_length=40)
    title = models.CharField(_("标题"), max_length=80)
    topic = models.CharField(_("关于哪一类事"), max_length=16, choices=Topic.choices)
    body = models.CharField(_("建议哪个单位"), max_length=60)
    why = EncryptedTextField(_("为什么"))
    what = EncryptedTextField(_("建议什么"))
    state = models.CharField(max_length=12, choices=SuggestionState.choices, default=SuggestionState.DRAFT)
    written_by_id = models.UUIDField()
    approved_by_id = models.UUIDField(null=True)
    approved_on = models.DateField(null=True)
    returned = EncryptedTextField(_("退回的意见"), blank=True)
    number = models.CharField(_("发文字号"), max_length=40, blank=True)
    sent_on = models.DateField(_("哪天寄出"), null=True)
    reply_length = models.PositiveSmallIntegerField(null=True)
    reply_measure = models.CharField(max_length=12, choices=Measure.choices, blank=True)
    reply_literal_on = models.DateField(null=True)
    reply_due_on = models.DateField(null=True, db_index=True)
    escalated_at = models.DateTimeField(null=True)
    publication = models.CharField(max_length=8, choices=Publication.choices, blank=True)
    decided_by_id = models.UUIDField(null=True)
    decided_on = models.DateField(null=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        verbose_name = _("政策建议")
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by_id__isnull=True) | ~Q(approved_by_id=F("written_by_id")),
                name="petitions_suggestion_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SuggestionState.APPROVED, SuggestionState.SENT, SuggestionState.ANSWERED])
                | Q(approved_by_id__isnull=False),
                name="petitions_suggestion_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state=SuggestionState.SENT) | Q(sent_on__isnull=False, reply_due_on__isnull=False),
                name="petitions_suggestion_sent_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(publication=Publication.SHOWN) | Q(state=SuggestionState.ANSWERED),
                name="petitions_suggestion_shown_when_answered",
            ),
        ]

    # Set by the screens: working days left, whether the days off of its year are known, its last answer, its place.
    days: int
    is_certain: bool
    is_waiting: bool
    answer: str
    place_name: str

    def __str__(self) -> str:
        return self.title

    @property
    def is_rolled(self) -> bool:
        return self.reply_due_on != self.reply_literal_on


@described(kind=TableKind.LOCAL, internal=("quarter",))
class QuotedFigure(Row):
    """A figure that a suggestion quotes: of one topic and one closed quarter, as it may be told; None where hidden."""

    suggestion = models.ForeignKey(PolicySuggestion, models.CASCADE, related_name="figures")
    series = models.CharField(max_length=8, choices=Series.choices)
    quarter = models.CharField(max_length=6)
    count = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["-series", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "series", "quarter"], name="petitions_figure_quoted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.count}"


@described(kind=TableKind.LOCAL, internal=("words", "replied_on"))
class SuggestionReply(Row):
    """What the body answered: an outcome of a closed list, and its words without a name."""

    suggestion = models.ForeignKey(PolicySuggestion, models.CASCADE, related_name="replies")
    outcome = models.CharField(_("答复"), max_length=8, choices=ReplyOutcome.choices)
    words = EncryptedTextField(_("答复的内容"))
    replied_on = models.DateField(_("哪天答复"))
    entered_by_id = models.UUIDField()

    class Meta:
        ordering = ["replied_on", "created_at", "pk"]
        verbose_name = _("对建议的答复")

    def __str__(self) -> str:
        return self.get_outcome_display()
