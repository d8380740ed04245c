"""A family contests what was decided about it; somebody who took no part answers in writing (issue 4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.appeals.enums import ANSWERED, AppealState, Channel, Ground, RecusedFor
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.programmes.adverse import AdverseStep, step_of
from anjia.regions.models import Region
from anjia.web.fields import GuardedText


@described(
    kind=TableKind.HOUSEHOLD,
    internal=("step", "number", "received_on", "step_done_on", "due_on", "forgotten_on"),
    personal=("about", "parts", "statement", "answer"),
)
class Appeal(Row):
    """`step` and `object_id` name what is contested; `about` says it in words, as it read when the appeal came in.

    `parts` are those contested (and, once upheld, those mended): key to what it said. `forgotten_on` is the day on
    which the words went: when the family left, or when their term was over.
    """

    scope_path = "region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="appeals", db_constraint=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    number = models.CharField(_("申诉编号"), max_length=20, db_index=True)
    state = models.CharField(max_length=12, choices=AppealState.choices, default=AppealState.RECEIVED)
    step = models.CharField(max_length=40)
    object_id = models.UUIDField()
    about = models.CharField(_("对哪一项"), max_length=200, blank=True)
    parts = models.JSONField(_("具体各项"), default=dict, blank=True)
    step_done_on = models.DateField(_("作出日期"))
    ground = models.CharField(_("理由"), max_length=16, choices=Ground.choices)
    statement = GuardedText(_("具体情况"), max_length=500, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    received_on = models.DateField(_("收到日期"))
    recorded_by_id = models.UUIDField(null=True)
    scan_file_id = models.UUIDField(null=True)
    due_on = models.DateField(_("答复期限"))
    assigned_to = models.ForeignKey("accounts.User", models.PROTECT, related_name="assigned_appeals", null=True)
    answer = GuardedText(_("答复"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)
    pdf_file_id = models.UUIDField(null=True)
    word_file_id = models.UUIDField(null=True)
    forgotten_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("申诉")
        verbose_name_plural = _("申诉")
        indexes = [models.Index(fields=["region", "state", "due_on"], name="appeal_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "step", "object_id"],
                condition=~Q(state__in=[AppealState.TAKEN_BACK, AppealState.LATE]),
                name="appeal_once_a_step",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ANSWERED) | Q(decided_at__isnull=False, decided_by_id__isnull=False),
                name="appeal_answered_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(state=AppealState.ASSIGNED) | Q(assigned_to__isnull=False), name="appeal_assigned_to_one"
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.ONLINE)
                | Q(recorded_by_id__isnull=False, scan_file_id__isnull=False)
                | Q(recorded_by_id__isnull=False, forgotten_on__isnull=False),
                name="appeal_on_paper_has_scan",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """What it is about, or that this is no longer kept."""
        return self.about or gettext("内容已按规定删去")

    @property
    def kind(self) -> AdverseStep:
        return step_of(self.step)


@described(kind=TableKind.HOUSEHOLD)
class AppealRecusal(Row):
    """Somebody who may not decide this appeal, and why: noted when it came in, whatever changes afterwards."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    appeal = models.ForeignKey(Appeal, models.CASCADE, related_name="recusals", db_constraint=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=RecusedFor.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["household", "appeal", "user"], name="appeal_recusal_once")]

    def __str__(self) -> str:
        return self.get_reason_display()
