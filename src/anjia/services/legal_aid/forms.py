"""What is asked of somebody who needs a lawyer, and at each step of the application."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.services.forms.intake import AskForm
from anjia.services.forms.steps import StepForm
from anjia.services.legal_aid.enums import (
    Ahead,
    Body,
    Change,
    Ending,
    Group,
    Mark,
    Matter,
    Means,
    Refusal,
    Result,
    Ruling,
    Stage,
)

PLAIN = {"autocomplete": "off", "spellcheck": "false"}
MATTERS = [("", _("请选择")), *Matter.choices]


def wide(rows: int = 6) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})


class AidAskForm(AskForm):
    """Whether a limitation presses, and, only if the person likes, which group counts them."""

    about = ("limitation_on",)
    rarely = ("group",)

    limitation_on = forms.DateField(
        label=_("起诉、仲裁的期限哪天到"), required=False, help_text=_("知道就填。不足七日的，先帮您，再补手续。")
    )
    group = forms.ChoiceField(
        label=_("您是"),
        required=False,
        choices=[("", _("不填")), *Group.choices],
        help_text=_("只用来算总数，不影响办理；不填也一样。"),
    )


class PapersForm(StepForm):
    lacking = forms.CharField(
        label=_("缺哪些材料"), max_length=1000, widget=wide(), help_text=_("一行一项，一次写全：以后不能再要。")
    )


class GrantForm(StepForm):
    matter = forms.ChoiceField(label=_("什么事项"), choices=MATTERS)
    means = forms.ChoiceField(label=_("经济状况"), choices=Means.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["matter"].initial = self.subject.matter


class AheadForm(StepForm):
    matter = forms.ChoiceField(label=_("什么事项"), choices=MATTERS)
    ahead = forms.ChoiceField(label=_("为什么先行提供"), choices=Ahead.choices, widget=forms.RadioSelect)
    limitation_on = forms.DateField(
        label=_("时效或期限哪天到"), required=False, help_text=_("因时效先行提供的必须填写。")
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["matter"].initial = self.subject.matter
        self.fields["limitation_on"].initial = self.subject.limitation_on


class AppointForm(StepForm):
    body = forms.ChoiceField(label=_("哪个机关通知的"), choices=Body.choices, widget=forms.RadioSelect)
    stage = forms.ChoiceField(label=_("诉讼阶段"), choices=Stage.choices, widget=forms.RadioSelect)
    notified_on = forms.DateField(label=_("收到通知的日子"), initial=timezone.localdate)
    letter = forms.CharField(label=_("通知书文号"), max_length=60, required=False, widget=forms.TextInput(attrs=PLAIN))
    is_for_minor = forms.BooleanField(
        label=_("被告人（嫌疑人）未成年"),
        required=False,
        help_text=_("须指派熟悉未成年人身心特点的律师。"),
    )


class RefuseForm(StepForm):
    refusal = forms.ChoiceField(label=_("原因"), choices=Refusal.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("理由和依据"), max_length=2000, widget=wide(), help_text=_("当事人凭查询码可以看到。")
    )


class EndForm(StepForm):
    ending = forms.ChoiceField(label=_("原因"), choices=Ending.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("理由和依据"), max_length=2000, widget=wide(), help_text=_("当事人凭查询码可以看到。")
    )


class LawyerForm(StepForm):
    lawyer = forms.CharField(label=_("律师的姓名"), max_length=40, widget=forms.TextInput(attrs=PLAIN))
    firm = forms.CharField(label=_("律师事务所或机构"), max_length=80)
    phone = forms.CharField(
        label=_("律师的电话"), max_length=20, widget=forms.TextInput(attrs={**PLAIN, "inputmode": "tel"})
    )


class ReplaceForm(LawyerForm):
    change = forms.ChoiceField(
        label=_("为什么更换"),
        choices=[choice for choice in Change.choices if choice[0] != Change.REOPENED],
        widget=forms.RadioSelect,
    )
    field_order = ("change",)


class DeliverForm(StepForm):
    result = forms.ChoiceField(label=_("结果"), choices=Result.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("办理结果"), max_length=2000, widget=wide())


class ObjectForm(StepForm):
    on = forms.DateField(label=_("当事人哪天提出的"), initial=timezone.localdate)


class RulingForm(StepForm):
    ruling = forms.ChoiceField(label=_("审查意见"), choices=Ruling.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("答复的内容"), max_length=2000, widget=wide(), help_text=_("当事人凭查询码可以看到。")
    )


class ReviewForm(StepForm):
    met_in_time = forms.BooleanField(label=_("及时约见当事人"), required=False)
    kept_informed = forms.BooleanField(label=_("每一步都告诉了当事人"), required=False)
    file_complete = forms.BooleanField(label=_("卷宗齐全"), required=False)
    mark = forms.ChoiceField(label=_("评定"), choices=Mark.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("评查意见"), max_length=1000, required=False, widget=wide(4))


class MeasureForm(forms.Form):
    place = forms.IntegerField(label=_("第几项"), min_value=1, max_value=30)
    title = forms.CharField(label=_("措施"), max_length=60)
    words = forms.CharField(label=_("怎么做"), max_length=400, required=False, widget=wide(3))
