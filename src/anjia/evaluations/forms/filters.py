"""What a list of candidacies is narrowed by; lives in the URL."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import CandidacyState, MeetingState
from anjia.evaluations.models import Candidacy
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.web.filters import FilterForm


class MeetingFilter(FilterForm):
    state = forms.ChoiceField(label=_("进度"), required=False, choices=[("", _("全部")), *MeetingState.choices])


class CandidacyFilter(FilterForm):
    """State, the place below where one stands, and the one below that."""

    state = forms.ChoiceField(label=_("进度"), required=False, choices=[("", _("全部")), *CandidacyState.choices])
    region = forms.ModelChoiceField(queryset=Region.objects.none(), required=False, empty_label=_("全部"))
    within = forms.ModelChoiceField(queryset=Region.objects.none(), required=False, empty_label=_("全部"))

    def __init__(self, data: Any, *, place: Region | None, has_state: bool):
        super().__init__(data)
        if not has_state:
            del self.fields["state"]
        below = self._offer("region", place)
        chosen = below.filter(pk=data.get("region")).first() if _is_id(data.get("region")) else None
        self._offer("within", chosen)

    def _offer(self, name: str, place: Region | None) -> QuerySet[Region]:
        level = Region.Level(place.level).below if place else None
        if place is None or level is None:
            del self.fields[name]
            return Region.objects.none()
        children = place.children.order_by("path")
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.label = children, level.label
        return children

    def narrow(self, candidacies: QuerySet[Candidacy]) -> QuerySet[Candidacy]:
        """Apply whatever was filled in rightly."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("state"):
            candidacies = candidacies.filter(state=chosen["state"])
        place = chosen.get("within") or chosen.get("region")
        return candidacies.filter(under("region__path", place.path)) if place else candidacies


def _is_id(text: Any) -> bool:
    try:
        uuid.UUID(str(text))
    except ValueError:
        return False
    return True
