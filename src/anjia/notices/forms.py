"""Forms of notices and objections."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.documents.paper_fields import PaperFields
from anjia.notices.enums import Finding, NoticeState, ObjectionGround, ObjectionState, TakeDownReason
from anjia.notices.models import NoticeEntry
from anjia.web.fields import GuardedTextFormField
from anjia.web.filters import FilterForm
from anjia.web.screens import NoteForm

GROUND_HELP = _("只有这四项理由。其他情况请直接拨打 12338（妇女维权）或 110。")


class EntryField(forms.ModelChoiceField):
    """A family as the notice shows it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.shown_name}　{obj.group_name}"


class ObjectionForm(forms.Form):
    """An objection; name and contact may stay empty."""

    entry = EntryField(NoticeEntry.objects.none(), label=_("哪一户"), empty_label=_("请选择"))
    ground = forms.ChoiceField(
        label=_("理由"), choices=ObjectionGround.choices, widget=forms.RadioSelect, help_text=GROUND_HELP
    )
    statement = GuardedTextFormField(
        label=_("具体情况"),
        required=False,
        max_length=500,
        help_text=_("写当日可见的事实，例如组别不对、不住在本村。请不要写健康、信仰和家庭私事。"),
    )
    objector_name = forms.CharField(label=_("您的姓名"), max_length=40, required=False)
    objector_contact = forms.CharField(
        label=_("联系方式"), max_length=60, required=False, help_text=_("只供核实的人联系您，加密保存，不会公开。")
    )

    def __init__(self, *args: Any, entries: QuerySet[NoticeEntry], **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["entry"]
        if isinstance(field, EntryField):
            field.queryset = entries


class ProgressForm(forms.Form):
    code = forms.CharField(
        label=_("查询码"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )


class TakeDownForm(NoteForm):
    reason = forms.ChoiceField(
        label=_("撤下的原因"),
        choices=TakeDownReason.choices,
        widget=forms.RadioSelect,
        help_text=_("原因会公开显示。重新张贴后，公示期从头计算。"),
    )


class RecordForm(PaperFields, ObjectionForm):
    """An objection that came in on paper: its date is when it came in."""

    field_order = [
        "paper_on",
        "entry",
        "ground",
        "statement",
        "objector_name",
        "objector_contact",
        "helped_by",
        "paper_scan",
    ]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        day = self.fields["paper_on"]
        day.label, day.required, day.help_text = _("收到日期"), True, _("纸上写的收到日期，答复期限从这一天起算。")


class AnswerForm(PaperFields):
    """The finding, what the objector and the family will read, and the investigator's own declaration."""

    finding = forms.ChoiceField(label=_("核实结论"), choices=Finding.choices, widget=forms.RadioSelect)
    answer = GuardedTextFormField(
        label=_("答复"), max_length=500, help_text=_("提出异议的人和这户家庭都会看到。只写核实到的事实。")
    )
    is_unrelated = forms.BooleanField(
        label=_("我声明：本人和近亲属不是这户家庭的成员，与这件事没有利害关系"),
        required=False,
        help_text=_("有关系的应当回避，请由乡镇（街道）妇联的其他人员核实。"),
    )
    helped_by = None
    field_order = ["finding", "answer", "paper_on", "paper_scan", "is_unrelated"]


class NoticeFilter(FilterForm):
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *NoticeState.choices[1:]])


class ObjectionFilter(FilterForm):
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("open", _("待答复")), ("", _("全部")), *ObjectionState.choices]
    )
