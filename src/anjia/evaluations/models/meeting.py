"""The household-heads meeting: who came, for whom, and whether they were enough (domain A5-1, B13)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import MeetingState, Presence
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.programmes.models import CycleRow, ProgrammeCycle
from anjia.regions.models import Region


@described(kind=TableKind.REFERENCE, public=("held_on", "place"))
class GroupMeeting(CycleRow):
    """A meeting of one group. The household total and the quorum are frozen when it opens.

    `others_present` counts heads of families that are not in the registry: a number, never names (frame F5).
    """

    scope_path = "region__path"

    cycle = models.ForeignKey(ProgrammeCycle, models.PROTECT, related_name="meetings")
    region = models.ForeignKey(Region, models.PROTECT, related_name="meetings", verbose_name=_("村（居）民小组"))
    state = models.CharField(max_length=8, choices=MeetingState.choices, default=MeetingState.PLANNED)
    held_on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=60, blank=True)
    chaired_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True)
    households_total = models.PositiveIntegerField(null=True)
    quorum_needed = models.PositiveIntegerField(null=True)
    others_present = models.PositiveIntegerField(_("其他到会户数"), default=0)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    minutes_file_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-held_on", "region"]
        verbose_name = _("户长会议")
        verbose_name_plural = _("户长会议")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MeetingState.PLANNED)
                | Q(opened_at__isnull=False, households_total__isnull=False, quorum_needed__isnull=False),
                name="meeting_open_is_frozen",
            ),
            models.UniqueConstraint(
                fields=["cycle", "region"],
                condition=~Q(state=MeetingState.CLOSED),
                name="meeting_one_running_per_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.held_on:%Y-%m-%d}"


@described(kind=TableKind.REFERENCE)
class PanelSeat(Row):
    """A named rater of a meeting's scoring panel."""

    meeting = models.ForeignKey(GroupMeeting, models.CASCADE, related_name="seats")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="seat_once")]

    def __str__(self) -> str:
        return f"{self.user}"


@described(kind=TableKind.HOUSEHOLD)
class Attendance(Row):
    """A registered family that is represented: by its own head, or by one attendee who holds its proxy."""

    meeting = models.ForeignKey(GroupMeeting, models.CASCADE, related_name="attendances")
    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    presence = models.CharField(max_length=10, choices=Presence.choices, default=Presence.IN_PERSON)
    proxy_holder_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household", "meeting"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(presence=Presence.IN_PERSON, proxy_holder_id__isnull=True)
                | Q(presence=Presence.BY_PROXY, proxy_holder_id__isnull=False),
                name="attendance_proxy_has_holder",
            ),
            models.CheckConstraint(
                condition=Q(proxy_holder_id__isnull=True) | ~Q(proxy_holder_id=F("household_id")),
                name="attendance_no_own_proxy",
            ),
        ]

    def __str__(self) -> str:
        return self.get_presence_display()
