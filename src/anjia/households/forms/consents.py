"""Forms about proofs of consent."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.paper_fields import DayInput
from anjia.households.enums import ConsentKind


class SheetForm(forms.Form):
    """One scan, and who signed it: for taking part, and apart from that for the full name."""

    scan = forms.FileField(
        label=_("签字表扫描件"),
        help_text=_("PDF 或清晰的照片，不超过 20 MB。一张表可以有很多户签字，只需上传一次。"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )
    participate = forms.ModelMultipleChoiceField(None, required=False)
    publish = forms.ModelMultipleChoiceField(None, required=False)

    def __init__(self, *args: Any, families: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("participate", "publish"):
            self.fields[name].queryset = families

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("participate") and not data.get("publish"):
            raise ValidationError(_("请勾选签了字的家庭。"))
        return data


class SlipsForm(forms.Form):
    """For which families slips or cards are printed."""

    families = forms.ModelMultipleChoiceField(None, label=_("家庭"))

    def __init__(self, *args: Any, families: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["families"].queryset = families


class CodesForm(forms.Form):
    """Codes from returned slips, one to a line."""

    codes = forms.CharField(
        label=_("确认码"),
        widget=forms.Textarea(attrs={"rows": 6, "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("每行一个，照交回的同意书录入；大小写和横线不影响。"),
    )

    def clean_codes(self) -> list[str]:
        codes = [part for part in re.split(r"[\s,，;；]+", self.cleaned_data["codes"].strip()) if part]
        if len(codes) > 500:
            raise ValidationError(_("一次最多录入 500 个确认码。"))
        return codes


class WitnessForm(forms.Form):
    """代办: what the family said, before whom."""

    kinds = forms.MultipleChoiceField(
        label=_("本户同意的事项"), choices=ConsentKind.choices, widget=forms.CheckboxSelectMultiple
    )
    witness = forms.CharField(label=_("见证人"), max_length=40, help_text=_("不能是经办人本人"))
    second_witness = forms.CharField(label=_("第二见证人"), max_length=40, required=False)
    signed_on = forms.DateField(
        label=_("表示同意的日期"), required=False, widget=DayInput(), initial=timezone.localdate
    )
    was_read = forms.BooleanField(label=_("已向本户读过同意书，并告知可以随时撤回"))
