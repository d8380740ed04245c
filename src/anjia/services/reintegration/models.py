"""The agreement, the visits it names, how somebody found their feet; and a district's figures by quarter."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.models import Case
from anjia.services.reintegration.enums import HelpState, Placement


@described(kind=TableKind.LOCAL, internal=("agreed_on", "ends_on", "placed_on"), sensitive=("wishes", "placed_words"))
class Reintegration(Row):
    """The kind's own row: what the person wants, what was agreed, and where it led. No grade, no mark, no past.

    `visit_days`: days from one visit to the next, as agreed.
    """

    scope_path = "case__region_path"

    case = models.OneToOneField(Case, models.PROTECT, related_name="reintegration")
    state = models.CharField(max_length=12, choices=HelpState.choices, default=HelpState.RECEIVED)
    wishes = EncryptedTextField(_("想做什么，需要什么帮助"), blank=True)
    agreed_on = models.DateField(_("签协议的日子"), null=True)
    ends_on = models.DateField(_("协议到哪天"), null=True)
    visit_days = models.PositiveSmallIntegerField(_("多少天走访一次"), null=True)
    placement = models.CharField(_("安置方式"), max_length=12, choices=Placement.choices, blank=True)
    placed_on = models.DateField(_("落实的日子"), null=True)
    placed_words = EncryptedTextField(_("落实的情况"), blank=True)

    class Meta:
        verbose_name = _("安置帮教")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=HelpState.AGREED)
                | Q(agreed_on__isnull=False, ends_on__gt=F("agreed_on"), visit_days__gte=1),
                name="reintegration_agreed_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(placement="") | Q(placed_on__isnull=False), name="reintegration_placed_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


@described(kind=TableKind.LOCAL, internal=("visited_on",), sensitive=("words",))
class HelpVisit(Row):
    """A visit that the agreement names: what was talked about and is needed next."""

    reintegration = models.ForeignKey(Reintegration, models.CASCADE, related_name="visits")
    visited_on = models.DateField(_("走访的日子"))
    words = EncryptedTextField(_("谈了什么，接着要做什么"), blank=True)
    visited_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["visited_on", "pk"]
        verbose_name = _("走访")

    def __str__(self) -> str:
        return str(self.pk)


@described(
    kind=TableKind.LOCAL,
    internal=(
        "county_path",
        "quarter",
        "source",
        "people",
        "counts_subsistence",
        *(f"{way}" for way in Placement.values),
    ),
)
class PlacementReport(Row):
    """A district's quarter as it was reported: how many of how many, by way, with the denominator said (A8-5, A8-6).

    `people`: of whom the ways are a part. `counts_subsistence`: whether the report counts income support as placed.
    `is_approx`: whether the numbers were given as 余, 多 or 近.
    """

    scope_path = "county_path"

    county_path = models.CharField(max_length=64)
    quarter = models.CharField(_("季度"), max_length=6)
    people = models.PositiveIntegerField(_("应安置人数（分母）"))
    land = models.PositiveIntegerField(Placement.LAND.label, default=0)
    own_trade = models.PositiveIntegerField(Placement.OWN_TRADE.label, default=0)
    subsistence = models.PositiveIntegerField(Placement.SUBSISTENCE.label, default=0)
    employed = models.PositiveIntegerField(Placement.EMPLOYED.label, default=0)
    other = models.PositiveIntegerField(Placement.OTHER.label, default=0)
    counts_subsistence = models.BooleanField(_("把享受低保算作已安置"), default=False)
    is_approx = models.BooleanField(_("是约数"), default=False)
    source = models.CharField(_("数字从哪里来"), max_length=80)
    entered_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-quarter"]
        verbose_name = _("安置数字")
        constraints = [
            models.UniqueConstraint(fields=["county_path", "quarter"], name="placement_report_once_a_quarter"),
            models.CheckConstraint(
                condition=Q(people__gte=F("land") + F("own_trade") + F("subsistence") + F("employed") + F("other")),
                name="placement_report_part_of_people",
            ),
        ]

    def __str__(self) -> str:
        return self.quarter
