"""Credits typed from a paper sheet, and where they can be earned."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household


class CreditForm(forms.Form):
    """The families of a village (or group): ticked means credited. What was ticked and is not now is taken back."""

    def __init__(self, *args: Any, families: list[Household], held: set[uuid.UUID], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.rows, self.held = families, held
        choices = [(str(family.pk), family.head_name) for family in families]
        self.fields["families"] = forms.MultipleChoiceField(
            label=_("家庭"),
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=[str(pk) for pk in held],
        )

    @property
    def ticked(self) -> set[uuid.UUID]:
        """What stands ticked on the page."""
        if not self.is_bound:
            return self.held
        return {uuid.UUID(value) for value in self.cleaned_data.get("families", [])}

    def chosen(self) -> list[uuid.UUID]:
        return [family.pk for family in self.rows if family.pk in self.ticked]

    def taken_back(self) -> list[uuid.UUID]:
        return [family.pk for family in self.rows if family.pk in self.held - self.ticked]


class OfferForm(forms.Form):
    offer = forms.CharField(
        label=_("获得途径"),
        max_length=80,
        required=False,
        help_text=_("例如：每月社区学习日签到；入户发放的自查表。留空表示本村暂时没有途径，缺这项积分就不扣分。"),
    )
