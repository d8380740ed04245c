"""What is offered to everybody, and what somebody asked for. No row ties the one to the other.

The audience is a property of the offer. Whoever comes leaves no trace of it: their case holds in sealed words what they
asked for, and of how many came a number alone is kept, without a day (domain A13-1, frame F3).
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.models import Case
from anjia.services.offers.enums import OfferState, Proof, RequestState

WORDS = ("title", "words", "audience", "body", "address", "times", "contact")
"""What everybody reads; looked through for guarded words and for numbers of persons."""


@described(kind=TableKind.LOCAL, public=(*WORDS, "begins_on", "ends_on"), internal=("region_path",))
class ServiceOffer(Row):
    """A service with the place, the days and the people it is meant for, described so that anybody may read it.

    `drafted_by_id`: who wrote it last; somebody else opens it.
    """

    scope_path = "region_path"

    region_id = models.UUIDField()
    region_path = models.CharField(max_length=20)
    title = models.CharField(_("提供什么"), max_length=40)
    words = models.CharField(_("具体做什么"), max_length=500)
    audience = models.CharField(_("适合谁"), max_length=120)
    body = models.CharField(_("由谁提供"), max_length=60)
    address = models.CharField(_("地点"), max_length=100)
    times = models.CharField(_("时间"), max_length=100)
    contact = models.CharField(_("咨询电话"), max_length=60)
    capacity = models.PositiveSmallIntegerField(_("名额"), null=True)
    begins_on = models.DateField(_("从哪天"))
    ends_on = models.DateField(_("到哪天"))
    state = models.CharField(max_length=8, choices=OfferState.choices, default=OfferState.DRAFT)
    drafted_by_id = models.UUIDField()
    opened_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["region_path", "begins_on", "pk"]
        verbose_name = _("服务邀请")
        indexes = [models.Index(fields=["state", "ends_on"], name="offers_open_until")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="offers_days"),
            models.CheckConstraint(condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="offers_capacity"),
            models.CheckConstraint(
                condition=Q(opened_by_id__isnull=True) | ~Q(opened_by_id=F("drafted_by_id")),
                name="offers_opened_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=OfferState.OPEN) | Q(opened_by_id__isnull=False), name="offers_open_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.title


@described(kind=TableKind.LOCAL, sensitive=("wants", "agency", "kept_at"))
class OfferRequest(Row):
    """The kind's own row: what somebody asked for, in words that go with the case. No key of the offer, no audience.

    `agency`: who sent them, empty where they came by themselves; then `proof` says how their signed consent is kept.
    """

    scope_path = "case__region_path"

    case = models.OneToOneField(Case, models.PROTECT, related_name="offer_request")
    state = models.CharField(max_length=12, choices=RequestState.choices, default=RequestState.RECEIVED)
    wants = EncryptedTextField(_("想参加什么"), blank=True)
    agency = EncryptedTextField(_("转介的单位"), blank=True)
    proof = models.CharField(_("本人签字的同意书"), max_length=8, choices=Proof.choices, blank=True)
    kept_at = EncryptedTextField(_("原件放在哪里"), blank=True)

    class Meta:
        verbose_name = _("参加请求")
        constraints = [
            models.CheckConstraint(condition=Q(agency="") | ~Q(proof=""), name="offers_referred_with_consent"),
        ]

    def __str__(self) -> str:
        return str(self.case)


def column_of(name: str) -> Any:
    """One of the WORDS as the table has it: its label and the most characters it takes."""
    return ServiceOffer._meta.get_field(name)


@described(kind=TableKind.LOCAL, internal=("quarter",))
class OfferCount(models.Model):
    """How many asked, by offer and quarter. No moment: with the hour of the last change it would tell who it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(ServiceOffer, models.CASCADE, related_name="counts")
    quarter = models.CharField(max_length=6)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "quarter"], name="offers_count_once")]

    def __str__(self) -> str:
        return f"{self.quarter} {self.times}"
