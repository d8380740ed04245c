"""Where a rehearsal takes place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.regions.models import Region


class PlaceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.parent.name} · {obj.name}" if obj.parent else obj.name


class RehearsalForm(forms.Form):
    region = PlaceField(
        Region.objects.none(), label=_("演练的地方"), help_text=_("一个村（社区），或整个乡镇（街道）。")
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["region"]
        choice.queryset = places
