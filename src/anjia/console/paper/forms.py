"""What is typed in from paper: a meeting, a signed list, a scan."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.console.paper.blanks import NUMBERED
from anjia.documents.paper_fields import DayInput
from anjia.evaluations.enums import Outcome
from anjia.evaluations.models import Candidacy, GroupMeeting
from anjia.households.models import Household

SCAN_HELP = _("PDF 或清晰的照片，不超过 20 MB；作为凭证保存。")


class ScanForm(forms.Form):
    """Every paper has a date and a scan."""

    dated_on = forms.DateField(label=_("纸上的日期"), widget=DayInput(), help_text=_("不是今天录入的日期。"))
    scan = forms.FileField(
        label=_("扫描件或照片"), help_text=SCAN_HELP, widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"})
    )

    def told_scan(self) -> tuple[str, bytes]:
        return self.cleaned_data["scan"].name, self.cleaned_data["scan"].read()


class MeetingField(forms.ModelChoiceField):
    """A meeting by its group and its day."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.region.name}　{obj.held_on:%Y-%m-%d}"


class PaperScanForm(ScanForm):
    """The scan of a paper that was typed in elsewhere; one of a meeting says of which."""

    meeting = MeetingField(GroupMeeting.objects.none(), label=_("哪次会议"), empty_label=_("请选择"))
    field_order = ["meeting", "dated_on", "scan"]

    def __init__(self, *args: Any, meetings: QuerySet[GroupMeeting] | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if meetings is None:
            del self.fields["meeting"]
        else:
            field: Any = self.fields["meeting"]
            field.queryset = meetings


class MeetingForm(ScanForm):
    """The sign-in list as it was signed."""

    place = forms.CharField(label=_("地点"), max_length=60, required=False)
    others = forms.IntegerField(
        label=_("其他到会户数"), min_value=0, max_value=9999, initial=0, help_text=_("未登记家庭的户长，只记户数。")
    )
    raters = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("评分小组"), widget=forms.CheckboxSelectMultiple, help_text=_("至少三人。")
    )

    def __init__(self, *args: Any, people: Any, families: list[Household], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["raters"].queryset = people
        self.families = families
        holders = [("", _("未到")), ("self", _("本人到会"))]
        for family in families:
            others = [(str(other.pk), _("委托 %(name)s") % {"name": other.head_name}) for other in families]
            choices = [*holders, *(choice for choice in others if choice[0] != str(family.pk))]
            self.fields[f"came_{family.pk}"] = forms.ChoiceField(
                label=family.head_name, choices=choices, required=False, initial="self"
            )

    def rows(self) -> list[tuple[Household, forms.BoundField]]:
        return [(family, self[f"came_{family.pk}"]) for family in self.families]

    def present(self) -> list[uuid.UUID]:
        return [f.pk for f in self.families if self.cleaned_data.get(f"came_{f.pk}") == "self"]

    def proxies(self) -> dict[uuid.UUID, uuid.UUID]:
        given = {f.pk: self.cleaned_data.get(f"came_{f.pk}") for f in self.families}
        return {pk: uuid.UUID(holder) for pk, holder in given.items() if holder not in ("", None, "self")}


class OpinionsForm(ScanForm):
    """A list that was signed: for every family one of accept, return and refuse, the latter with their reasons."""

    def __init__(self, *args: Any, candidacies: list[Candidacy], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.candidacies = candidacies
        for candidacy in candidacies:
            self.fields[f"said_{candidacy.pk}"] = forms.ChoiceField(
                label=str(candidacy), choices=_choices, required=False
            )

    def rows(self) -> list[tuple[Candidacy, forms.BoundField]]:
        return [(candidacy, self[f"said_{candidacy.pk}"]) for candidacy in self.candidacies]

    def decisions(self) -> dict[uuid.UUID, tuple[str, str]]:
        """Candidacy id to outcome and reason, for the families on which the paper says something."""
        said = {c.pk: self.cleaned_data.get(f"said_{c.pk}") or "" for c in self.candidacies}
        return {pk: (text.partition(":")[0], text.partition(":")[2]) for pk, text in said.items() if text}


def _choices() -> list[Any]:
    """With the numbers that stand on the paper."""
    adverse = [
        (outcome.label, [(f"{outcome}:{reason}", f"{outcome.label} {n} {reason.label}") for n, reason in numbered])
        for outcome, numbered in NUMBERED.items()
    ]
    return [("", _("纸上没有填")), (f"{Outcome.ACCEPT}:", Outcome.ACCEPT.label), *adverse]
