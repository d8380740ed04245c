"""What is asked when a dispute comes in, and at each step of its mediation."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.services.forms.intake import PLAIN, AskForm
from anjia.services.forms.steps import StepForm
from anjia.services.mediation.enums import Channel, Dispute, Form, Kept
from anjia.services.mediation.models import Committee
from anjia.services.mediation.queries import committees_for

WIDE = forms.Textarea(attrs={"rows": 5, "autocomplete": "off"})


class MediationForm(AskForm):
    """With whom the dispute is: they are asked whether they are willing."""

    about = ("other_side",)

    other_side = forms.CharField(
        label=_("和谁有纠纷"),
        max_length=200,
        help_text=_("写到我们找得到对方。对方也愿意，才调解；您写的经过不给对方看。"),
        widget=forms.TextInput(attrs=PLAIN),
    )


class BeginForm(StepForm):
    channel = forms.ChoiceField(label=_("由谁调解"), choices=Channel.choices, widget=forms.RadioSelect)
    committee = forms.ModelChoiceField(
        Committee.objects.none(), label=_("调解委员会"), required=False, empty_label=_("不是人民调解")
    )
    mediators = forms.CharField(
        label=_("调解员"), max_length=80, help_text=_("一名或几名；双方可以选，也可以不要哪一位。")
    )
    dispute = forms.ChoiceField(label=_("哪一类纠纷"), choices=Dispute.choices)
    on = forms.DateField(label=_("哪天开始"), initial=timezone.localdate)
    both_willing = forms.BooleanField(label=_("双方都愿意调解，知道谁来调解，知道随时可以停"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = committees_for(self.subject.case)
        self.fields["dispute"].initial = self.subject.dispute


class EndForm(StepForm):
    words = forms.CharField(
        label=_("为什么停，告诉了当事人哪些途径"), max_length=1000, widget=WIDE, help_text=_("当事人凭查询码可以看到。")
    )


class SessionForm(StepForm):
    held_on = forms.DateField(label=_("哪天"), initial=timezone.localdate)
    place = forms.CharField(label=_("在哪里"), max_length=80)
    words = forms.CharField(label=_("谈了什么"), max_length=4000, widget=WIDE)


class AgreeForm(StepForm):
    form = forms.ChoiceField(label=_("怎样达成"), choices=Form.choices, widget=forms.RadioSelect)
    facts = forms.CharField(label=_("主要事实、争议事项和各方责任"), max_length=4000, widget=WIDE)
    terms = forms.CharField(label=_("协议内容"), max_length=4000, widget=WIDE)
    performance = forms.CharField(label=_("怎样履行"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    perform_by = forms.DateField(label=_("最迟哪天履行"), required=False)
    effective_on = forms.DateField(
        label=_("哪天生效"),
        initial=timezone.localdate,
        help_text=_("书面：双方、调解员签字并盖章的那天；口头：说定的那天。三十日内可以共同申请司法确认。"),
    )


class CourtForm(StepForm):
    on = forms.DateField(label=_("哪天申请的"), initial=timezone.localdate)
    both_ask = forms.BooleanField(label=_("双方共同申请"))


class DayForm(StepForm):
    on = forms.DateField(label=_("哪天"), initial=timezone.localdate)


class ExtendedForm(StepForm):
    days = forms.IntegerField(label=_("延长几日"), min_value=1, max_value=10, initial=10)
    reason = forms.CharField(label=_("法院说的理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class FollowUpForm(StepForm):
    on = forms.DateField(label=_("哪天问的"), initial=timezone.localdate)
    kept = forms.ChoiceField(label=_("履行得怎样"), choices=Kept.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("说明"), max_length=400, required=False)
