"""Forms of a correction."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import CorrectionState, KeptReason
from anjia.households.reading import read_birth, read_name
from anjia.web.filters import FilterForm
from anjia.web.screens import NoteForm

WAITING = "waiting"
"""Those that wait for this person's word: not what one has proposed oneself."""


class CorrectionFilter(FilterForm):
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部")), (WAITING, _("等我确认")), *CorrectionState.choices]
    )


class CorrectionForm(forms.Form):
    """What is right. `proof` is asked for on the check page, where the change is large."""

    head_name = forms.CharField(label=_("正确的姓名"), max_length=40)
    head_birth = forms.CharField(
        label=_("正确的出生年月"), required=False, max_length=20, help_text=_("如 1970-05；没有错就不用改。")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    proof = forms.FileField(
        label=_("证明材料"),
        required=False,
        help_text=_("如户口簿的姓名页（遮住身份证号）。PDF 或清晰的照片，不超过 20 MB。只有乡镇（街道）妇联看得到。"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )

    def clean_head_name(self) -> str:
        return read_name(self.cleaned_data["head_name"])

    def clean_head_birth(self) -> str:
        return read_birth(self.cleaned_data["head_birth"])


class DeclineForm(NoteForm):
    reason = forms.ChoiceField(label=_("不予更正的原因"), choices=KeptReason.choices, widget=forms.RadioSelect)
