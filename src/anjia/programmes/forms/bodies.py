"""Leading groups, panels and pilots as they are written on paper."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.programmes.actions import MemberLine
from anjia.programmes.enums import Duty, PanelOrigin
from anjia.programmes.models import LeadingGroup
from anjia.regions.models import Region
from anjia.web.filters import FilterForm

SPARE_LINES = 4


class PanelFilter(FilterForm):
    show = forms.ChoiceField(
        label=_("显示"), required=False, choices=[("", _("全部")), ("missing", _("只看还没有考评小组的"))]
    )


class LeadingGroupForm(forms.Form):
    """The office and one line per member; empty lines are left out."""

    office = forms.CharField(label=_("办公室设在"), max_length=80, required=False)

    def __init__(self, *args: Any, group: LeadingGroup | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        members = list(group.members.all()) if group else []
        self.initial.setdefault("office", group.office if group else "")
        self.count = max(len(members) + SPARE_LINES, 6)
        for number in range(1, self.count + 1):
            member = members[number - 1] if number <= len(members) else None
            self._add_line(number, member)

    def _add_line(self, number: int, member: Any) -> None:
        about = {"n": number}
        self.fields[f"name_{number}"] = forms.CharField(
            label=_("第%(n)d人姓名") % about, max_length=40, required=False, initial=member.name if member else ""
        )
        self.fields[f"post_{number}"] = forms.CharField(
            label=_("第%(n)d人单位职务") % about, max_length=60, required=False, initial=member.post if member else ""
        )
        suggested = Duty.LEADER if number == 1 else Duty.MEMBER
        self.fields[f"duty_{number}"] = forms.ChoiceField(
            label=_("第%(n)d人组内职责") % about, choices=Duty.choices, initial=member.duty if member else suggested
        )

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {"n": n, "name": self[f"name_{n}"], "post": self[f"post_{n}"], "duty": self[f"duty_{n}"]}
            for n in range(1, self.count + 1)
        ]

    def members(self) -> list[MemberLine]:
        data = self.cleaned_data
        numbers = [n for n in range(1, self.count + 1) if data[f"name_{n}"]]
        return [MemberLine(data[f"name_{n}"], data[f"duty_{n}"], data[f"post_{n}"]) for n in numbers]


class PanelForm(forms.Form):
    """For every person with a role in the village: the body they come from, or not on the panel."""

    def __init__(self, *args: Any, people: Any, origins: dict[uuid.UUID, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = list(people)
        choices = [("", _("不参加")), *PanelOrigin.choices]
        for person in self.people:
            self.fields[f"origin_{person.pk}"] = forms.ChoiceField(
                label=str(person), choices=choices, required=False, initial=origins.get(person.pk, "")
            )

    def origins(self) -> dict[uuid.UUID, str]:
        data = self.cleaned_data
        return {p.pk: data[f"origin_{p.pk}"] for p in self.people if data[f"origin_{p.pk}"]}


class PilotForm(forms.Form):
    sites = forms.ModelMultipleChoiceField(
        Region.objects.none(),
        label=_("培育点"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("选 1 至 2 个。"),
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["sites"]
        choice.queryset = places
