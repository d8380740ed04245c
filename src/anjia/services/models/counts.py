"""What is only ever counted, and what tells a form sent twice. Nobody is found in any of it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.enums import Topic, Unit
from anjia.services.shares import share


@described(kind=TableKind.LOCAL, internal=("region_path", "quarter"))
class AdviceCount(Row):
    """Advice given without a case: how often, about what, in which quarter. No person, no day."""

    scope_path = "region_path"

    region_path = models.CharField(max_length=20)
    quarter = models.CharField(max_length=6)
    topic = models.CharField(_("问什么事"), max_length=16, choices=Topic.choices)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region_path", "quarter", "topic"], name="services_advice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.topic} {self.times}"


@described(kind=TableKind.LOCAL, internal=("kind", "county_path", "quarter"))
class SatisfactionAnswer(models.Model):
    """A nameless answer: a random id, a quarter, a district, three marks. No case, no day, no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    county_path = models.CharField(max_length=20)
    quarter = models.CharField(max_length=6)
    heard = models.PositiveSmallIntegerField(_("有人认真听"))
    told = models.PositiveSmallIntegerField(_("每一步都告诉我"))
    helped = models.PositiveSmallIntegerField(_("帮上了忙"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(heard__gte=1, heard__lte=5, told__gte=1, told__lte=5, helped__gte=1, helped__lte=5),
                name="services_marks_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return self.quarter


@described(
    kind=TableKind.LOCAL,
    internal=("kind", "region_path", "begins_on", "ends_on", "body", "measure", "source", "remark"),
)
class OutsideFigure(Row):
    """What another body counted, as it said: shown beside ours with its source, never added to it (domain A8-4).

    `measure` is the body's own word for `part` of `whole`; without a whole there is a number and no share.
    """

    scope_path = "region_path"

    region_path = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    body = models.CharField(_("哪个单位"), max_length=60)
    begins_on = models.DateField(_("从哪天"))
    ends_on = models.DateField(_("到哪天"))
    measure = models.CharField(_("对方怎么叫这个数"), max_length=40)
    whole = models.PositiveIntegerField(_("总数"), null=True)
    part = models.PositiveIntegerField(_("其中"))
    unit = models.CharField(_("单位"), max_length=8, choices=Unit.choices, default=Unit.CASES)
    is_approximate = models.BooleanField(_("对方只说了约数"), default=False)
    remark = models.CharField(_("说明"), max_length=200, blank=True)
    source = models.CharField(_("出处"), max_length=120)
    entered_by_id = models.UUIDField()

    class Meta:
        ordering = ["-ends_on", "body", "pk"]
        verbose_name = _("其他单位的数字")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("begins_on")), name="services_outside_figure_days"
            ),
            models.CheckConstraint(
                condition=models.Q(whole__isnull=True) | models.Q(part__lte=models.F("whole")),
                name="services_outside_figure_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.part}"

    @property
    def share(self) -> str:
        return share(self.part, self.whole)


@described(kind=TableKind.LOCAL, internal=("location",))
class SentForm(models.Model):
    """A form's token, so that what is sent twice is done once; kept on this side, with where it led."""

    token = models.UUIDField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True)
    user_id = models.UUIDField(null=True)
    location = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return str(self.token)
