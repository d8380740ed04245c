"""The form of a wish to export."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions.keep_paper import Paper
from anjia.web.exports import formats
from anjia.web.fields import GuardedTextFormField
from anjia.web.filters import FilterForm

WAITING = "waiting"


class DayInput(forms.DateInput):
    """A date field of the browser."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PaperFields(forms.Form):
    """What a form asks beside its contents where they come from paper: the date on it, who helped, a scan."""

    paper_on = forms.DateField(
        label=_("纸上的日期"), required=False, widget=DayInput(), help_text=_("按纸质表录入时填；当面办理的留空。")
    )
    helped_by = forms.CharField(
        label=_("见证人或代笔人"), required=False, max_length=40, help_text=_("有人见证或帮忙填写的，写姓名。")
    )
    paper_scan = forms.FileField(
        label=_("扫描件或照片"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        help_text=_("PDF 或清晰的照片，不超过 20 MB；作为凭证保存。"),
    )

    def clean_paper_on(self) -> Any:
        day = self.cleaned_data["paper_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("纸上的日期不能晚于今天。"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            not data.get("paper_on")
            and "paper_on" not in self.errors
            and (data.get("helped_by") or data.get("paper_scan"))
        ):
            self.add_error("paper_on", _("有扫描件或见证人的，请填纸上的日期。"))
        return data

    def paper(self) -> Paper | None:
        """What was kept on paper; None where it was not on paper."""
        told = self.cleaned_data
        if not told.get("paper_on"):
            return None
        scan = told.get("paper_scan")
        return Paper(told["paper_on"], told.get("helped_by", ""), (scan.name, scan.read()) if scan else None)


class ExportFilter(FilterForm):
    show = forms.ChoiceField(label=_("显示"), required=False, choices=[("", _("全部")), (WAITING, _("只看等我批准的"))])


class ExportForm(forms.Form):
    ending = forms.ChoiceField(label=_("格式"))
    purpose = GuardedTextFormField(
        label=_("用途"), max_length=200, help_text=_("写明给谁、做什么用。用途会印在名单上并写进操作记录。")
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # The kinds of file are registered when the site starts.
        self.fields["ending"].choices = [(made.ending, made.label) for made in formats.values()]
