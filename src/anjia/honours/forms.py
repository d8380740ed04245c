"""Forms of decisions, titles, exports and the public verification."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.enums import VoidReason
from anjia.honours.adoption import UnknownGroup
from anjia.honours.enums import DecisionState, ReturnReason, TitleKind, TitleState
from anjia.households.roster.opening import MAX_BYTES, TOO_LARGE
from anjia.web.filters import FilterForm, SearchField
from anjia.web.screens import NoteForm


class DecideForm(NoteForm):
    met_on = forms.DateField(
        label=_("审定会议日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
        help_text=_("会议要在所有公示结束以后召开。"),
    )


class SignForm(NoteForm):
    signer_name = forms.CharField(label=_("签发人"), max_length=40, help_text=_("写在公文上的签发人姓名。"))


class VoidForm(NoteForm):
    reason = forms.CharField(label=_("作废的原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class ReturnForm(NoteForm):
    reason = forms.ChoiceField(label=_("退回的原因"), choices=ReturnReason.choices, widget=forms.RadioSelect)


class NumberVoidForm(NoteForm):
    reason = forms.ChoiceField(label=_("作废的原因"), choices=VoidReason.choices, widget=forms.RadioSelect)


class TitlesUploadForm(forms.Form):
    titles = forms.FileField(
        label=_("以前称号的名单"),
        help_text=_("Excel（.xlsx）或 CSV，不超过 20 MB。一户一行，去年和今年已经命名的都可以放在一起。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    issuing_organ = forms.CharField(
        label=_("发文机关"),
        max_length=80,
        help_text=_("名单里有“发文机关”一列的，以名单为准。机构的旧名会换成现在的名称。"),
    )

    def clean_titles(self) -> Any:
        file = self.cleaned_data["titles"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file


class GroupsForm(forms.Form):
    """The groups of a list that are in no register; nothing is ticked beforehand, for a slip makes a group too."""

    groups = forms.MultipleChoiceField(
        label=_("确有的小组"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("写错的不要勾，请改正名单后重新上传。"),
    )

    def __init__(self, *args: Any, groups: Sequence[UnknownGroup], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["groups"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (f"{group.village_id}/{group.label}", f"{group.village}{group.label}（{group.rows}）") for group in groups
        ]

    def chosen(self) -> dict[str, list[str]]:
        """Village id to the labels of its groups."""
        found: dict[str, list[str]] = {}
        for value in self.cleaned_data["groups"]:
            village_id, _slash, label = value.partition("/")
            found.setdefault(village_id, []).append(label)
        return found


class ScanForm(forms.Form):
    scan = forms.FileField(
        label=_("决定的扫描件"),
        help_text=_("PDF 或照片，不超过 20 MB。"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )


class VerifyForm(forms.Form):
    serial = forms.CharField(
        label=_("证书编号"), max_length=24, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    code = forms.CharField(
        label=_("查验码"),
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("10 位字母和数字，大小写不限。扫证书上的二维码可以直接查验。"),
    )


class DecisionFilter(FilterForm):
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *DecisionState.choices])


class TitleFilter(FilterForm):
    q = SearchField(_("姓名、证书编号或村（社区）"))
    year = forms.CharField(
        label=_("年度"), required=False, max_length=4, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    kind = forms.ChoiceField(label=_("称号"), required=False, choices=[("", _("全部")), *TitleKind.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *TitleState.choices])
