"""What changes in the course of time: dated changes, requests for them, answers on duplicates, consents for minors."""

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import (
    Asker,
    ChangeKind,
    Confirmation,
    DeclineReason,
    DuplicateVerdict,
    Guardian,
    MinorConsentKind,
    RequestChannel,
    RequestKind,
    RequestState,
)
from anjia.households.models.consent import ConsentProof
from anjia.households.models.household import Household, HouseholdMember
from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region
from anjia.web.fields import GuardedText


@described(
    kind=TableKind.HOUSEHOLD,
    internal=("effective_on",),
    personal=("head_before", "head_after", "address_before", "address_after", "person"),
)
class HouseholdChange(Row):
    """One dated change of a family. What did not change is empty; the present stands in `Household`.

    `other_id` is the family it was split from, founded by it or merged with; `source_id` the request or the import
    the change came from. `acknowledged_at` says when the village a family came to looked at it.
    """

    scope_path = "household__region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="changes", db_constraint=False)
    kind = models.CharField(max_length=12, choices=ChangeKind.choices)
    effective_on = models.DateField(_("变动日期"))
    recorded_by_id = models.UUIDField(null=True)
    source_id = models.UUIDField(null=True)
    other_id = models.UUIDField(null=True)
    region_before = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    region_after = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    head_before = models.CharField(max_length=40, blank=True)
    head_after = models.CharField(max_length=40, blank=True)
    size_before = models.PositiveSmallIntegerField(null=True)
    size_after = models.PositiveSmallIntegerField(null=True)
    address_before = models.CharField(max_length=120, blank=True)
    address_after = models.CharField(max_length=120, blank=True)
    person = models.CharField(max_length=40, blank=True)
    closes = models.BooleanField(default=False)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["household", "effective_on", "id"]
        verbose_name = _("家庭变动")
        verbose_name_plural = _("家庭变动")
        indexes = [models.Index(fields=["household", "effective_on"], name="change_of_household")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=ChangeKind.MOVED) | Q(region_before__isnull=False, region_after__isnull=False),
                name="change_move_has_places",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ChangeKind.NEW_HEAD) | (~Q(head_before="") & ~Q(head_after="")),
                name="change_head_has_names",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.effective_on:%Y-%m-%d} {self.get_kind_display()}"


@described(
    kind=TableKind.LOCAL,
    internal=("code_hash", "due_on"),
    personal=("head_name", "asked", "note", "contact"),
)
class ChangeRequest(Row):
    """Somebody asks for a change; the village makes sure and answers. Followed by a code, like an objection.

    `household_id` is who is meant, where it was found: nobody outside learns whether it was. `asked` holds what the
    kind asks for, sealed.
    """

    scope_path = "region__path"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    kind = models.CharField(_("申请事项"), max_length=16, choices=RequestKind.choices)
    head_name = models.CharField(_("现在登记的户主姓名"), max_length=40, blank=True)
    household_id = models.UUIDField(null=True, db_index=True)
    asked = EncryptedTextField(blank=True)
    note = GuardedText(_("补充说明"), max_length=200, blank=True)
    contact = EncryptedTextField(_("联系方式"), blank=True)
    asker = models.CharField(_("您是"), max_length=8, choices=Asker.choices)
    channel = models.CharField(max_length=8, choices=RequestChannel.choices, default=RequestChannel.PUBLIC)
    code_hash = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=12, choices=RequestState.choices, default=RequestState.RECEIVED)
    due_on = models.DateField()
    confirmation = models.CharField(max_length=12, choices=Confirmation.choices, blank=True)
    reason = models.CharField(max_length=16, choices=DeclineReason.choices, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)
    entered_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("变更申请")
        verbose_name_plural = _("变更申请")
        indexes = [models.Index(fields=["region", "state", "due_on"], name="request_queue")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=RequestState.UNCHANGED) | ~Q(reason=""), name="request_unchanged_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.ACCEPTED) | (~Q(confirmation="") & Q(household_id__isnull=False)),
                name="request_accepted_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.RECEIVED) | Q(decided_at__isnull=False), name="request_decided_has_time"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def values(self) -> dict[str, Any]:
        """What is asked for, by field."""
        return json.loads(self.asked) if self.asked else {}


@described(kind=TableKind.HOUSEHOLD)
class DuplicateAnswer(Row):
    """Whether two rows that look alike are one family; asked once. `household` is the one with the lower id."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    other_id = models.UUIDField(db_index=True)
    verdict = models.CharField(max_length=10, choices=DuplicateVerdict.choices)
    decided_by_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["household", "other_id"], name="duplicate_answered_once")]

    def __str__(self) -> str:
        return self.get_verdict_display()


@described(kind=TableKind.HOUSEHOLD, internal=("given_on",), personal=("guardian_name",))
class MinorConsent(Row):
    """A guardian's consent for a member under fourteen, or the young person's own from fourteen on (domain B9)."""

    scope_path = "household__region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    member = models.ForeignKey(HouseholdMember, models.CASCADE, related_name="consents", db_constraint=False)
    kind = models.CharField(max_length=8, choices=MinorConsentKind.choices)
    guardian_name = models.CharField(_("监护人姓名"), max_length=40, blank=True)
    guardian = models.CharField(_("与未成年人的关系"), max_length=12, choices=Guardian.choices, blank=True)
    proof = models.ForeignKey(ConsentProof, models.PROTECT, related_name="+")
    given_on = models.DateField(_("同意日期"))
    recorded_by_id = models.UUIDField()

    class Meta:
        ordering = ["household", "member", "-given_on"]
        constraints = [
            models.UniqueConstraint(fields=["household", "member", "kind"], name="minor_consent_once_per_kind"),
            models.CheckConstraint(
                condition=~Q(kind=MinorConsentKind.GUARDIAN) | (~Q(guardian_name="") & ~Q(guardian="")),
                name="minor_consent_names_guardian",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
