"""Drawing a spot-check, and what the list of villages is narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import StandsOut
from anjia.web.filters import FilterForm


class DrawForm(forms.Form):
    """Seed and share, said before the draw."""

    seed = forms.CharField(
        label=_("种子"),
        max_length=80,
        help_text=_("一串谁都能查到、事先定不了的号码。照原样填写，一个空格也算。"),
    )
    seed_source = forms.CharField(
        label=_("种子的来源"),
        max_length=120,
        help_text=_("例如：2026年11月25日福彩3D第2026315期开奖号码。别人要能照着查到。"),
    )
    percent = forms.IntegerField(label=_("每村抽取比例（%）"), initial=10, min_value=1, max_value=100)
    least = forms.IntegerField(
        label=_("每村至少（户）"), initial=3, min_value=1, max_value=50, help_text=_("不够这个数的村，全部抽取。")
    )


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
