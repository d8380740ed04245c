"""Forms about one family."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.documents.paper_fields import PaperFields
from anjia.households.enums import ResidenceType
from anjia.households.kinship import MEMBER_CHOICES
from anjia.households.models import Household, HouseholdMember
from anjia.households.reading import read_birth, read_name, read_phone
from anjia.regions.models import Region
from anjia.web.fields import GuardedTextFormField


class ReadMixin(forms.BaseForm):
    """Names, months and phones are read by the rules of the roster, so that both ways in agree."""

    def clean_head_name(self) -> str:
        return read_name(self.cleaned_data["head_name"])

    def clean_head_birth(self) -> str:
        return read_birth(self.cleaned_data["head_birth"])

    def clean_phone(self) -> str:
        return read_phone(self.cleaned_data["phone"])


class GroupField(forms.ModelChoiceField):
    """A group, with the village that tells it from the others of the same number."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.parent.name} {obj.name}"


class FamilyForm(ReadMixin, forms.Form):
    """What the registry keeps of a family besides its head's name and where it lives."""

    head_birth = forms.CharField(label=_("出生年月"), required=False, help_text=_("如 1970-05"), max_length=20)
    household_size = forms.IntegerField(
        label=_("家庭人数"), min_value=1, max_value=60, help_text=_("常住在一起的人数，含户主")
    )
    address = forms.CharField(label=_("家庭住址"), required=False, max_length=120)
    phone = forms.CharField(label=_("联系电话"), required=False, max_length=30)
    occupation = forms.CharField(label=_("职业"), required=False, max_length=40)
    residence_type = forms.ChoiceField(label=_("居住类型"), choices=ResidenceType.choices, help_text=_("与户籍无关"))


class EditForm(FamilyForm):
    """The same with the version that was read. An empty phone field leaves the number as it is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    phone = forms.CharField(
        label=_("新的联系电话"), required=False, max_length=30, help_text=_("不改就留空；现有号码不在这里显示。")
    )
    field_order = ["head_birth", "household_size", "address", "phone", "occupation", "residence_type"]


class RegisterForm(FamilyForm):
    """A family entered from paper."""

    region = GroupField(Region.objects.none(), label=_("村（居）民小组"), empty_label=None)
    head_name = forms.CharField(label=_("户主姓名"), max_length=40, help_text=_("户主是家庭的联系人，男女都可以"))
    field_order = ["head_name", "region", "head_birth", "household_size", "address", "phone"]

    def __init__(self, *args: Any, groups: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = groups


class ReasonForm(forms.Form):
    """Why a number is looked at."""

    reason = GuardedTextFormField(label=_("用途"), max_length=100, help_text=_("如：通知开户长会议。会记入操作记录。"))


class WithdrawForm(PaperFields):
    """What the family takes back. No reason is asked."""

    KINDS = [("publish", _("只撤回公示姓名，仍参加创建")), ("participate", _("退出创建"))]
    kind = forms.ChoiceField(label=_("撤回哪一项"), choices=KINDS, widget=forms.RadioSelect)
    field_order = ["kind", "paper_on", "helped_by", "paper_scan"]


class MemberForm(forms.ModelForm):
    """A resident beside the head."""

    kinship = forms.ChoiceField(label=_("与户主关系"), choices=MEMBER_CHOICES)
    sex = forms.ChoiceField(label=_("性别"), choices=[("1", _("男")), ("2", _("女")), ("9", _("未说明"))], initial="9")

    class Meta:
        model = HouseholdMember
        fields = ["name", "kinship", "sex", "birth", "work_or_school"]
        help_texts = {"birth": _("如 1970-05")}

    def clean_name(self) -> str:
        return read_name(self.cleaned_data["name"])

    def clean_birth(self) -> str:
        return read_birth(self.cleaned_data["birth"], minors=True)


def initial_of(household: Household) -> dict[str, Any]:
    """What the edit form starts with; the number stays masked."""
    names = ("head_birth", "household_size", "address", "occupation", "residence_type", "version")
    return {name: getattr(household, name) for name in names}
