"""What is asked at each step of protection."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.services.enums import Topic
from anjia.services.forms.intake import PLAIN, AskForm
from anjia.services.forms.steps import StepForm
from anjia.services.protection.enums import Applicant, Measure
from anjia.services.protection.models import Protection, SafetyPlan

WIDE = forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})
SHORT = forms.TextInput(attrs=PLAIN)


class ProtectionForm(AskForm):
    """Whether it is dangerous now, and what the person fears."""

    about = ("in_danger", "danger")
    one_topic = Topic.VIOLENCE

    in_danger = forms.BooleanField(label=_("现在就怕出事"), required=False, help_text=_("正在发生的，请马上打 110。"))
    danger = forms.CharField(label=_("现在最担心什么"), max_length=500, required=False, widget=WIDE)


class WhetherForm(StepForm):
    is_owed = forms.TypedChoiceField(
        label=_("受害人是未成年人，或不能完全辨认自己的行为，或因受强制、威吓无法自己报案吗"),
        choices=[("yes", _("是，依法由我们报案，今天办")), ("no", _("不是，报不报案由本人决定"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        help_text=_("反家庭暴力法第14条。这里只记要不要报案，不记是哪一种情形。"),
    )


class ReportForm(StepForm):
    on = forms.DateField(label=_("报案的日子"), initial=timezone.localdate)
    to = forms.CharField(label=_("向哪个公安机关"), max_length=80, widget=SHORT)


class PlanForm(StepForm):
    places = forms.CharField(label=_("先到哪里去"), max_length=500, widget=WIDE)
    people = forms.CharField(label=_("打给谁，说什么"), max_length=500, required=False, widget=WIDE)
    signal = forms.CharField(label=_("和邻居、孩子约定的暗号"), max_length=300, required=False, widget=SHORT)
    bag = forms.CharField(
        label=_("随身带什么"),
        max_length=300,
        required=False,
        widget=SHORT,
        help_text=_("证件、银行卡、药、换洗衣服、充电器。"),
    )
    children = forms.CharField(label=_("孩子、老人怎么安排"), max_length=500, required=False, widget=WIDE)
    is_printed = forms.BooleanField(
        label=_("本人要一份，凭查询码可以看到"),
        required=False,
        help_text=_("只在本人说放在身边安全时打印。纸上没有姓名、编号和来处。"),
    )

    def __init__(self, *args: Any, subject: Protection, **kwargs: Any):
        plan = SafetyPlan.objects.filter(protection=subject).first()
        if plan is not None:
            names = ("places", "people", "signal", "bag", "children")
            kwargs["initial"] = {**kwargs.get("initial", {}), **{name: getattr(plan, name) for name in names}}
        super().__init__(*args, subject=subject, **kwargs)


class WarningForm(StepForm):
    issued_on = forms.DateField(label=_("作出的日子"), initial=timezone.localdate)
    issued_by = forms.CharField(label=_("哪个公安机关"), max_length=80, widget=SHORT)
    words = forms.CharField(label=_("认定的事实和禁止的行为"), max_length=2000, required=False, widget=WIDE)


class AskOrderForm(StepForm):
    court = forms.CharField(
        label=_("哪个法院"),
        max_length=80,
        widget=SHORT,
        help_text=_("申请人住处、被申请人住处或事情发生地的基层人民法院都可以（第25条）。"),
    )
    applicant = forms.ChoiceField(label=_("谁来申请"), choices=Applicant.choices, widget=forms.RadioSelect)


class AcceptOrderForm(StepForm):
    at = forms.DateTimeField(
        label=_("法院受理的时间"),
        initial=timezone.localtime,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("从这一刻起七十二小时内裁定，情况紧急的二十四小时。"),
    )
    is_urgent = forms.BooleanField(label=_("情况紧急"), required=False)


class GrantOrderForm(StepForm):
    issued_on = forms.DateField(label=_("作出的日子"), initial=timezone.localdate)
    months = forms.IntegerField(label=_("几个月"), min_value=1, max_value=6, initial=6)
    measures = forms.MultipleChoiceField(
        label=_("保护令的内容"), choices=Measure.choices, widget=forms.CheckboxSelectMultiple
    )


class RefuseOrderForm(StepForm):
    words = forms.CharField(label=_("驳回的理由"), max_length=1000, widget=WIDE)


class ServedForm(StepForm):
    bureau_on = forms.DateField(label=_("送达公安机关的日子"), required=False)
    village_on = forms.DateField(label=_("送达村（居）民委员会的日子"), required=False)


class ExtendOrderForm(StepForm):
    issued_on = forms.DateField(label=_("延长的裁定哪天作出"), initial=timezone.localdate)
    months = forms.IntegerField(label=_("几个月"), min_value=1, max_value=6, initial=6)
