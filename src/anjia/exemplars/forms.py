"""Forms of recommendations, plaques, ceremonies and other honours."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.enums import HonourKind, PlaqueState, RecommendationState, ReplaceReason, ReturnReason
from anjia.honours.enums import TitleKind
from anjia.households.roster.opening import MAX_BYTES, TOO_LARGE
from anjia.web.fields import GuardedTextFormField
from anjia.web.filters import FilterForm, SearchField
from anjia.web.screens import NoteForm

ALL = [("", _("全部"))]


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


def year_field() -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.CharField(label=_("年度"), required=False, max_length=4, widget=widget)


class RecommendationFilter(FilterForm):
    q = SearchField(_("姓名或村（社区）"))
    year = year_field()
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[*ALL, *RecommendationState.choices])


class PlaqueFilter(FilterForm):
    q = SearchField(_("姓名、牌匾编号或村（社区）"))
    year = year_field()
    kind = forms.ChoiceField(label=_("称号"), required=False, choices=[*ALL, *TitleKind.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[*ALL, *PlaqueState.choices])


class TitlesForm(forms.Form):
    """Families to choose, by their titles."""

    families = forms.MultipleChoiceField(label=_("家庭"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, titles: list[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["families"]
        field.choices = [
            (str(title.pk), f"{title.head_name}　{title.region.parent.name}{title.region.name}　{title.serial}")
            for title in titles
        ]

    @property
    def title_ids(self) -> list[uuid.UUID]:
        return [uuid.UUID(pk) for pk in self.cleaned_data["families"]]


class RecommendForm(TitlesForm):
    agreed_on = day_field(
        _("本户同意推荐的日期"),
        initial=timezone.localdate,
        help_text=_("推荐以前先征得本户同意。本户随时可以不参加推荐，不用说明原因。"),
    )


class ReasonForm(forms.Form):
    reason = GuardedTextFormField(
        label=_("推荐理由"), required=False, max_length=200, help_text=_("一两句话，写看得见的好事。")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RanksForm(forms.Form):
    """One place for each family."""

    def __init__(self, *args: Any, rows: list[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[f"rank_{row.pk}"] = forms.IntegerField(
                label=row.household.head_name, min_value=1, max_value=len(rows)
            )

    def field_of(self, row: Any) -> Any:
        return self[f"rank_{row.pk}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ranks = [cleaned.get(f"rank_{row.pk}") for row in self.rows]
        if None not in ranks and len(set(ranks)) != len(ranks):
            raise forms.ValidationError(_("名次不能重复，请从 1 开始每户填一个。"))
        return cleaned

    @property
    def order(self) -> list[uuid.UUID]:
        return [row.pk for row in sorted(self.rows, key=lambda row: self.cleaned_data[f"rank_{row.pk}"])]


class ReturnForm(NoteForm):
    reason = forms.ChoiceField(label=_("退回的原因"), choices=ReturnReason.choices, widget=forms.RadioSelect)


class GiveForm(NoteForm):
    given_on = day_field(_("授牌日期"), initial=timezone.localdate)
    received_by = forms.CharField(
        label=_("领取人"), max_length=40, help_text=_("户主本人，或代领的家人。领取人在领取单上签名。")
    )


class ReplaceForm(NoteForm):
    """A lost plaque is replaced as lost; one that is there as damaged, or because its words are wrong."""

    reason = forms.ChoiceField(label=_("换发的原因"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, is_lost: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reason"]
        field.choices = [item for item in ReplaceReason.choices if (item[0] == ReplaceReason.LOST) == is_lost]
        if is_lost:
            field.initial = ReplaceReason.LOST


class CeremonyForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=60)
    held_on = day_field(_("日期"))
    place = forms.CharField(label=_("地点"), max_length=60)
    seats_in_row = forms.IntegerField(label=_("每排座位"), min_value=1, max_value=60, initial=10)


class SeatsForm(forms.Form):
    """The order and the receiver of every family of a ceremony."""

    def __init__(self, *args: Any, seats: list[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.seats = seats
        for seat in seats:
            name = seat.plaque.head_name
            self.fields[f"order_{seat.pk}"] = forms.IntegerField(
                label=_("%(name)s的次序") % {"name": name}, min_value=1, max_value=2000
            )
            self.fields[f"receiver_{seat.pk}"] = forms.CharField(
                label=_("%(name)s家的领取人") % {"name": name}, max_length=40, required=False
            )

    def fields_of(self, seat: Any) -> tuple[Any, Any]:
        return self[f"order_{seat.pk}"], self[f"receiver_{seat.pk}"]

    @property
    def orders(self) -> dict[uuid.UUID, int]:
        return {seat.pk: self.cleaned_data[f"order_{seat.pk}"] for seat in self.seats}

    @property
    def receivers(self) -> dict[uuid.UUID, str]:
        return {seat.pk: self.cleaned_data[f"receiver_{seat.pk}"] for seat in self.seats}


class FinishForm(NoteForm):
    """Who did not come; their plaques wait."""

    absent = forms.MultipleChoiceField(
        label=_("没有到场的家庭"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("他们的牌匾留待另行送到。"),
    )

    def __init__(self, *args: Any, seats: list[Any] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["absent"]
        field.choices = [(str(seat.pk), f"{seat.order}　{seat.plaque.head_name}") for seat in seats or []]


class PlaquesUploadForm(forms.Form):
    plaques = forms.FileField(
        label=_("以前牌匾的名单"),
        help_text=_("Excel（.xlsx）或 CSV，不超过 20 MB。一块牌匾一行，编号照牌匾原样。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_plaques(self) -> Any:
        file = self.cleaned_data["plaques"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file


class HonourForm(forms.Form):
    kind = forms.ChoiceField(label=_("种类"), choices=HonourKind.choices)
    name = GuardedTextFormField(
        label=_("荣誉名称"),
        max_length=60,
        required=False,
        widget=forms.TextInput(),
        help_text=_("其他荣誉请照证书填写。"),
    )
    issuing_body = forms.CharField(label=_("授予单位"), max_length=60)
    number = forms.CharField(label=_("文号或证书编号"), max_length=40, required=False)
    awarded_on = day_field(_("授予日期"))
    proof = forms.FileField(
        label=_("证书的照片或扫描件"),
        required=False,
        help_text=_("PDF 或照片，不超过 20 MB。"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == HonourKind.OTHER and not cleaned.get("name"):
            self.add_error("name", _("请照证书填写荣誉名称。"))
        return cleaned


class PlaqueVerifyForm(forms.Form):
    serial = forms.CharField(
        label=_("牌匾编号"), max_length=24, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    code = forms.CharField(
        label=_("查验码"), max_length=24, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
