"""Announcing a spot-check, drawing it, calling it off, and what the lists are narrowed by."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import CallOff, StandsOut
from anjia.evaluations.forms.meetings import DayInput
from anjia.web.filters import FilterForm


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


class AnnounceForm(forms.Form):
    """Where and when the seed will come out, and how much is drawn: all of it before the seed is known."""

    seed_source = forms.CharField(
        label=_("种子的来源"),
        max_length=120,
        help_text=_("一串谁都能查到、现在谁也不知道的号码，例如：福彩3D第2026315期开奖号码。写到别人能照着查到。"),
    )
    seed_day = forms.DateField(
        label=_("种子公布的日子"),
        widget=DayInput(),
        initial=tomorrow,
        help_text=_("最早明天。到了这天、号码公布以后才能抽取。"),
    )
    percent = forms.IntegerField(label=_("每村抽取比例（%）"), initial=10, min_value=1, max_value=100)
    least = forms.IntegerField(
        label=_("每村至少（户）"), initial=3, min_value=1, max_value=50, help_text=_("不够这个数的村，全部抽取。")
    )


class DrawForm(forms.Form):
    """The seed as it was made known."""

    seed = forms.CharField(
        label=_("种子"), max_length=80, help_text=_("照公布的号码原样填写，中间有空格的也照写；公众会拿它再抽一遍。")
    )


class CallOffForm(forms.Form):
    reason = forms.ChoiceField(label=_("取消的原因"), choices=CallOff.choices, widget=forms.RadioSelect)


class StandingOutFilter(FilterForm):
    show = forms.ChoiceField(
        label=_("显示"),
        required=False,
        choices=[("", _("全部村（社区）")), ("flagged", _("只看偏离的")), *StandsOut.choices],
    )


class BlindFilter(FilterForm):
    show = forms.ChoiceField(
        label=_("显示"), required=False, choices=[("", _("全部")), ("open", _("待评")), ("done", _("已确认"))]
    )
