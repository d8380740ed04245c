"""What a family corrects of its own data: each form holds what is stored, to be typed over."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import RequestKind
from anjia.households.forms.requests import READERS, asked_fields
from anjia.households.models import Household
from anjia.web.fields import GuardedTextFormField

SAME_VILLAGE = _("本村")
OF_A_MEMBER = (RequestKind.MEMBER_LEFT, RequestKind.DIED, RequestKind.NEW_HEAD)


def stored(household: Household, kind: str) -> dict[str, Any]:
    """What is held now of the things a kind asks for, under the names of its fields."""
    held: dict[RequestKind, dict[str, Any]] = {
        RequestKind.WRONG_NAME: {"name": household.head_name},
        RequestKind.WRONG_BIRTH: {"birth": household.head_birth},
        RequestKind.MOVED: {
            "village_to": str(SAME_VILLAGE),
            "group_to": household.region.name,
            "address": household.address,
        },
        RequestKind.NEW_HEAD: {"phone": household.phone},
        RequestKind.SIZE: {"size": household.household_size},
        RequestKind.PHONE: {"phone": household.phone},
    }
    return held.get(RequestKind(kind), {})


class OwnRequestForm(forms.Form):
    """The fields of the kind and nothing about who one is: the card has said it."""

    note = GuardedTextFormField(
        label=_("补充说明"), required=False, max_length=200, help_text=_("只写与这项变更有关的事，可以不写。")
    )

    def __init__(self, *args: Any, kind: str, household: Household, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind, self.held = kind, stored(household, kind)
        self.asked = asked_fields(kind)
        people = [member.name for member in household.members.all()]
        if kind == RequestKind.DIED:
            people = [household.head_name, *people]
        if kind in OF_A_MEMBER and people:
            choices: list[Any] = [("", _("请选择")), *((name, name) for name in people)]
            self.asked["name"] = forms.ChoiceField(label=self.asked["name"].label, choices=choices)
        self.fields.update(self.asked)
        self.order_fields([*self.asked, "note"])
        for name, value in self.held.items():
            self.fields[name].initial = value

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name in [name for name in self.asked if told.get(name) and name in READERS]:
            try:
                told[name] = READERS[name](told[name])
            except forms.ValidationError as error:
                self.add_error(name, error)
        if not self.errors and self._is_unchanged(told):
            raise forms.ValidationError(_now("还没有改：填的和存着的一样。"))
        return told

    def _is_unchanged(self, told: dict[str, Any]) -> bool:
        """Whether all that was held was left as it is; a new head is somebody else, whatever the phone."""
        if not self.held or self.kind == RequestKind.NEW_HEAD:
            return False
        return all(told.get(name) == value for name, value in self.held.items())

    def request(self) -> dict[str, Any]:
        """The arguments of the action."""
        asked = {name: self.cleaned_data[name] for name in self.asked if self.cleaned_data.get(name)}
        return {"asked": asked, "note": self.cleaned_data["note"]}
