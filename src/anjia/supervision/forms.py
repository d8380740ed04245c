"""Forms: what somebody says, the code, the answer."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.regions.models import Region
from anjia.supervision.actions.pressure import months_offered
from anjia.supervision.enums import Measure, Pressure, ReportState
from anjia.supervision.queries import villages_to_choose
from anjia.web.fields import GuardedTextFormField
from anjia.web.filters import FilterForm
from anjia.web.long_select import LongSelect


def _villages() -> Iterator[Any]:
    yield "", _("请选择")
    for town, villages in groupby(villages_to_choose(), key=lambda village: village.parent):
        yield town.name, [(str(village.pk), village.name) for village in villages]


def _months() -> list[tuple[str, str]]:
    return [("", _("请选择")), *((m, _("%(y)s 年 %(m)d 月") % {"y": m[:4], "m": int(m[5:])}) for m in months_offered())]


class PressedForm(forms.Form):
    """A village, a kind, a month. Nothing else is asked, so that nothing else can be told."""

    village = forms.ChoiceField(label=_("哪个村（社区）"), choices=_villages, widget=LongSelect)
    pressure = forms.ChoiceField(label=_("什么情形"), choices=Pressure.choices, widget=forms.RadioSelect)
    month = forms.ChoiceField(label=_("什么时候"), choices=_months)
    wants_out = forms.BooleanField(
        label=_("我家想退出，请告诉我怎么退"),
        required=False,
        help_text=_("勾上以后，下一页说明怎么退。这一项不保存：我们不知道您是哪一家，也不想知道。"),
    )

    def clean_village(self) -> Region:
        return villages_to_choose().get(pk=self.cleaned_data["village"])


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("查询码"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )


class AnswerForm(forms.Form):
    """What the district did, and one sentence."""

    measure = forms.ChoiceField(label=_("办理结果"), choices=Measure.choices, widget=forms.RadioSelect)
    answer = GuardedTextFormField(
        label=_("补充一句"),
        required=False,
        max_length=200,
        help_text=_("凭查询码可以看到。只写做了什么；不要写人，也不要猜是谁反映的。"),
    )


class ReportFilter(FilterForm):
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("open", _("待答复")), ("", _("全部")), *ReportState.choices]
    )
