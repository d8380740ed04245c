"""The questions of the import wizard."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.households.importing import Preview
from anjia.households.roster import ROSTER, Code, Header
from anjia.households.roster.opening import MAX_BYTES, TOO_LARGE
from anjia.regions.names import MOST_GROUPS, group_number

MOST_MOVES = 200
LEFT_OUT = _("不导入")
TOTALS = (Code.TOTAL_ROWS, Code.TOTAL_PERSONS)


def by_number(label: str) -> tuple[int, str]:
    """2组 before 12组, groups with a name of their own last."""
    return group_number(label) or MOST_GROUPS + 1, label


class UploadForm(forms.Form):
    """The file; everything else is found in it."""

    roster = forms.FileField(
        label=_("名册文件"),
        help_text=_("Excel（.xlsx）或 CSV，不超过 20 MB。一村一张工作表、带标题行和合计行的名册都可以直接上传。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_roster(self) -> Any:
        file = self.cleaned_data["roster"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file


class ColumnsForm(forms.Form):
    """One choice per column of every different header."""

    def __init__(
        self,
        *args: Any,
        headers: Iterable[Header],
        labels: Mapping[StrEnum, str | Promise] = ROSTER.labels,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.labels = {field.value: label for field, label in labels.items()}
        self.headers: dict[str, Header] = {header.fingerprint: header for header in headers}
        choices = [("", LEFT_OUT), *self.labels.items()]
        for key, header in self.headers.items():
            for index, label in enumerate(header.labels):
                if label:
                    self.fields[f"{key}-{index}"] = forms.ChoiceField(
                        label=label, choices=choices, required=False, initial=header.columns[index] or ""
                    )

    def clean(self) -> dict[str, Any]:
        for key in self.headers:
            chosen = [value for name, value in self.cleaned_data.items() if name.startswith(f"{key}-") and value]
            twice = {value for value in chosen if chosen.count(value) > 1}
            if twice:
                names = "、".join(str(self.labels[value]) for value in sorted(twice))
                raise forms.ValidationError(_("“%(names)s”选了两列，请只留一列。"), params={"names": names})
        return self.cleaned_data

    @property
    def columns(self) -> dict[str, dict[str, str]]:
        """Header key to {column: field}, as a batch keeps it."""
        found: dict[str, dict[str, str]] = {key: {} for key in self.headers}
        for name, value in self.cleaned_data.items():
            key, _dash, index = name.rpartition("-")
            if value:
                found[key][index] = value
        return found


class SettleForm(forms.Form):
    """What the preview leaves open: villages, groups to be made, likely duplicates, totals that differ."""

    groups = forms.MultipleChoiceField(required=False)
    moves = forms.MultipleChoiceField(required=False)
    totals = forms.BooleanField(label=_("已核对合计数，按逐行数导入"), required=False)

    def __init__(self, *args: Any, preview: Preview, settled: Mapping[str, Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.preview, self.settled = preview, settled
        self.fields["groups"].choices = [(value, value) for value, *_rest in self.group_rows]
        self.fields["moves"].choices = [(row["household_id"], row["head_name"]) for row in self.move_rows]
        self.fields["totals"].initial = bool(settled.get("totals"))
        if not any(issue.code in TOTALS for issue in preview.result.issues):
            del self.fields["totals"]
        self._add_villages()
        self._add_duplicates()

    def _add_villages(self) -> None:
        names = [(c.id, c.name) for c in self.preview.candidates]
        for index, proposal in enumerate(self.preview.result.villages):
            self.fields[f"village-{index}"] = forms.ChoiceField(
                label=proposal.name or proposal.code or proposal.sheet,
                choices=[("", _("请选择")), *names],
                initial=proposal.chosen or "",
                required=False,
            )

    def _add_duplicates(self) -> None:
        for index, pair in enumerate(self.preview.result.duplicates):
            keep = [(str(at), _("只保留第 %(row)d 行") % {"row": row}) for at, (_sheet, row) in enumerate(pair.rows)]
            self.fields[f"pair-{index}"] = forms.ChoiceField(
                label=f"{pair.sheet} {'、'.join(str(row) for _sheet, row in pair.rows)}",
                choices=[("", _("先不处理")), *keep, ("apart", _("是不同的家庭，都导入"))],
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def group_rows(self) -> list[tuple[str, str, str, int, bool]]:
        """(value, village, label, rows, ticked) of every group the registry does not know yet."""
        names = {c.id: c.name for c in self.preview.candidates}
        result = self.preview.result
        ticked = [
            (village, label, result.counts[(village, label)].asked if (village, label) in result.counts else 0, True)
            for village, labels in self.settled.get("ticked", {}).items()
            for label in labels
        ]
        open_ = [(group.village_id, group.label, group.rows, False) for group in result.unknown_groups]
        found = sorted((*ticked, *open_), key=lambda row: (names.get(row[0], ""), *by_number(row[1])))
        return [(f"{v}|{label}", names.get(v, ""), label, rows, on) for v, label, rows, on in found]

    @property
    def move_rows(self) -> list[dict[str, Any]]:
        """Families that the roster has in another group than the registry; `on` are those to be moved."""
        found = self.preview.compared.filter(self.preview.compared["old_group"].is_not_null())
        told = found.filter(found["status"] != "unclear").head(MOST_MOVES)
        chosen = self.settled.get("moves", [])
        columns = ("sheet", "row", "household_id", "head_name", "group", "old_group")
        return [{**row, "on": row["household_id"] in chosen} for row in told.select(columns).iter_rows(named=True)]

    @property
    def village_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("village-")]

    @property
    def pair_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("pair-")]

    @property
    def decisions(self) -> dict[str, Any]:
        """What a batch keeps as `settled`: earlier decisions on duplicates stay."""
        ticked: dict[str, list[str]] = {}
        for value in self.cleaned_data["groups"]:
            village, _bar, label = value.partition("|")
            ticked.setdefault(village, []).append(label)
        dropped, distinct = self._pairs()
        villages = {
            proposal.key: self.cleaned_data[f"village-{index}"]
            for index, proposal in enumerate(self.preview.result.villages)
            if self.cleaned_data[f"village-{index}"]
        }
        return {
            "villages": {**self.settled.get("villages", {}), **villages},
            "ticked": ticked,
            "dropped": [*self.settled.get("dropped", []), *dropped],
            "distinct": [*self.settled.get("distinct", []), *distinct],
            "moves": self.cleaned_data["moves"],
            "totals": self.cleaned_data.get("totals", False),
        }

    def _pairs(self) -> tuple[list[list[Any]], list[list[Any]]]:
        dropped, distinct = [], []
        for index, pair in enumerate(self.preview.result.duplicates):
            choice = self.cleaned_data[f"pair-{index}"]
            if choice == "apart":
                distinct += [list(row) for row in pair.rows]
            elif choice:
                dropped += [list(row) for at, row in enumerate(pair.rows) if str(at) != choice]
        return dropped, distinct


class ConfirmForm(forms.Form):
    """The figures that were seen, and whether the roster's rows are the groups' totals."""

    new = forms.IntegerField(widget=forms.HiddenInput)
    update = forms.IntegerField(widget=forms.HiddenInput)
    record_totals = forms.BooleanField(
        label=_("这份名册列出了各组的全部住户，用它登记各组总户数"),
        help_text=_("只登记户数，不登记没有同意参加的家庭。不确定就不要勾选。"),
        required=False,
    )
