"""Planning, authorising and dating a cycle."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.programmes.enums import Scheme, StandardState
from anjia.programmes.models import ProgrammeCycle, StandardVersion
from anjia.programmes.models.base import listed
from anjia.programmes.points import half_points, shown
from anjia.programmes.stages import submission_deadline_of
from anjia.regions.models import Region

PLAN_FIELDS = (
    "title", "standard_version", "notice_working_days", "extension_working_days", "answer_working_days",
    "naming_day", "submission_deadline", "issuing_organ", "joint_organs", "organ_word",
)  # fmt: skip


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def days_field(label: Any, least: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=15, initial=5)


class StandardChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.standard.title} · v{obj.number}"


class PassMarkForm(forms.Form):
    """One number that nobody fills in for them (domain A2-6)."""

    pass_mark = forms.DecimalField(
        label=_("合格分"),
        min_value=0,
        max_value=100,
        decimal_places=1,
        help_text=_("建议 90 分。第一次评分之后就不能再改。"),
    )

    def clean_pass_mark(self) -> int | None:
        mark = self.cleaned_data["pass_mark"]
        try:
            return None if mark is None else half_points(mark)
        except ValueError:
            raise forms.ValidationError(_("合格分以 0.5 分为单位。")) from None


class PlanForm(PassMarkForm):
    """The plan of a cycle, whether new or changed."""

    title = forms.CharField(label=_("名称"), max_length=80)
    standard_version = StandardChoice(
        StandardVersion.objects.none(), label=_("标准"), help_text=_("开启之后，本周期始终使用这一版。")
    )
    naming_day = day_field(_("计划命名日"), required=False)
    submission_deadline = day_field(
        _("报送截止日"), required=False, help_text=_("当天 24 时前都算按时，遇周末不顺延。")
    )
    notice_working_days = days_field(_("公示工作日"), 5)
    extension_working_days = days_field(_("延长公示工作日"), 5)
    answer_working_days = days_field(_("异议答复工作日"), 1)
    issuing_organ = forms.CharField(label=_("发文机关"), max_length=80, help_text=_("证书和命名决定以它的名义制发。"))
    joint_organs = forms.CharField(
        label=_("联合发文机关"),
        required=False,
        max_length=140,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("几个机关联合发文时，一行写一个，按先后排列，主办机关不用再写。文号用主办机关的，各机关都要盖章。"),
    )
    organ_word = forms.CharField(
        label=_("机关代字"), max_length=12, help_text=_("用于发文字号，如“芦妇”写成 芦妇〔2026〕3号。")
    )
    field_order = ["title", "standard_version", "pass_mark"]
    points_only = frozenset({"pass_mark", "naming_day", "submission_deadline"})
    """Not asked where stars are counted: nobody is named on a day, and there is nothing to pass (domain A6-6)."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["standard_version"]
        choice.queryset = StandardVersion.objects.filter(state=StandardState.IN_FORCE).select_related("standard")
        self.fields["pass_mark"].required = False
        self.fields["pass_mark"].help_text = _(
            "建议 90 分，第一次评分之后就不能再改。五星标准按季记星，没有合格分，请留空。"
        )

    def clean_joint_organs(self) -> str:
        return "\n".join(listed(self.cleaned_data["joint_organs"]))

    @property
    def points_standards(self) -> str:
        """The standards that raise the questions of the points."""
        choice: Any = self.fields["standard_version"]
        found = choice.queryset.filter(standard__scheme=Scheme.POINTS_100)
        return " ".join(str(pk) for pk in found.values_list("pk", flat=True))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        version = data.get("standard_version")
        if version is not None and version.standard.scheme == Scheme.STARS_20:
            return data | dict.fromkeys(self.points_only)
        for name in ("naming_day", "submission_deadline"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, forms.Field.default_error_messages["required"])
        return data

    def plan(self) -> dict[str, Any]:
        """The words of `policies.CyclePlan`."""
        values = {name: self.cleaned_data[name] for name in PLAN_FIELDS}
        return values | {"pass_mark_half_points": self.cleaned_data["pass_mark"]}


class NewCycleForm(PlanForm):
    """A new cycle also says where and which year."""

    region = forms.ModelChoiceField(Region.objects.none(), label=_("地区"))
    year = forms.IntegerField(label=_("年度"), min_value=2020, max_value=2100)
    field_order = ["region", "year", "title", "standard_version", "pass_mark"]

    def __init__(self, *args: Any, places: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["region"]
        choice.queryset = places


def new_cycle_initial(region: Region | None, year: int) -> dict[str, Any]:
    """What a new cycle suggests; the pass mark stays empty on purpose."""
    deadline = submission_deadline_of(year)
    return {
        "region": region,
        "year": year,
        "title": str(_("%(year)d年平安家庭创建") % {"year": year}),
        "naming_day": deadline,
        "submission_deadline": deadline,
        "standard_version": StandardVersion.objects.filter(
            state=StandardState.IN_FORCE, standard__scheme=Scheme.POINTS_100
        ).first(),
    }


def plan_initial(cycle: ProgrammeCycle) -> dict[str, Any]:
    values = {name: getattr(cycle, name) for name in PLAN_FIELDS}
    mark = cycle.pass_mark_half_points
    return values | {"pass_mark": "" if mark is None else shown(mark)}


class VersionedForm(forms.Form):
    """Carries the version that was read, so that nobody writes over a colleague (quality 3, check 20)."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ChangeCycleForm(PlanForm, VersionedForm):
    pass


class ChangePassMarkForm(PassMarkForm, VersionedForm):
    pass


class AuthorisationForm(VersionedForm):
    body = forms.CharField(label=_("批准机关"), max_length=80)
    number = forms.CharField(label=_("批准文号"), max_length=60, help_text=_("如 株创建办〔2026〕1号，方括号也可以。"))
    valid_to = day_field(_("批准有效期至"), help_text=_("必须晚于计划命名日；五星周期要晚于当年最后一天。"))
    document = forms.FileField(label=_("批准文件"), required=False, help_text=_("PDF 或照片，20 兆字节以内。"))


class StagesForm(forms.Form):
    """First and last day of each stage."""

    def __init__(self, *args: Any, stages: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.stages = list(stages)
        for stage in self.stages:
            self.fields[f"from_{stage.number}"] = day_field(_("开始"), initial=stage.starts_on)
            self.fields[f"to_{stage.number}"] = day_field(_("结束"), initial=stage.ends_on)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {"stage": stage, "first": self[f"from_{stage.number}"], "last": self[f"to_{stage.number}"]}
            for stage in self.stages
        ]

    def dates(self) -> dict[int, Any]:
        data = self.cleaned_data
        return {s.number: (data[f"from_{s.number}"], data[f"to_{s.number}"]) for s in self.stages}
