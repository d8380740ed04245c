"""Forms of appeals: what a family contests, and what it is answered."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.appeals.enums import AppealState, Ground
from anjia.appeals.models import Appeal
from anjia.programmes.adverse import Adverse
from anjia.web.fields import GuardedTextFormField
from anjia.web.filters import FilterForm

UPHELD, REJECTED = "upheld", "rejected"


class DayInput(forms.DateInput):
    """A date field of the browser."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class FamilyAppealForm(forms.Form):
    """What a family contests, why, and what it wants to say: for its own page."""

    step = forms.ChoiceField(label=_("对哪一项有意见"), widget=forms.RadioSelect)
    parts = forms.MultipleChoiceField(
        label=_("具体是哪几处"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("对扣分或复核的申诉才要选；都不选，就是全部。"),
    )
    ground = forms.ChoiceField(label=_("理由"), choices=Ground.choices, widget=forms.RadioSelect)
    statement = GuardedTextFormField(
        label=_("具体情况"),
        required=False,
        max_length=500,
        help_text=_("写当日可见的事实。请不要写健康、信仰和家庭私事。"),
    )

    def __init__(self, *args: Any, adverse: Sequence[Adverse], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(one.key, _told(one)) for one in adverse]
        self._parts = {one.key: {part.key: part.label for part in one.step.parts(one)} for one in adverse}
        choices = self._choices(adverse)
        if choices:
            self.fields["parts"].choices = choices
        else:
            del self.fields["parts"]
        if len(adverse) == 1:
            self.initial.setdefault("step", adverse[0].key)

    def _choices(self, adverse: Sequence[Adverse]) -> list[tuple[str, str]]:
        """All parts of all steps; where several steps have parts, each says of which it is one."""
        split = [one for one in adverse if self._parts[one.key]]
        of = {one.key: f"　〔{one.what}〕" if len(split) > 1 else "" for one in split}
        return [(key, label + of[one.key]) for one in split for key, label in self._parts[one.key].items()]

    def clean(self) -> dict[str, Any]:
        """Parts of another step than the chosen one would be left out without a word."""
        told = super().clean() or self.cleaned_data
        if set(told.get("parts", ())) - set(self._parts.get(told.get("step", ""), ())):
            self.add_error("parts", gettext("有几处不属于上面选的那一项。请只勾选那一项里的。"))
        return told


class OneAppealForm(FamilyAppealForm):
    """The same where what it is about is chosen already: the page says it, and the form does not ask again."""

    def __init__(self, *args: Any, adverse: Sequence[Adverse], **kwargs: Any):
        super().__init__(*args, adverse=adverse, **kwargs)
        self.fields["step"].widget = forms.HiddenInput()


def _told(adverse: Adverse) -> str:
    """The step, and until when it may be contested."""
    told = {"what": adverse.what, "until": adverse.until}
    if adverse.until < timezone.localdate():
        return gettext("%(what)s（申诉期限 %(until)s 已过，会告诉您还可以怎么办）") % told
    return gettext("%(what)s（%(until)s 前可以申诉）") % told


class PaperAppealForm(FamilyAppealForm):
    """The same from a signed paper, with the day it came and its scan."""

    received_on = forms.DateField(
        label=_("收到日期"), widget=DayInput, help_text=_("以家庭交来的日期为准，不是录入的日期。")
    )
    scan = forms.FileField(label=_("扫描件或照片"), help_text=_("有家庭签字的申诉书，PDF 或照片。"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_on", timezone.localdate())


class DecideForm(forms.Form):
    """Upheld or not, what is mended, the reasons, and the decider's own declaration."""

    outcome = forms.ChoiceField(
        label=_("结论"),
        choices=[(UPHELD, _("成立，更正原来的处理")), (REJECTED, _("不成立，维持原来的处理"))],
        widget=forms.RadioSelect,
    )
    parts = forms.MultipleChoiceField(
        label=_("更正哪几处"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("结论成立时勾选。")
    )
    answer = GuardedTextFormField(
        label=_("核实的情况和理由"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("写进给家庭的书面答复。只写核实到的事实和依据。"),
    )
    is_unrelated = forms.BooleanField(
        label=_("我声明：没有参加过这一步的办理，本人和近亲属不是这户家庭的成员"), required=False
    )

    def __init__(self, *args: Any, appeal: Appeal, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if appeal.parts:
            self.fields["parts"].choices = list(appeal.parts.items())
            self.initial.setdefault("parts", list(appeal.parts))
        else:
            del self.fields["parts"]


class AppealFilter(FilterForm):
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("open", _("待答复")), ("", _("全部")), *AppealState.choices]
    )
    mine = forms.ChoiceField(label=_("办理人"), required=False, choices=[("", _("全部")), ("me", _("由我办理"))])
