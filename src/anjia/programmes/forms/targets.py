"""The numbers of one level of the tree, on one page."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.programmes.queries.targets import TargetTable

MOST = 1_000_000


class TotalForm(forms.Form):
    safe_families = forms.IntegerField(label=_("平安家庭指标"), min_value=1, max_value=MOST)
    model_families = forms.IntegerField(label=_("示范户指标"), min_value=0, max_value=MOST)


class TargetForm(forms.Form):
    """Two numbers for every child; an empty box is 0."""

    def __init__(self, *args: Any, table: TargetTable, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.table = table
        for row in table.rows:
            given = row.allocation
            self._add(f"safe_{row.region.pk}", row.region.name, _("平安家庭"), given.safe_families if given else None)
            self._add(f"model_{row.region.pk}", row.region.name, _("示范户"), given.model_families if given else None)

    def _add(self, name: str, place: str, kind: Any, stands: int | None) -> None:
        label = _("%(place)s：%(kind)s") % {"place": place, "kind": kind}
        self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=MOST, required=False, initial=stands)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {"row": row, "safe": self[f"safe_{row.region.pk}"], "model": self[f"model_{row.region.pk}"]}
            for row in self.table.rows
        ]

    def numbers(self) -> dict[uuid.UUID, tuple[int, int]]:
        data = self.cleaned_data
        keys = [row.region.pk for row in self.table.rows]
        return {pk: (data[f"safe_{pk}"] or 0, data[f"model_{pk}"] or 0) for pk in keys}
