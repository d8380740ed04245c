"""Forms of the family's own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User


class CodeForm(forms.Form):
    """The code on the slip or the receipt."""

    code = forms.CharField(
        label=_("本户确认码"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("印在同意书或回执上，8 位，大小写和横线都可以不管。"),
    )


class CardForm(forms.Form):
    """Code and PIN as they stand on the card; the QR code fills in the first."""

    code = forms.CharField(
        label=_("卡号"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("印在家庭卡上，8 位。扫卡上的二维码会自动填好。"),
    )
    pin = forms.CharField(
        label=_("密码"),
        max_length=12,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("印在家庭卡上，6 个数字。"),
    )


class RatersField(forms.ModelMultipleChoiceField):
    """People by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class ExcludeForm(forms.Form):
    """Whom the family does not wish to be rated by. No reason is asked, and there is no box for one."""

    people = RatersField(User.objects.none(), label=_("请不要让这些人评我家"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people
