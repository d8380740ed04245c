"""Change requests: what anybody is asked, by kind; how the village answers."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.paper_fields import PaperFields
from anjia.households.enums import Asker, Confirmation, DeclineReason, RequestChannel, RequestKind
from anjia.households.forms.changes import DayInput, MemberField, PlaceMixin
from anjia.households.kinship import MEMBER_CHOICES
from anjia.households.models import Household, HouseholdMember
from anjia.households.queries.places import villages_named
from anjia.households.reading import read_birth, read_name, read_phone
from anjia.regions.models import Region
from anjia.web.fields import GuardedTextFormField

READERS = {"name": read_name, "birth": lambda text: read_birth(text, minors=True), "phone": read_phone}


def _line(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(**{"label": label, "max_length": 40, **kwargs})


def asked_fields(kind: str) -> dict[str, forms.Field]:
    """What each kind asks for: structured answers, no room for anything else."""
    phone = _line(_("联系电话"), required=False, max_length=30)
    fields: dict[RequestKind, dict[str, forms.Field]] = {
        RequestKind.WRONG_NAME: {"name": _line(_("正确的姓名"))},
        RequestKind.WRONG_BIRTH: {"birth": _line(_("正确的出生年月"), help_text=_("如 1970-05"))},
        RequestKind.MOVED: {
            "village_to": _line(_("搬到哪个村（社区）"), max_length=60, help_text=_("还在原村（社区）的，写“本村”。")),
            "group_to": _line(_("哪个小组"), help_text=_("如：3组")),
            "address": _line(_("新住址"), required=False, max_length=120),
        },
        RequestKind.NEW_HEAD: {"name": _line(_("新户主的姓名")), "phone": phone},
        RequestKind.SIZE: {"size": forms.IntegerField(label=_("现在常住几个人"), min_value=1, max_value=60)},
        RequestKind.PHONE: {"phone": _line(_("新的联系电话"), max_length=30)},
        RequestKind.MEMBER_ADDED: {
            "name": _line(_("新成员的姓名")),
            "kinship": forms.ChoiceField(label=_("是户主的什么人"), choices=MEMBER_CHOICES),
            "birth": _line(_("出生年月"), required=False, help_text=_("如 2020-05；不满 14 周岁的，要由监护人同意。")),
        },
        RequestKind.MEMBER_LEFT: {"name": _line(_("不住在一起的人的姓名"))},
        RequestKind.DIED: {"name": _line(_("去世的人的姓名"))},
        RequestKind.JOIN: {
            "group_to": _line(_("哪个小组"), help_text=_("如：3组；不清楚的，写楼栋或大致位置。")),
            "phone": _line(_("联系电话"), max_length=30, help_text=_("村（社区）用它向您家核实。")),
            "size": forms.IntegerField(label=_("常住几个人"), min_value=1, max_value=60, initial=1),
        },
    }
    return fields[RequestKind(kind)]


class RequestForm(forms.Form):
    """One request. The answer is the same whether such a family is registered or not."""

    village = forms.CharField(
        label=_("村（社区）"), max_length=60, help_text=_("如：来园社区。同名的请写上乡镇（街道）。")
    )
    head_name = forms.CharField(label=_("现在登记的户主姓名"), max_length=40)
    asker = forms.ChoiceField(label=_("您是"), choices=Asker.choices, widget=forms.RadioSelect)
    contact = forms.CharField(
        label=_("联系方式"), required=False, max_length=60, help_text=_("只供核实的人联系您，加密保存，不会公开。")
    )
    note = GuardedTextFormField(
        label=_("补充说明"), required=False, max_length=200, help_text=_("只写与这项变更有关的事。")
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked = tuple(asked_fields(kind))
        self.fields.update(asked_fields(kind))
        self.order_fields(["village", "head_name", *self.asked, "asker", "contact", "note"])

    def clean_head_name(self) -> str:
        return read_name(self.cleaned_data["head_name"])

    def clean_village(self) -> Any:
        found = villages_named(self.cleaned_data["village"])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("没有找到这个村（社区）。请核对名称。"))
        names = "、".join(f"{village.parent.name}{village.name}" for village in found[:5] if village.parent)
        raise forms.ValidationError(_("同名的不止一个：%(names)s。请写上乡镇（街道）。") % {"names": names})

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name in [name for name in self.asked if told.get(name) and name in READERS]:
            try:
                told[name] = READERS[name](told[name])
            except forms.ValidationError as error:
                self.add_error(name, error)
        return told

    def request(self) -> dict[str, Any]:
        """The arguments of the action."""
        told = self.cleaned_data
        asked = {name: told[name] for name in self.asked if told.get(name)}
        return {**{n: told[n] for n in ("village", "head_name", "asker", "contact", "note")}, "asked": asked}


class JoinForm(RequestForm):
    """A family asks to take part. Only those who belong to it can say so, and nobody else is asked about."""

    OWN = [choice for choice in Asker.choices if choice[0] != Asker.OTHER]
    asker = forms.ChoiceField(label=_("您是"), choices=OWN, widget=forms.RadioSelect)
    agrees = forms.BooleanField(
        label=_("我家自愿参加，看过上面的说明"),
        error_messages={"required": _("自愿参加的，请打勾；不想参加的，什么都不用做。")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["head_name"].label = _("户主姓名")
        del self.fields["contact"]
        self.order_fields(["village", "group_to", "head_name", "phone", "size", "asker", "note", "agrees"])

    def request(self) -> dict[str, Any]:
        self.cleaned_data["contact"] = ""
        return super().request()


class RecordForm(PaperFields, RequestForm):
    """The same, entered by staff for somebody: how it came in, when, who helped, and the paper where there is one."""

    CHANNELS = [(c.value, c.label) for c in (RequestChannel.STAFF, RequestChannel.PAPER)]
    channel = forms.ChoiceField(label=_("怎样提出的"), choices=CHANNELS, widget=forms.RadioSelect, initial="staff")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        day: Any = self.fields["paper_on"]
        day.label, day.required, day.initial = _("提出的日期"), True, timezone.localdate
        day.help_text = _("纸上写的日期，或口头提出的那一天；答复期限从这一天起算。")
        self.fields["asker"].label = _("申请人是")
        self.fields["contact"].label = _("申请人的联系方式")
        self.fields["contact"].help_text = _("只供核实的人联系申请人，加密保存，不会公开。")

    def request(self) -> dict[str, Any]:
        return {**super().request(), "channel": self.cleaned_data["channel"], "paper": self.paper()}


class MatchForm(forms.Form):
    """Which family is meant."""

    household = forms.ModelChoiceField(
        Household.objects.none(), label=_("是哪一户"), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, families: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["household"]
        field.queryset = families
        field.label_from_instance = lambda family: f"{family.head_name}　{family.region.name}　{family.address}"


class AcceptForm(PlaceMixin):
    """How the family confirmed it, from when, and what the request could not name: a group, a member."""

    confirmation = forms.ChoiceField(
        label=_("怎样核实的"), choices=Confirmation.choices, widget=forms.RadioSelect,
        help_text=_("不论谁提出，都要向本户核实后再改。"),
    )  # fmt: skip
    effective_on = forms.DateField(label=_("变动日期"), widget=DayInput(), initial=timezone.localdate)
    member = MemberField(HouseholdMember.objects.none(), label=_("哪位成员"), required=False)
    successor = MemberField(
        HouseholdMember.objects.none(), label=_("接任户主的成员"), required=False, empty_label=_("不需要")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    rivals = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["region", "village", "group", "member", "successor", "effective_on", "confirmation"]
    NEEDS = {
        RequestKind.MOVED: {"region", "village", "group"},
        RequestKind.JOIN: {"region"},
        RequestKind.NEW_HEAD: {"member"},
        RequestKind.MEMBER_LEFT: {"member"},
        RequestKind.DIED: {"member", "successor"},
    }

    def __init__(self, *args: Any, kind: str, household: Household, groups: Any, village: Region, **kwargs: Any):
        super().__init__(*args, **kwargs)
        needed = self.NEEDS.get(RequestKind(kind), set())
        for name in {"region", "village", "group", "member", "successor"} - needed:
            del self.fields[name]
        for name in needed & {"member", "successor"}:
            field: Any = self.fields[name]
            field.queryset = household.members.all()
        if kind == RequestKind.DIED:
            place: Any = self.fields["member"]
            place.empty_label = _("户主")
        if "region" in self.fields:
            region: Any = self.fields["region"]
            if kind == RequestKind.JOIN:
                region.empty_label = _("请选择")
                del self.fields["effective_on"]
                self.fields["version"].required = False
            region.queryset = groups.filter(path__startswith=village.path)


class DeclineForm(forms.Form):
    """Why nothing changes."""

    reason = forms.ChoiceField(
        label=_("没有更改的原因"),
        choices=[choice for choice in DeclineReason.choices if choice[0] != DeclineReason.OTHER_CHOSEN],
        widget=forms.RadioSelect,
        help_text=_("提出申请的人只看到“核实后没有更改”，看不到原因。"),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("查询码"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
