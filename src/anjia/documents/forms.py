"""The form of a wish to export."""

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.web.fields import GuardedTextFormField


class ExportForm(forms.Form):
    purpose = GuardedTextFormField(
        label=_("用途"), max_length=200, help_text=_("写明给谁、做什么用。用途会印在名单上并写进操作记录。")
    )
