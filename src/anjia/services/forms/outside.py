"""What another body counted, as it says so itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.services.enums import Unit


class OutsideForm(forms.Form):
    body = forms.CharField(label=_("哪个单位"), max_length=60)
    begins_on = forms.DateField(label=_("从哪天"))
    ends_on = forms.DateField(label=_("到哪天"))
    measure = forms.CharField(
        label=_("对方怎么叫这个数"), max_length=40, help_text=_("照原文写，例如：调解结案率。叫法不同的数不能相加。")
    )
    whole = forms.IntegerField(label=_("总数"), required=False, min_value=0, help_text=_("没有说的不填。"))
    part = forms.IntegerField(label=_("其中"), min_value=0)
    unit = forms.ChoiceField(label=_("单位"), choices=Unit.choices, widget=forms.RadioSelect)
    is_approximate = forms.BooleanField(label=_("对方只说了约数（“余”“多”“近”）"), required=False)
    remark = forms.CharField(
        label=_("说明"), max_length=200, required=False, help_text=_("里面含什么，例如：含撤诉 659 件。")
    )
    source = forms.CharField(label=_("出处"), max_length=120, help_text=_("哪份材料、哪天。"))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        whole, part = said.get("whole"), said.get("part")
        if whole is not None and part is not None and part > whole:
            self.add_error("part", _("其中的数不能多于总数。"))
        return said
