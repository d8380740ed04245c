"""Families that take part. Nobody stands here who did not say yes (frame F5); totals live in `regions`."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import ResidenceType
from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region
from anjia.web.fields import NameTokensField


@described(
    kind=TableKind.HOUSEHOLD,
    personal=("head_name", "head_birth", "address", "phone", "phone_index", "occupation", "search_tokens"),
)
class Household(Row):
    """A family, by its residents. The head is its contact, of any sex (domain B3)."""

    scope_path = "region__path"

    # Found by `household_region_name`, which begins with it.
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="households", verbose_name=_("村（居）民小组"), db_index=False
    )
    head_name = models.CharField(_("户主姓名"), max_length=40)
    head_birth = models.CharField(_("出生年月"), max_length=7, blank=True)
    household_size = models.PositiveSmallIntegerField(_("家庭人数"), default=1)
    address = models.CharField(_("家庭住址"), max_length=120, blank=True)
    phone = EncryptedTextField(_("联系电话"), blank=True)
    phone_index = models.CharField(max_length=32, blank=True, editable=False)
    occupation = models.CharField(_("职业"), max_length=40, blank=True)
    residence_type = models.CharField(
        _("居住类型"), max_length=8, choices=ResidenceType.choices, default=ResidenceType.LOCAL
    )
    search_tokens = models.TextField(blank=True, editable=False)
    import_batch_id = models.UUIDField(null=True, editable=False, db_index=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("家庭")
        verbose_name_plural = _("家庭")
        indexes = [
            models.Index(fields=["region", "head_name"], name="household_region_name"),
            models.Index(fields=["head_name", "head_birth"], name="household_head"),
            models.Index(fields=["phone_index"], name="household_phone", condition=~Q(phone_index="")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(household_size__gte=1), name="household_has_residents"),
            models.CheckConstraint(
                condition=Q(residence_type__in=ResidenceType.values), name="household_residence_known"
            ),
        ]

    def __str__(self) -> str:
        return self.head_name

    @property
    def masked_name(self) -> str:
        """王*明, 王* — what the public sees without the separate consent (experience 20)."""
        return mask_name(self.head_name)


def mask_name(name: str) -> str:
    """The first and last character of a name of three or more, the first of a shorter one.

    >>> mask_name("王小明"), mask_name("陈红")
    ('王*明', '陈*')
    """
    if len(name) <= 2:
        return f"{name[:1]}*"
    return f"{name[0]}*{name[-1]}"


@described(
    kind=TableKind.HOUSEHOLD,
    internal=("consent_due_on",),
    personal=("name", "kinship", "sex", "birth", "work_or_school", "search_tokens"),
)
class HouseholdMember(Row):
    """A resident beside the head. `kinship` says the relation to the head (GB/T 4761-2008, domain B3).

    An empty `kinship` is not known (any more). `consent_due_on` is the day by which a guardian must have agreed.
    """

    household = models.ForeignKey(Household, models.CASCADE, related_name="members", db_constraint=False)
    name = models.CharField(_("姓名"), max_length=40)
    kinship = models.CharField(_("家庭关系"), max_length=2)
    sex = models.CharField(_("性别"), max_length=1, default="9")
    birth = models.CharField(_("出生年月"), max_length=7, blank=True)
    work_or_school = models.CharField(_("工作单位/就读学校"), max_length=60, blank=True)
    consent_due_on = models.DateField(null=True, editable=False)
    search_tokens = NameTokensField(of="name")

    class Meta:
        verbose_name = _("家庭成员")
        verbose_name_plural = _("家庭成员")
        ordering = ["kinship", "id"]
        constraints = [
            models.UniqueConstraint(fields=["household"], condition=Q(kinship="02"), name="household_one_head_member"),
            models.CheckConstraint(condition=Q(sex__in=["0", "1", "2", "9"]), name="member_sex_code"),
        ]

    def __str__(self) -> str:
        return self.name
