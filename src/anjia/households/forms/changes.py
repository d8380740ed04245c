"""Forms of dated changes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.forms.households import GroupField
from anjia.households.kinship import CODES, MEMBER_CHOICES
from anjia.households.models import Household, HouseholdMember
from anjia.households.queries.places import groups_named
from anjia.households.reading import read_phone
from anjia.regions.models import Region

PHONE_HELP = _("新户主的联系电话。留空的，这户暂时没有联系电话。")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MemberField(forms.ModelChoiceField):
    """A member with what they are to the head."""

    def label_from_instance(self, obj: Any) -> str:
        return "　".join(part for part in (obj.name, str(CODES.get(obj.kinship, "")), obj.birth) if part)


class MembersField(forms.ModelMultipleChoiceField):
    label_from_instance = MemberField.label_from_instance


class ChangeForm(forms.Form):
    """The day, and the version of the family that was read."""

    effective_on = forms.DateField(label=_("变动日期"), widget=DayInput(), initial=timezone.localdate)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, household: Household, groups: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.household = household
        members = household.members.all()
        for name in {"member", "successor", "head", "leaving"} & set(self.fields):
            self.fields[name].queryset = members
        if "region" in self.fields:
            self.fields["region"].queryset = groups.filter(path__startswith=household.region.path[:16])

    def clean_phone(self) -> str:
        return read_phone(self.cleaned_data["phone"])


class PlaceMixin(forms.Form):
    """A group of one's own village from the list, or one elsewhere by its names."""

    region = GroupField(
        Region.objects.none(), label=_("本村（社区）的小组"), required=False, empty_label=_("不在本村（社区）")
    )
    village = forms.CharField(
        label=_("其他村（社区）"),
        required=False,
        max_length=60,
        help_text=_("如：学堂冲社区。同名的请写上乡镇（街道）。"),
    )
    group = forms.CharField(label=_("那里的小组"), required=False, max_length=30, help_text=_("如：3组"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("region") or not (told.get("village") or told.get("group")):
            return told
        found = groups_named(told.get("village", ""), told.get("group", ""))
        if len(found) == 1:
            told["region"] = found[0]
            return told
        if not found:
            self.add_error("village", _("没有找到这个村（社区）的这个小组。请核对名称；已撤并的，请写现在的名称。"))
        else:
            names = "、".join(group.parent.parent.name + group.parent.name for group in found[:5])
            self.add_error("village", _("同名的不止一个：%(names)s。请写上乡镇（街道）。") % {"names": names})
        return told


class MoveForm(PlaceMixin, ChangeForm):
    """Where the family lives now."""

    address = forms.CharField(label=_("新住址"), required=False, max_length=120)
    field_order = ["effective_on", "region", "village", "group", "address"]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if not told.get("region") and not self.errors:
            self.add_error("region", _("请选本村（社区）的小组，或写明搬到哪个村（社区）的哪个小组。"))
        return told


class HeadForm(ChangeForm):
    """Who is the contact from now on."""

    member = MemberField(HouseholdMember.objects.none(), label=_("新户主"), empty_label=_("请选择"))
    phone = forms.CharField(label=_("联系电话"), required=False, max_length=30, help_text=PHONE_HELP)
    field_order = ["effective_on", "member", "phone"]


class DeathForm(ChangeForm):
    """Who died, and who follows where it was the head."""

    member = MemberField(HouseholdMember.objects.none(), label=_("去世的人"), required=False, empty_label=_("户主"))
    successor = MemberField(
        HouseholdMember.objects.none(),
        label=_("接任户主的成员"),
        required=False,
        empty_label=_("不需要"),
        help_text=_("去世的是户主、家里还有人时才选。"),
    )
    phone = forms.CharField(label=_("联系电话"), required=False, max_length=30, help_text=PHONE_HELP)
    field_order = ["effective_on", "member", "successor", "phone"]


class SplitForm(PlaceMixin, ChangeForm):
    """Who leaves, who is the head of the new household, where it lives, and whether it wants to take part."""

    leaving = MembersField(
        HouseholdMember.objects.none(),
        label=_("分出去的人"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("户主留在本户，候选和称号也留在本户。"),
    )
    head = MemberField(HouseholdMember.objects.none(), label=_("新户的户主"), empty_label=_("请选择"))
    takes_part = forms.ChoiceField(
        label=_("新户自己是否愿意参加创建"),
        choices=[("yes", _("愿意，登记为新的一户（待补同意凭证）")), ("no", _("不参加或还没问，不登记"))],
        widget=forms.RadioSelect,
    )
    address = forms.CharField(label=_("新户住址"), required=False, max_length=120)
    phone = forms.CharField(label=_("新户联系电话"), required=False, max_length=30)
    field_order = ["effective_on", "leaving", "head", "takes_part", "region", "village", "group", "address", "phone"]


class MergeForm(forms.Form):
    """Which row stays, and what the other head is to its head where they are two persons."""

    decision = forms.ChoiceField(label=_("怎么办"), widget=forms.RadioSelect)
    kinship = forms.ChoiceField(
        label=_("另一位户主是留下这户户主的"), choices=[("", _("同一个人")), *MEMBER_CHOICES], required=False
    )
    effective_on = forms.DateField(label=_("核实日期"), widget=DayInput(), initial=timezone.localdate)
    versions = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, one: Household, other: Household, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [
            ("first", _("同一户，保留左边这条")),
            ("second", _("同一户，保留右边这条")),
            ("apart", _("是两户，以后不再提示")),
        ]
        if one.head_name == other.head_name:
            del self.fields["kinship"]
