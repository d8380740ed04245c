"""A ballot as typed: a score and, where it is not full, a reason for each criterion."""

from decimal import InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.models import Ballot
from anjia.evaluations.points import parse_points, shown
from anjia.evaluations.sheet import Deduction, Sheet
from anjia.programmes.models import Criterion


class BallotForm(forms.Form):
    """Built from the sheet of one family; starts full, or as the rater confirmed it before."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, sheet: Sheet, ballot: Ballot | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.sheet, self.ballot = sheet, ballot
        self.fields["version"].initial = ballot.version if ballot else 0
        taken = {d.criterion_id: d for d in ballot.deductions.all()} if ballot else {}
        for criterion in sheet.criteria:
            deduction = taken.get(criterion.pk)
            lost = deduction.half_points if deduction else 0
            self.fields[f"score_{criterion.code}"] = forms.CharField(
                label=criterion.title, initial=shown(criterion.max_half_points - lost), required=False, max_length=8
            )
            self.fields[f"reason_{criterion.code}"] = forms.CharField(
                initial=str(deduction.reason_id) if deduction else "", required=False, max_length=36
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["deductions"] = [d for c in self.sheet.criteria if (d := self._deduction(c, data)) is not None]
        return data

    def _deduction(self, criterion: Criterion, data: dict[str, Any]) -> Deduction | None:
        name = f"score_{criterion.code}"
        try:
            score = parse_points(data.get(name) or "")
        except (InvalidOperation, ValueError):
            self.add_error(name, _("请填分数，例如 8 或 8.5。"))
            return None
        if score == criterion.max_half_points:
            return None
        chosen = data.get(f"reason_{criterion.code}")
        reason = next((r for r in self.sheet.reasons_of(criterion) if str(r.pk) == chosen), None)
        self._check(criterion, name, score, reason)
        return Deduction(criterion, reason, criterion.max_half_points - score)

    def _check(self, criterion: Criterion, name: str, score: int, reason: Any) -> None:
        most = reason.max_half_points if reason else 0
        if not 0 <= score <= criterion.max_half_points:
            self.add_error(name, _("得分须在 0 到 %(max)s 之间。") % {"max": shown(criterion.max_half_points)})
        elif reason is None:
            self.add_error(name, _("请从列表中选择扣分原因，或恢复满分。"))
        elif criterion.max_half_points - score > most:
            self.add_error(name, _("这一原因最多扣 %(max)s 分。") % {"max": shown(most)})

    def rows(self) -> list[dict[str, Any]]:
        """What the scoring sheet shows of each criterion."""
        return [self._row(criterion) for criterion in self.sheet.criteria]

    def _row(self, criterion: Criterion) -> dict[str, Any]:
        score, reason = self[f"score_{criterion.code}"], self[f"reason_{criterion.code}"]
        reasons = self.sheet.reasons_of(criterion)
        return {
            "code": criterion.code,
            "number": criterion.order,
            "title": criterion.title,
            "note": "",
            "max": shown(criterion.max_half_points),
            "score": score.value() or "",
            "reason": reason.value() or "",
            "reasons": [{"value": str(r.pk), "text": r.text, "max": shown(r.max_half_points)} for r in reasons],
            "error": " ".join(str(error) for error in score.errors),
        }
