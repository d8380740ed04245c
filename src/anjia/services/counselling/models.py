"""A counselling's own part of its case; appointments, a crisis; rooms, duty, whom to call, groups (domain A9-4)."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.counselling.enums import Called, CounsellingState, Kept, Way
from anjia.services.models import Case


@described(kind=TableKind.LOCAL, internal=("limits_told_on",))
class Counselling(Row):
    """`limits_told_on`: when the person was told what stays between them, and what cannot."""

    scope_path = "case__region_path"

    case = models.OneToOneField(Case, models.PROTECT, related_name="counselling")
    state = models.CharField(max_length=10, choices=CounsellingState.choices, default=CounsellingState.RECEIVED)
    limits_told_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("心理咨询")

    def __str__(self) -> str:
        return str(self.case)


@described(kind=TableKind.LOCAL, internal=("region_path", "name", "address"))
class CounsellingRoom(Row):
    """A room that is booked for an hour."""

    scope_path = "region_path"

    region_path = models.CharField(max_length=20, db_index=True)
    name = models.CharField(_("咨询室"), max_length=40)
    address = models.CharField(_("怎么找到"), max_length=120, blank=True)
    is_open = models.BooleanField(_("开放"), default=True)
    bookings = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("咨询室")
        constraints = [models.UniqueConstraint(fields=["region_path", "name"], name="counselling_room_name")]

    def __str__(self) -> str:
        return self.name


@described(kind=TableKind.LOCAL, internal=("starts_at", "ends_at"))
class Appointment(Row):
    """An hour with the counsellor. Neither they nor a room are ever in two places."""

    counselling = models.ForeignKey(Counselling, models.CASCADE, related_name="appointments")
    counsellor_id = models.UUIDField(db_index=True)
    room = models.ForeignKey(CounsellingRoom, models.PROTECT, null=True, related_name="appointments")
    way = models.CharField(_("怎样咨询"), max_length=8, choices=Way.choices)
    starts_at = models.DateTimeField(_("什么时候"))
    ends_at = models.DateTimeField()
    kept = models.CharField(max_length=10, choices=Kept.choices, default=Kept.PLANNED)

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("预约")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="counselling_hour_ends_later"),
            models.CheckConstraint(
                condition=Q(way=Way.ROOM, room__isnull=False) | (~Q(way=Way.ROOM) & Q(room__isnull=True)),
                name="counselling_room_where_one_meets",
            ),
        ]

    def __str__(self) -> str:
        return self.get_way_display()

    @property
    def is_open(self) -> bool:
        return self.kept == Kept.PLANNED

    @property
    def is_past(self) -> bool:
        """Whether it is over, and nobody said what became of it."""
        return self.is_open and self.ends_at < timezone.now()


@described(kind=TableKind.LOCAL, sensitive=("words", "settled_words"))
class Crisis(Row):
    """A danger to life, and what was done at once: about these hours, not about a person."""

    counselling = models.ForeignKey(Counselling, models.CASCADE, related_name="crises")
    words = EncryptedTextField(_("情况"))
    called = models.CharField(_("马上联系了谁"), max_length=16, choices=Called.choices)
    is_accompanied = models.BooleanField(_("现在有人陪着"), default=False)
    is_means_removed = models.BooleanField(_("危险的东西已经拿开"), default=False)
    duty_id = models.UUIDField(null=True)
    raised_by_id = models.UUIDField()
    contacted_at = models.DateTimeField(null=True)
    settled_words = EncryptedTextField(_("怎样解除的"), blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("危机处置")
        constraints = [
            models.UniqueConstraint(
                fields=["counselling"], condition=Q(settled_at__isnull=True), name="counselling_one_crisis"
            ),
        ]

    def __str__(self) -> str:
        return self.get_called_display()


@described(kind=TableKind.LOCAL, internal=("region_path", "day"))
class DutyDay(Row):
    """Who is on duty in a district on a day."""

    scope_path = "region_path"

    region_path = models.CharField(max_length=20)
    day = models.DateField(_("哪一天"))
    user_id = models.UUIDField()

    # Set by the page.
    who: str

    class Meta:
        ordering = ["day"]
        verbose_name = _("值班")
        constraints = [models.UniqueConstraint(fields=["region_path", "day"], name="counselling_duty_once")]

    def __str__(self) -> str:
        return str(self.day)


@described(kind=TableKind.LOCAL, internal=("region_path", "label", "number"))
class CrisisContact(Row):
    """Whom to call in a crisis, as the district knows its own numbers."""

    scope_path = "region_path"

    region_path = models.CharField(max_length=20, db_index=True)
    place = models.PositiveSmallIntegerField(_("第几个"))
    label = models.CharField(_("找谁"), max_length=40)
    number = models.CharField(_("电话"), max_length=20)

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = _("危机联系电话")
        constraints = [models.UniqueConstraint(fields=["region_path", "place"], name="counselling_contact_place")]

    def __str__(self) -> str:
        return self.label


@described(kind=TableKind.LOCAL, internal=("region_path", "held_on", "institution", "theme"))
class GroupSession(Row):
    """A group in a school, a home or another institution: how many came, never who."""

    scope_path = "region_path"

    region_path = models.CharField(max_length=20, db_index=True)
    held_on = models.DateField(_("哪一天"))
    institution = models.CharField(_("在哪个单位"), max_length=60)
    theme = models.CharField(_("主题"), max_length=60)
    persons = models.PositiveSmallIntegerField(_("来了多少人"))
    held_by_id = models.UUIDField()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("团体辅导")

    def __str__(self) -> str:
        return self.theme
