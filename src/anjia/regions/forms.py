"""Creating groups, recording household totals, entering a holiday notice."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.regions.actions import MOST_HOUSEHOLDS, MOST_UNITS
from anjia.regions.enums import Measure
from anjia.regions.holiday_notice import HolidayTable, read_table
from anjia.regions.models import Region
from anjia.regions.names import group_labels


class GroupsForm(forms.Form):
    """The names of a village's groups, at once."""

    labels = forms.CharField(
        label=_("小组名称"),
        help_text=_("可以写“1组…12组”，也可以用顿号隔开或一行一个，如“1组、2组、石塘组”。"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )

    def clean_labels(self) -> list[str]:
        labels = group_labels(self.cleaned_data["labels"])
        if any("..." in label for label in labels):
            raise forms.ValidationError(_("起止的组号没有看懂，请写成“1组…12组”，小号在前，最多 200 组。"))
        long = [label for label in labels if len(label) > 20]
        if long:
            raise forms.ValidationError(_("“%(label)s…”太长，小组名称最多 20 个字。") % {"label": long[0][:12]})
        return labels


class TotalsForm(forms.Form):
    """One number per group of a village, as of a day. An empty box changes nothing."""

    as_of = forms.DateField(label=_("截至日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(
        label=_("数字来源"),
        help_text=_("例如：纸质户数表，小组长签名确认。"),
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, groups: list[Region], totals: dict[Any, int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.groups = groups
        self.initial.setdefault("as_of", timezone.localdate())
        for group in groups:
            self.fields[f"g{group.pk}"] = forms.IntegerField(
                label=group.name,
                min_value=0,
                max_value=MOST_HOUSEHOLDS,
                required=False,
                initial=totals.get(group.pk),
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [self[f"g{group.pk}"] for group in self.groups]

    def clean_as_of(self) -> Any:
        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("日期不能晚于今天。"))
        return day

    def totals(self) -> dict[Region, int]:
        """What was filled in, by group."""
        filled = {group: self.cleaned_data.get(f"g{group.pk}") for group in self.groups}
        return {group: number for group, number in filled.items() if number is not None}


class HolidayForm(forms.Form):
    """A pasted table; every line must be understood before anything is entered."""

    table = forms.CharField(
        label=_("放假和调休的日期"),
        help_text=_("一行一天或一段，写明“放假”或“上班”，如“2027-01-01至2027-01-03 放假 元旦”“2027-02-06 上班”。"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=20_000,
    )

    def clean_table(self) -> HolidayTable:
        table = read_table(self.cleaned_data["table"])
        if table.problems:
            raise forms.ValidationError(table.problems[:20])
        if not table.rows:
            raise forms.ValidationError(_("没有读到日期。"))
        return table


class RuleForm(forms.Form):
    """What a rule says from a day on. A share asks for two numbers, a length of time for one."""

    law = forms.CharField(label=_("法律或文件"), max_length=60, help_text=_("写现行名称，如“村民委员会组织法”。"))
    article = forms.CharField(label=_("条款"), max_length=20, required=False)
    text = forms.CharField(
        label=_("怎么规定的"),
        help_text=_("用一句平实的话写明，页面和记录上会照此显示。"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=200,
    )
    numerator = forms.IntegerField(label=_("数值"), min_value=1, max_value=MOST_UNITS)
    denominator = forms.IntegerField(label=_("分母"), min_value=1, max_value=MOST_UNITS)
    valid_from = forms.DateField(label=_("施行日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if measure.is_share:
            self.fields["numerator"].label = _("分子")
            self.fields["numerator"].help_text = _("三分之二：分子填 2，分母填 3。")
        else:
            del self.fields["denominator"]
            self.fields["numerator"].help_text = _("单位：%(unit)s") % {"unit": measure.label}


class TermForm(forms.Form):
    """An old word and the one in force."""

    old = forms.CharField(label=_("旧称"), max_length=30)
    current = forms.CharField(label=_("现称"), max_length=30)
    note = forms.CharField(label=_("说明"), max_length=100, required=False)
