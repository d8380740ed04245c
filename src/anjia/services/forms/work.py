"""What is done with a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.accounts.queries import holders
from anjia.services.enums import (
    BarReason,
    Duty,
    Given,
    GlassReason,
    Material,
    NoteSide,
    Purpose,
    StrikeReason,
    Urgency,
    Verb,
    Verdict,
    Waits,
)
from anjia.services.models import Case, CaseBar

WIDE = forms.Textarea(attrs={"rows": 5, "autocomplete": "off"})


class PersonField(forms.ModelChoiceField):
    """Somebody who may take part in the case: holds a services role there and is not barred."""

    def __init__(self, **kwargs: Any):
        super().__init__(queryset=User.objects.none(), empty_label=_("请选择"), **kwargs)

    def offer(self, case: Case, *, but: User | None = None) -> None:
        barred = list(CaseBar.objects.filter(case=case).values_list("user_id", flat=True))
        able = User.objects.filter(pk__in=list(holders(case.region_path, verb=Verb.WORK))).exclude(pk__in=barred)
        self.queryset = (able.exclude(pk=but.pk) if but else able).order_by("display_name", "pk")


class CaseForm(forms.Form):
    """A form that knows its case and who fills it in."""

    own_too = True

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.offer(case, but=None if self.own_too else user)


class CheckForm(CaseForm):
    """Nothing to fill in."""


class AssignForm(CaseForm):
    lead = PersonField(label=_("由谁主办"))


class MemberForm(CaseForm):
    own_too = False
    person = PersonField(label=_("请谁参加"))
    duty = forms.ChoiceField(
        label=_("做什么"),
        choices=[(Duty.MEMBER, Duty.MEMBER.label), (Duty.REVIEWER, Duty.REVIEWER.label)],
        widget=forms.RadioSelect,
    )


class ConcernedForm(CaseForm):
    """Anybody with an account may be whom a case is about, so it is asked for by account name, not from a list."""

    why = forms.ChoiceField(
        label=_("为什么"), choices=BarReason.choices, initial=BarReason.CONCERNED, widget=forms.RadioSelect
    )
    username = forms.CharField(
        label=_("账号（手机号码或工号）"), max_length=24, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_username(self) -> User:
        found = User.objects.filter(username=self.cleaned_data["username"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("没有这个账号。不在本系统里的人本来就看不到。"))
        return found


class NoteForm(CaseForm):
    words = forms.CharField(label=_("说了什么，做了什么"), max_length=4000, widget=WIDE)
    side = forms.ChoiceField(
        label=_("给谁看"),
        choices=[(NoteSide.TEAM, NoteSide.TEAM.label), (NoteSide.TO, NoteSide.TO.label)],
        initial=NoteSide.TEAM,
        required=False,
        widget=forms.RadioSelect,
    )
    names_others = forms.BooleanField(label=_("内容里提到别的案号，没有写错"), required=False)
    number = forms.CharField(widget=forms.HiddenInput)

    def clean_side(self) -> str:
        """Left alone, it stays with the team."""
        return self.cleaned_data["side"] or NoteSide.TEAM


class MaterialForm(CaseForm):
    kind = forms.ChoiceField(label=_("是什么材料"), choices=Material.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("名称"), max_length=40, help_text=_("写清是什么，几页，例如：承包合同，3 页。原来的文件名不保存。")
    )
    file = forms.FileField(
        label=_("扫描件或照片"), help_text=_("PDF、照片或 Word，20 兆字节以内。照片里的拍摄地点和时间不保存。")
    )
    by_code = forms.BooleanField(label=_("本人凭查询码可以取回"), required=False)


class StrikeForm(CaseForm):
    reason = forms.ChoiceField(label=_("为什么划掉"), choices=StrikeReason.choices, widget=forms.RadioSelect)


class TaskForm(CaseForm):
    words = forms.CharField(label=_("要做什么"), max_length=200)
    waits_for = forms.ChoiceField(label=_("谁来做"), choices=Waits.choices, initial=Waits.US, widget=forms.RadioSelect)
    due_on = forms.DateField(label=_("最迟哪天"))


class UrgencyForm(CaseForm):
    urgency = forms.ChoiceField(
        label=_("为什么不能等"),
        choices=[("", _("不再紧急")), *Urgency.choices],
        required=False,
        widget=forms.RadioSelect,
    )


class TransferForm(CaseForm):
    own_too = False
    to = PersonField(label=_("转给谁"))
    words = forms.CharField(label=_("为什么转"), max_length=400, widget=WIDE)


class ReferForm(CaseForm):
    body = forms.CharField(label=_("转给哪个单位"), max_length=80)
    words = forms.CharField(label=_("转什么，为什么"), max_length=400, widget=WIDE)
    given = forms.ChoiceField(
        label=_("当事人怎样同意的"),
        choices=[(Given.SIGNED, Given.SIGNED.label), (Given.SPOKEN, Given.SPOKEN.label)],
        widget=forms.RadioSelect,
    )


class ConsentForm(CaseForm):
    purpose = forms.ChoiceField(label=_("同意什么"), choices=Purpose.choices, widget=forms.RadioSelect)
    given = forms.ChoiceField(
        label=_("怎样同意的"),
        choices=[(Given.SIGNED, Given.SIGNED.label), (Given.SPOKEN, Given.SPOKEN.label)],
        widget=forms.RadioSelect,
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("怎么答复的"), max_length=400, widget=WIDE)


class OutsideAnswerForm(AnswerForm):
    step = forms.ChoiceField(
        label=_("对方"),
        choices=[("accept", _("已接收")), ("decline", _("不接收")), ("finish", _("已办完"))],
        widget=forms.RadioSelect,
    )
    field_order = ("step", "answer")


class GlassForm(forms.Form):
    number = forms.CharField(label=_("案号"), max_length=24)
    reason = forms.ChoiceField(label=_("为什么"), choices=GlassReason.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("写明情况"), max_length=400, widget=WIDE)


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(label=_("核查结果"), choices=Verdict.choices, widget=forms.RadioSelect)
