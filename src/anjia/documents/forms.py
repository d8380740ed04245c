"""The form of a wish to export."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.web.exports import formats
from anjia.web.fields import GuardedTextFormField
from anjia.web.filters import FilterForm

WAITING = "waiting"


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
