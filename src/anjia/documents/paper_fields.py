"""What any form asks beside its contents where they come from paper."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions.keep_paper import Paper


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
