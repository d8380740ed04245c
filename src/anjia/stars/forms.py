"""The recording sheet, corrections, recusals, and what the lists are narrowed by."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.households.models import Household
from anjia.programmes.models import Criterion
from anjia.stars.actions import Entry
from anjia.stars.enums import CorrectionReason, Evidence, Miss, QuarterState, RecusalKind
from anjia.stars.marks import A_QUARTER, LETTERS, QUARTERS, stars_of
from anjia.stars.models import StarRecord
from anjia.web.fields import GuardedText
from anjia.web.filters import FilterForm, SearchField

NUMBERS = [(str(number), _("第 %(n)d 季度") % {"n": number}) for number in QUARTERS]


class QuarterFilter(FilterForm):
    year = forms.IntegerField(label=_("年度"), required=False, min_value=2020, max_value=2100)
    quarter = forms.ChoiceField(label=_("季度"), required=False, choices=[("", _("全部")), *NUMBERS])
    state = forms.ChoiceField(label=_("进度"), required=False, choices=[("", _("全部")), *QuarterState.choices])


class RecordFilter(FilterForm):
    name = SearchField(placeholder=_("户主姓名"))
    stars = forms.ChoiceField(
        label=_("星数"),
        required=False,
        choices=[("", _("全部")), *((str(n), str(n)) for n in range(A_QUARTER, -1, -1))],
    )


class GradeFilter(FilterForm):
    year = forms.IntegerField(label=_("年度"), required=False, min_value=2020, max_value=2100)
    name = SearchField(placeholder=_("户主姓名"))
    level = forms.ChoiceField(
        label=_("年度星级"),
        required=False,
        choices=[
            ("", _("全部")), ("5", _("五星")), ("4", _("四星")), ("3", _("三星")), ("2", _("二星")), ("1", _("一星")),
            ("0", _("不评年度星级")),
        ],
    )  # fmt: skip


NO_STAR = {"invalid_choice": _("“%(value)s”不是一颗星：请选得星的依据，或没有得的原因。")}


def letters_for(position: int, credited: frozenset[int]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What one star of a family can be: given, on what it rests, or missing, and why."""
    offered = [choice for choice in Evidence.choices if choice[0] != Evidence.CREDIT or position in credited]
    return [(str(_("得星")), offered), (str(_("没有得")), list(Miss.choices))]


class MarksForm(forms.Form):
    """Five stars of each family of a group: a small list a star, empty while the family is not recorded."""

    def __init__(
        self,
        *args: Any,
        families: Sequence[Household],
        records: Mapping[uuid.UUID, StarRecord],
        credited: Mapping[uuid.UUID, frozenset[int]],
        criteria: Sequence[Criterion],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.families, self.records, self.criteria = families, records, criteria
        self.credited = credited
        for family in families:
            self._add(family)

    def _add(self, family: Household) -> None:
        record = self.records.get(family.pk)
        held = self.credited.get(family.pk, frozenset())
        version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=record.version if record else 0)
        self.fields[f"version_{family.pk}"] = version
        for at, criterion in enumerate(self.criteria):
            told = {"family": family.head_name, "criterion": criterion.title}
            self.fields[self.name(family, at)] = forms.ChoiceField(
                label=_("%(family)s：%(criterion)s") % told,
                required=False,
                choices=[("", "—"), *letters_for(at, held)],
                error_messages=NO_STAR,
                initial=record.marks[at] if record else "",
            )

    @staticmethod
    def name(family: Household, at: int) -> str:
        return f"star{at}_{family.pk}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for family in self.families:
            letters = [data.get(self.name(family, at)) or "" for at in range(len(self.criteria))]
            if any(letters) and not all(letters):
                message = _("“%(family)s”家只记了一部分，请把五颗都记上，或全部留空。")
                self.add_error(self.name(family, letters.index("")), message % {"family": family.head_name})
        return data

    def entries(self) -> list[Entry]:
        """The families that are filled in."""
        found = []
        for family in self.families:
            letters = "".join(self.cleaned_data.get(self.name(family, at)) or "" for at in range(len(self.criteria)))
            if letters:
                found.append(Entry(family.pk, letters, self.cleaned_data.get(f"version_{family.pk}")))
        return found

    def rows(self) -> list[dict[str, Any]]:
        """What the sheet shows of each family."""
        return [self._row(family) for family in self.families]

    def _row(self, family: Household) -> dict[str, Any]:
        cells: list[dict[str, Any]] = [
            {
                "field": self[self.name(family, at)],
                "criterion": criterion,
                "number": at + 1,
                "give": Evidence.CREDIT if at in self.credited.get(family.pk, ()) else Evidence.DECLARATION,
                "is_given": self[self.name(family, at)].value() in Evidence.values,
                "errors": self[self.name(family, at)].errors,
            }
            for at, criterion in enumerate(self.criteria)
        ]
        letters = "".join(str(cell["field"].value() or "") for cell in cells)
        is_whole = len(letters) == A_QUARTER and set(letters) <= LETTERS
        return {
            "family": family,
            "cells": cells,
            "version": self[f"version_{family.pk}"],
            "total": stars_of(letters) if is_whole else "",
        }


class CorrectionForm(forms.Form):
    """One family's five stars anew, with the reason."""

    reason = forms.ChoiceField(label=_("更正原因"), choices=[("", _("请选择")), *CorrectionReason.choices])
    note = GuardedText(_("说明"), blank=True, max_length=200).formfield(required=False)

    def __init__(self, *args: Any, criteria: Sequence[Criterion], credited: frozenset[int], marks: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for at, criterion in enumerate(criteria):
            self.fields[f"star{at}"] = forms.ChoiceField(
                label=criterion.title,
                choices=[("", _("请选择")), *letters_for(at, credited)],
                error_messages=NO_STAR,
                initial=marks[at] if marks else "",
            )
        self.order_fields([f"star{at}" for at in range(len(criteria))])

    def marks(self) -> str:
        return "".join(self.cleaned_data[f"star{at}"] for at in range(A_QUARTER))


class MemberChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class StarRecusalForm(forms.Form):
    member = MemberChoice(User.objects.none(), label=_("回避的人"))
    kind = forms.ChoiceField(label=_("原因"), choices=RecusalKind.choices)

    def __init__(self, *args: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["member"]
        choice.queryset = people
