"""What is asked at each step of a counselling, and of the places it needs."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.accounts.queries import holders
from anjia.services.counselling.actions.hours import HOURS
from anjia.services.counselling.enums import Called, Kept, Verb, Way
from anjia.services.counselling.models import CounsellingRoom
from anjia.services.counselling.queries import contacts_for, rooms_for
from anjia.services.enums import Topic
from anjia.services.forms.intake import AskForm
from anjia.services.forms.steps import StepForm


def wide(rows: int = 5) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})


class TalkAskForm(AskForm):
    """Nobody has to say what it is about before they talk."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["topic"].label, self.fields["topic"].required = _("和什么有关"), False
        self.fields["topic"].choices = [("", _("不填")), *Topic.choices]
        self.fields["summary"].label = _("想说什么，说多少都可以")

    def clean_topic(self) -> str:
        return self.cleaned_data["topic"] or Topic.OTHER


class BeginForm(StepForm):
    is_told = forms.BooleanField(
        label=_("已告诉对方保密和保密的例外"),
        help_text=_("谈话只有咨询师和督导知道；有生命危险、未成年人受伤害时例外，会先告诉本人。"),
    )


class BookForm(StepForm):
    way = forms.ChoiceField(label=_("怎样咨询"), choices=Way.choices, widget=forms.RadioSelect)
    room = forms.ModelChoiceField(
        label=_("哪间咨询室"), queryset=CounsellingRoom.objects.none(), required=False, empty_label=_("不用咨询室")
    )
    day = forms.DateField(label=_("哪一天"), initial=lambda: timezone.localdate() + timedelta(days=1))
    hour = forms.TimeField(label=_("几点"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.TypedChoiceField(label=_("多久"), coerce=int, initial=60)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = rooms_for(self.subject.case)
        self.fields["minutes"].choices = [(n, _("%(n)d 分钟") % {"n": n}) for n in HOURS]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "day" in said and "hour" in said:
            day, hour = said.pop("day"), said.pop("hour")
            said["starts_at"] = timezone.make_aware(datetime.combine(day, hour))
        return said


class CrisisForm(StepForm):
    called = forms.ChoiceField(label=_("马上联系了谁"), choices=Called.choices, widget=forms.RadioSelect)
    is_accompanied = forms.BooleanField(label=_("现在有人陪着"), required=False)
    is_means_removed = forms.BooleanField(label=_("危险的东西已经拿开"), required=False)
    words = forms.CharField(label=_("情况"), max_length=1000, widget=wide(), help_text=_("只写处置要用的。"))

    def __init__(self, *args: Any, **kwargs: Any):
        """The numbers to call stand beside the question whom one called."""
        super().__init__(*args, **kwargs)
        numbers = contacts_for(self.subject.case.region_path)
        self.fields["called"].help_text = "　".join(f"{number} {label}" for number, label in numbers)


class SettleForm(StepForm):
    words = forms.CharField(label=_("怎样解除的，接下来谁陪着"), max_length=1000, widget=wide())


class BecameForm(forms.Form):
    kept = forms.ChoiceField(
        label=_("这次咨询"),
        choices=[choice for choice in Kept.choices if choice[0] != Kept.PLANNED],
        widget=forms.RadioSelect,
    )


class RoomForm(forms.Form):
    name = forms.CharField(label=_("咨询室"), max_length=40)
    address = forms.CharField(label=_("怎么找到"), max_length=120, required=False)
    is_open = forms.BooleanField(label=_("开放"), required=False, initial=True)


class DutyForm(forms.Form):
    day = forms.DateField(label=_("哪一天"), initial=timezone.localdate)
    person = forms.ModelChoiceField(label=_("谁值班"), queryset=User.objects.none(), empty_label=_("请选择"))

    def __init__(self, *args: Any, path: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        able = User.objects.filter(pk__in=list(holders(path, verb=Verb.HANDLE)))
        self.fields["person"].queryset = able.order_by("display_name", "pk")


class ContactForm(forms.Form):
    place = forms.IntegerField(label=_("第几个"), min_value=1, max_value=20)
    label = forms.CharField(label=_("找谁"), max_length=40)
    number = forms.CharField(label=_("电话"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"}))


class GroupForm(forms.Form):
    held_on = forms.DateField(label=_("哪一天"), initial=timezone.localdate)
    institution = forms.CharField(label=_("在哪个单位"), max_length=60)
    theme = forms.CharField(label=_("主题"), max_length=60)
    persons = forms.IntegerField(label=_("来了多少人"), min_value=1, max_value=500, help_text=_("只记人数，不记是谁。"))
