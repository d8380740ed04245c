"""Handing a family its file, and erasing it: closed reasons only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import CopyReason, EraseReason
from anjia.households.queries.personal_data import left_by_name

FORMATS = [("page", _("一页可以打印的资料")), ("json", _("给电脑程序读的文件（JSON）"))]


class FileForm(forms.Form):
    """Why, and in which form."""

    reason = forms.ChoiceField(label=_("理由"), choices=CopyReason.choices, widget=forms.RadioSelect)
    output = forms.ChoiceField(label=_("形式"), choices=FORMATS, initial="page", widget=forms.RadioSelect)


class EraseForm(forms.Form):
    reason = forms.ChoiceField(label=_("理由"), choices=EraseReason.choices, widget=forms.RadioSelect)


class LeftForm(forms.Form):
    """Which family that left: by its whole name, so that nobody looks through a list of those who left."""

    head_name = forms.CharField(label=_("户主姓名"), max_length=40, help_text=_("请写登记时的全名"))
    head_birth = forms.CharField(
        label=_("出生年月"), max_length=7, required=False, help_text=_("同名的请写上，如：1970-05")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.errors:
            return told
        found = list(left_by_name(self.user, told["head_name"].strip(), told["head_birth"].strip())[:2])
        if not found:
            self.add_error("head_name", _("没有找到这样一户已经退出的家庭，或者资料已经删除。"))
        elif len(found) > 1:
            self.add_error("head_birth", _("同名的不止一户，请写上出生年月。"))
        return {**told, "household": found[0] if len(found) == 1 else None}
