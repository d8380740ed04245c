"""Opinions, recusals and the family's own choices."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.evaluations.enums import DECLARED_RECUSALS, REFUSE_REASONS, RETURN_REASONS, Outcome, RecusalKind, StepReason
from anjia.web.fields import GuardedTextFormField

NOTE_HELP = _("选填。只写材料和程序上的事实；不写家庭成员的信仰、健康、纠纷或反映诉求。")
MOST_CHOSEN = 20_000
ADVERSE: dict[str, frozenset[StepReason]] = {Outcome.RETURN: RETURN_REASONS, Outcome.REFUSE: REFUSE_REASONS}


def _reasons() -> list[Any]:
    returns = [(r.value, r.label) for r in StepReason if r in RETURN_REASONS]
    refusals = [(r.value, r.label) for r in StepReason if r in REFUSE_REASONS]
    return [("", _("（同意时不选）")), (_("退回的理由"), returns), (_("不予通过的理由"), refusals)]


class OpinionForm(forms.Form):
    """Accept, return or refuse; the latter two with a reason from their own list."""

    outcome = forms.ChoiceField(
        label=_("意见"), choices=Outcome.choices, widget=forms.RadioSelect, initial=Outcome.ACCEPT
    )
    reason = forms.ChoiceField(label=_("理由"), choices=_reasons, required=False)
    note = GuardedTextFormField(label=_("说明"), required=False, max_length=300, help_text=NOTE_HELP)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        outcome, reason = data.get("outcome"), data.get("reason", "")
        allowed = ADVERSE.get(str(outcome))
        if allowed is None:
            data["reason"] = ""
        elif reason not in allowed:
            self.add_error("reason", _("退回或不予通过，须从各自的列表中选一个理由。"))
        return data


class BatchForm(OpinionForm):
    """The same for several families: their ids travel with the check page."""

    ids = forms.CharField(widget=forms.HiddenInput, max_length=37 * MOST_CHOSEN)

    def clean_ids(self) -> str:
        text = self.cleaned_data["ids"]
        if not self.read(text):
            raise forms.ValidationError(_("没有选中任何家庭，请回到列表勾选。"))
        return text

    @staticmethod
    def read(text: str) -> list[uuid.UUID]:
        """The ids in the text; what is none is left out."""
        return [found for part in text.split(",") if (found := _uuid(part)) is not None]


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class RecusalForm(forms.Form):
    """Who is not counted for a family, and how that came about."""

    person = forms.ModelChoiceField(label=_("回避人"), queryset=User.objects.none())
    kind = forms.ChoiceField(label=_("情形"), choices=DECLARED_RECUSALS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Any, may_exclude: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        person, kind = self.fields["person"], self.fields["kind"]
        assert isinstance(person, forms.ModelChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        person.queryset = people
        if not may_exclude:
            kind.choices = [c for c in DECLARED_RECUSALS if c[0] != RecusalKind.EXCLUDED]


class AlternativesForm(forms.Form):
    """The criteria for which the family chose the alternative indicator."""

    codes = forms.MultipleChoiceField(
        label=_("家庭选择替代指标的评分项"), required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        codes = self.fields["codes"]
        assert isinstance(codes, forms.MultipleChoiceField)
        codes.choices = offered
