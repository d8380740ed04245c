"""A draft of a standard, criterion by criterion, and its way into force."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.programmes.actions import CriterionDraft, ReasonLine
from anjia.programmes.enums import HouseholdKind, Reply
from anjia.programmes.forms.cycle import VersionedForm, day_field
from anjia.programmes.models import Criterion, StandardVersion
from anjia.programmes.points import half_points, shown
from anjia.regions.models import Region
from anjia.web.fields import GuardedTextFormField

SPARE_REASONS = 2


class PointsField(forms.DecimalField):
    """Points as people write them; the value is half-points."""

    def __init__(self, **kwargs: Any):
        super().__init__(min_value=0, max_value=100, max_digits=4, decimal_places=1, **kwargs)

    def clean(self, value: Any) -> Any:
        points = super().clean(value)
        if points is None:
            return None
        try:
            return half_points(points)
        except ValueError:
            raise forms.ValidationError(_("分数以 0.5 分为单位。")) from None


class CriterionForm(forms.Form):
    """One criterion with its closed reasons; an empty line is left out."""

    title = GuardedTextFormField(label=_("名称"), max_length=40, widget=forms.TextInput)
    guide = GuardedTextFormField(label=_("评分标准"), max_length=200)
    full = PointsField(label=_("满分"))
    alternative = GuardedTextFormField(
        label=_("替代指标"), max_length=200, required=False, help_text=_("由家庭自己选用，不问原因。")
    )

    def __init__(self, *args: Any, criterion: Criterion | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        reasons = list(criterion.reasons.all()) if criterion else []
        guides = {v.kind: v.guide for v in criterion.variants.all()} if criterion else {}
        if criterion:
            told = {"title": criterion.title, "guide": criterion.guide, "alternative": criterion.alternative}
            self.initial.update(told | {"full": shown(criterion.max_half_points)})
        self.count = len(reasons) + SPARE_REASONS
        for number in range(1, self.count + 1):
            self._add_reason(number, reasons[number - 1] if number <= len(reasons) else None)
        for kind in HouseholdKind:
            self.fields[f"variant_{kind}"] = GuardedTextFormField(
                label=kind.label, max_length=200, required=False, initial=guides.get(kind, "")
            )

    def _add_reason(self, number: int, reason: Any) -> None:
        about = {"n": number}
        self.fields[f"reason_{number}"] = GuardedTextFormField(
            label=_("第%(n)d条原因") % about,
            max_length=80,
            required=False,
            widget=forms.TextInput,
            initial=reason.text if reason else "",
        )
        self.fields[f"most_{number}"] = PointsField(
            label=_("第%(n)d条最多扣") % about,
            required=False,
            initial=shown(reason.max_half_points) if reason else None,
        )
        self.fields[f"credit_{number}"] = forms.BooleanField(
            label=_("第%(n)d条是缺少积分") % about,
            required=False,
            initial=reason.is_missing_credit if reason else False,
        )

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {"n": n, "text": self[f"reason_{n}"], "most": self[f"most_{n}"], "credit": self[f"credit_{n}"]}
            for n in range(1, self.count + 1)
        ]

    @property
    def variants(self) -> list[Any]:
        return [self[f"variant_{kind}"] for kind in HouseholdKind]

    def draft(self) -> CriterionDraft:
        data = self.cleaned_data
        reasons = [
            ReasonLine(data[f"reason_{n}"], data[f"most_{n}"] or 0, data[f"credit_{n}"])
            for n in range(1, self.count + 1)
            if data[f"reason_{n}"]
        ]
        variants = {str(kind): data[f"variant_{kind}"] for kind in HouseholdKind if data[f"variant_{kind}"]}
        return CriterionDraft(
            title=data["title"],
            guide=data["guide"],
            max_half_points=data["full"],
            reasons=reasons,
            alternative=data["alternative"],
            variants=variants,
        )


class PlainForm(VersionedForm):
    plain = GuardedTextFormField(
        label=_("通俗版"),
        max_length=1200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("一行一句，可以写成顺口溜；正好印在一张 A4 纸上，也可以朗读。"),
    )


class CopyForm(forms.Form):
    region = forms.ModelChoiceField(Region.objects.none(), label=_("起草单位所在地"))

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["region"]
        choice.queryset = places


class ConsultForm(forms.Form):
    until = day_field(_("征求意见到"), help_text=_("当天也算。期间各单位和居民都可以提意见。"))


class AdoptForm(forms.Form):
    body = forms.CharField(label=_("通过机关"), max_length=80)
    on = day_field(_("通过日期"))
    in_force_from = day_field(_("施行日期"), help_text=_("到这一天自动施行，并替代上一版。"))
    document = forms.FileField(
        label=_("通过的文件"), required=False, help_text=_("必须上传。PDF 或照片，20 兆字节以内。")
    )


class AnswerForm(forms.Form):
    reply = forms.ChoiceField(label=_("是否采纳"), choices=Reply.choices, widget=forms.RadioSelect)
    answer = GuardedTextFormField(label=_("理由"), max_length=500)


class CommentForm(forms.Form):
    """What a resident says: of which criterion, and what. No name is asked for."""

    criterion = forms.ModelChoiceField(
        Criterion.objects.none(), label=_("关于哪一条"), required=False, empty_label=_("整份标准")
    )
    text = GuardedTextFormField(label=_("意见"), max_length=500)

    def __init__(self, *args: Any, version: StandardVersion, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["criterion"]
        choice.queryset = version.criteria.order_by("order")


class UnitCommentForm(CommentForm):
    """A member unit speaks by one of its people."""

    unit = forms.ModelChoiceField(Region.objects.none(), label=_("以哪个单位的名义"))
    field_order = ["unit", "criterion", "text"]

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["unit"]
        choice.queryset = places
        choice.initial = places.first()


class CloneForm(forms.Form):
    """Which year, and by which standard: the one that holds now is offered."""

    year = forms.IntegerField(label=_("年度"), min_value=2020, max_value=2100)
    standard_version = forms.ModelChoiceField(StandardVersion.objects.none(), label=_("标准"))

    def __init__(self, *args: Any, versions: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["standard_version"]
        choice.queryset = versions
