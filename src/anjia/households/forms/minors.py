"""The consent of a guardian, or of a young person."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import Guardian
from anjia.households.forms.changes import DayInput
from anjia.web.filters import FilterForm

CHILDREN, YOUNG = "children", "young"


class MinorFilter(FilterForm):
    who = forms.ChoiceField(
        label=_("由谁同意"),
        required=False,
        choices=[("", _("全部")), (CHILDREN, _("监护人（不满 14 周岁）")), (YOUNG, _("本人（已满 14 周岁）"))],
    )


class MinorConsentForm(forms.Form):
    """Under fourteen it asks for the guardian; above, only for day and proof."""

    guardian_name = forms.CharField(label=_("监护人姓名"), max_length=40)
    guardian = forms.ChoiceField(label=_("是孩子的"), choices=Guardian.choices, widget=forms.RadioSelect)
    given_on = forms.DateField(label=_("同意日期"), widget=DayInput(), initial=timezone.localdate)
    scan = forms.FileField(label=_("签了字的同意书"), required=False, help_text=_("扫描件或清晰的照片。"))
    witness = forms.CharField(
        label=_("见证人"), required=False, max_length=40, help_text=_("没有签字件时填写；不能是经办人本人。")
    )

    def __init__(self, *args: Any, is_child: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not is_child:
            del self.fields["guardian_name"], self.fields["guardian"]
