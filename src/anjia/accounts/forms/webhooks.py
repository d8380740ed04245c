"""Registering an address for events."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.accounts.webhooks import kinds


class WebhookForm(forms.Form):
    """For the place one stands in, and all below it."""

    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("写明是哪个系统，例如“区政务公开平台”。"))
    url = forms.URLField(
        label=_("地址"),
        max_length=300,
        assume_scheme="https",
        help_text=_("须以 https:// 开头，从外面能打开；内部网络的地址须先由系统管理员允许。"),
    )
    kinds = forms.MultipleChoiceField(label=_("推送的事项"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["kinds"]).choices = list(kinds.items())
