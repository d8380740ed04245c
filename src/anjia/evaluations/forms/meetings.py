"""Planning a meeting, naming its panel, counting others, entering votes."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.evaluations.models import Candidacy
from anjia.regions.models import Region


class DayInput(forms.DateInput):
    """A date field of the browser."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class GroupField(forms.ModelChoiceField):
    """A group by its village's and its own name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.parent.name} {obj.name}"


class RatersField(forms.ModelMultipleChoiceField):
    """People by name and role."""

    roles: dict[uuid.UUID, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} · {self.roles.get(obj.pk, '')}"


class PlanMeetingForm(forms.Form):
    """Which group meets, when, and where."""

    group = GroupField(label=_("村（居）民小组"), queryset=Region.objects.none())
    held_on = forms.DateField(label=_("日期"), widget=DayInput(), initial=timezone.localdate)
    place = forms.CharField(label=_("地点"), max_length=60, required=False)

    def __init__(self, *args: Any, groups: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, GroupField)
        field.queryset = groups


class PanelForm(forms.Form):
    """The raters of a meeting."""

    raters = RatersField(
        label=_("评分人"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("至少三人。与某一户有亲属关系的，可在评分前对那一户申明回避，不影响评别的家庭。"),
    )

    def __init__(self, *args: Any, people: Any, roles: dict[uuid.UUID, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["raters"]
        assert isinstance(field, RatersField)
        field.queryset, field.roles = people, roles


class OthersForm(forms.Form):
    """Heads of families that are not registered: a number."""

    others = forms.IntegerField(label=_("其他到会户数"), min_value=0, max_value=9999)


class VotesForm(forms.Form):
    """One number per family; an empty box is a family that was not voted on."""

    def __init__(self, *args: Any, families: list[Candidacy], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.families = families
        for family in families:
            self.fields[f"votes_{family.pk}"] = forms.IntegerField(label=str(family), min_value=0, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self.votes():
            raise forms.ValidationError(_("一户的票数也没有填。"))
        return data

    def votes(self) -> dict[uuid.UUID, int]:
        """Candidacy id to votes, for the families that were voted on."""
        found = {family.pk: self.cleaned_data.get(f"votes_{family.pk}") for family in self.families}
        return {pk: votes for pk, votes in found.items() if votes is not None}

    def field_of(self, family: Candidacy) -> forms.BoundField:
        return self[f"votes_{family.pk}"]
