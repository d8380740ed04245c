"""What is asked at each step of a petition."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.services.enums import Given
from anjia.services.forms.intake import PLAIN, AskForm
from anjia.services.forms.steps import StepForm
from anjia.services.petitions.enums import FIRST, LATER, DemandOutcome, Outcome
from anjia.services.petitions.models import Petition
from anjia.services.petitions.queries import earlier_ones

WIDE = forms.Textarea(attrs={"rows": 8, "autocomplete": "off"})


class PetitionForm(AskForm):
    """Whom or what it is about, and who speaks for several people (信访工作条例 20)."""

    about = ("concerned",)
    rarely = ("persons", "representatives")

    concerned = forms.CharField(
        label=_("反映的是哪个单位或谁"),
        max_length=200,
        required=False,
        help_text=_("您写的材料不会给被反映的人或单位。"),
        widget=forms.TextInput(attrs=PLAIN),
    )
    persons = forms.IntegerField(label=_("一起提出的有几人"), min_value=1, max_value=999, initial=1)
    representatives = forms.CharField(
        label=_("推选的代表"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, **PLAIN}),
        help_text=_("超过 5 人时推选，最多 5 位，一行一位。"),
    )


class MergeForm(StepForm):
    into = forms.ChoiceField(label=_("并入哪一件"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.found = {str(p.pk): p for p in earlier_ones(self.subject)}
        self.fields["into"].choices = [(pk, f"{p.case} · {p.get_state_display()}") for pk, p in self.found.items()]

    def clean_into(self) -> Petition:
        return self.found[self.cleaned_data["into"]]


class RedirectForm(StepForm):
    body = forms.CharField(label=_("请当事人向哪个单位提出"), max_length=80)
    words = forms.CharField(label=_("为什么不由我们办"), max_length=1000, widget=WIDE)


class AnswerForm(StepForm):
    outcome = forms.ChoiceField(label=_("意见"), choices=[(o.value, o.label) for o in FIRST], widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("答复内容"),
        max_length=4000,
        widget=WIDE,
        help_text=_("写明查到的事实、依据和理由。当事人凭查询码可以看到。"),
    )


class LaterAnswerForm(AnswerForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(o, Outcome(o).label) for o in LATER]


class ExtendForm(StepForm):
    days = forms.IntegerField(label=_("延长几日"), min_value=1, max_value=30, initial=30)
    reason = forms.CharField(
        label=_("理由"), max_length=400, widget=WIDE, help_text=_("当事人会看到。只能延长一次，最长三十日。")
    )


class OrderForm(StepForm):
    words = forms.CharField(label=_("要求"), max_length=400, widget=WIDE)
    due_on = forms.DateField(label=_("最迟哪天"))


class AskedForm(StepForm):
    """Entered for somebody who wrote or came."""

    on = forms.DateField(label=_("当事人哪天提出的"), initial=timezone.localdate)


class OrderAnswerForm(forms.Form):
    answer = forms.CharField(label=_("办理情况"), max_length=400, widget=WIDE)


class ObjectForm(StepForm):
    body = forms.CharField(label=_("转来的单位"), max_length=80)
    words = forms.CharField(
        label=_("为什么不归我们办"), max_length=1000, widget=WIDE, help_text=_("会写进异议书，不要写当事人的姓名。")
    )


class HearingForm(StepForm):
    begins_on = forms.DateField(label=_("听证从哪天"))
    ends_on = forms.DateField(label=_("到哪天"), help_text=_("这几天不计入复核的期限。"))


class UrgeForm(StepForm):
    words = forms.CharField(label=_("要求"), max_length=1000, widget=WIDE, help_text=_("会写进函里。一段一条。"))
    days = forms.IntegerField(label=_("请对方几日内答复"), min_value=1, max_value=90, initial=15)
    number = forms.CharField(label=_("发文字号"), max_length=40, required=False, help_text=_("没有编号的可以不填。"))


class DemandForm(UrgeForm):
    """For a woman whose rights were violated (妇女权益保障法 73), with the person's consent."""

    field_order = ("body", "words", "days", "number", "given", "is_hers")

    body = forms.CharField(
        label=_("负责的单位"), max_length=80, help_text=_("不能是被反映的单位；请写它的上级或主管单位。")
    )
    given = forms.ChoiceField(
        label=_("当事人怎样同意的"),
        choices=[(Given.SIGNED, Given.SIGNED.label), (Given.SPOKEN, Given.SPOKEN.label)],
        widget=forms.RadioSelect,
    )
    is_hers = forms.BooleanField(label=_("侵害的是妇女的合法权益（妇女权益保障法第七十三条）"))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        said.pop("is_hers", None)
        return said


class DemandAnswerForm(forms.Form):
    outcome = forms.ChoiceField(label=_("办得怎样"), choices=DemandOutcome.choices, widget=forms.RadioSelect)
    answer = forms.CharField(label=_("对方的答复"), max_length=1000, widget=WIDE)
    on = forms.DateField(label=_("哪天答复"), initial=timezone.localdate)
