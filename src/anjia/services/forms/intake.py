"""What somebody says, in few questions: about the matter, about themselves, about how to reach them safely."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anjia.accounts.queries import holders
from anjia.kernel.scope import under_any
from anjia.regions.enums import Level, Rule
from anjia.regions.legal import term_of
from anjia.regions.models import Region
from anjia.services.actions import Told
from anjia.services.enums import Channel, Source, Topic, Verb
from anjia.services.kinds import Kind

WIDE = forms.Textarea(attrs={"rows": 6, "autocomplete": "off"})
PLAIN = {"autocomplete": "off", "spellcheck": "false"}


def villages(paths: Iterable[str] | None = None) -> Iterator[Any]:
    """The villages below these paths, by town; every one there is where none is named."""
    here = Region.objects.filter(level=Level.VILLAGE, valid_to__isnull=True).select_related("parent").order_by("path")
    rows = list(here if paths is None else here.filter(under_any("path", paths)))
    if len(rows) != 1:
        yield "", _("请选择")
    for town, found in groupby(rows, key=lambda village: village.parent):
        yield town.name, [(str(village.pk), village.name) for village in found]


class AskForm(forms.Form):
    """By anybody, without an account. A kind of case adds its own fields, and says where on the page they stand:
    `about` with the matter itself, `rarely` among what most people skip. Both go to the kind as `Told.further`.
    """

    about: ClassVar[tuple[str, ...]] = ()
    rarely: ClassVar[tuple[str, ...]] = ()
    one_topic: ClassVar[str] = ""
    """A kind that is about one thing asks for no topic: a long list of other people's troubles frightens."""

    village = forms.ChoiceField(label=_("事情发生在哪个村（社区）"), choices=villages)
    topic = forms.ChoiceField(label=_("什么事"), choices=[("", _("请选择")), *Topic.choices])
    summary = forms.CharField(
        label=_("发生了什么，希望怎样解决"),
        max_length=4000,
        widget=WIDE,
        help_text=_("想到什么写什么。只有办理这件事的人看得到。"),
    )
    name = forms.CharField(
        label=_("怎么称呼您"), max_length=40, help_text=_("可以不写真名。"), widget=forms.TextInput(attrs=PLAIN)
    )
    is_under_14 = forms.BooleanField(label=_("当事人不满十四周岁"), required=False)
    guardian = forms.CharField(
        label=_("监护人是谁"),
        required=False,
        max_length=80,
        help_text=_("当事人不满十四周岁时填写。"),
        widget=forms.TextInput(attrs=PLAIN),
    )
    channel = forms.ChoiceField(label=_("怎样联系您最安全"), choices=Channel.choices, widget=forms.RadioSelect)
    phone = forms.CharField(
        label=_("电话"), required=False, max_length=20, widget=forms.TextInput(attrs={**PLAIN, "inputmode": "tel"})
    )
    hours = forms.CharField(
        label=_("什么时候方便，由谁接"),
        required=False,
        max_length=100,
        help_text=_("例如：工作日白天，只能本人接。其他时间我们不打。"),
        widget=forms.TextInput(attrs=PLAIN),
    )
    consents = forms.BooleanField(
        label=_("我同意登记并办理这件事"),
        help_text=format_lazy(
            _("记录只给办理的人看，办结{term}后清除内容。不影响任何家庭的评选，也不会记到家庭名下。"),
            term=term_of(Rule.KEEP_CASES),
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.one_topic:
            self.fields["topic"].widget, self.fields["topic"].required = forms.HiddenInput(), False

    def clean_topic(self) -> str:
        return self.one_topic or self.cleaned_data["topic"]

    def clean_village(self) -> Region:
        """Where nobody gives out what comes in, nothing is taken in: whoever writes must not wait for nobody."""
        village = Region.objects.get(pk=self.cleaned_data["village"])
        if not holders(village.path, verb=Verb.ASSIGN):
            raise forms.ValidationError(
                _("这个地方的权益服务还没有人值守，所以没有保存。请拨打 12338、12348；有危险拨打 110。")
            )
        return village

    def told(self) -> Told:
        """What was said, for the action."""
        said = self.cleaned_data
        own = ("name", "summary", "topic", "phone", "channel", "hours", "is_under_14", "guardian", "consents")
        further = {name: said[name] for name in (*self.about, *self.rarely)}
        return Told(**{name: said[name] for name in own}, further=further)

    def about_fields(self) -> list[BoundField]:
        return [field for name in ("village", "topic", "summary", *self.about) if not (field := self[name]).is_hidden]

    def rare_fields(self) -> list[BoundField]:
        return [self[name] for name in self.rarely]


class TakenDown(AskForm):
    """What staff add who take it down from a call, a visit or a letter."""

    source = forms.ChoiceField(
        label=_("怎么收到的"),
        choices=[choice for choice in Source.choices if choice[0] != Source.ONLINE],
        widget=forms.RadioSelect,
    )
    received_on = forms.DateField(label=_("收到的日子"), initial=timezone.localdate)
    field_order = ("source", "received_on", "village")

    def __init__(self, *args: Any, paths: Iterable[str] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = list(villages(paths))
        self.fields["summary"].help_text = _("照对方说的写。保存后转给权益服务督导，您不再看得到。")
        self.fields["name"].label = _("怎么称呼对方")
        self.fields["channel"].label = _("怎样联系对方最安全")
        self.fields["consents"].label = _("对方同意登记并办理")


def taken_down(kind: Kind) -> type[TakenDown]:
    """The form of a kind as staff fill it in."""
    return type("TakeInForm", (TakenDown, kind.ask_form or AskForm), {})


class CodeForm(forms.Form):
    code = forms.CharField(label=_("查询码"), max_length=20, widget=forms.TextInput(attrs=PLAIN))


class TellForm(forms.Form):
    """What the person adds later."""

    words = forms.CharField(
        label=_("补充，或回答办理的人"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )


class SurveyForm(forms.Form):
    """Three marks, no words: words would tell who wrote."""

    MARKS = [(str(n), str(n)) for n in range(1, 6)]
    heard = forms.TypedChoiceField(label=_("有人认真听我说"), choices=MARKS, coerce=int, widget=forms.RadioSelect)
    told = forms.TypedChoiceField(label=_("每一步都告诉了我"), choices=MARKS, coerce=int, widget=forms.RadioSelect)
    helped = forms.TypedChoiceField(label=_("帮上了忙"), choices=MARKS, coerce=int, widget=forms.RadioSelect)


class AdviceForm(forms.Form):
    """Counted, not recorded."""

    topic = forms.ChoiceField(label=_("问什么事"), choices=Topic.choices, widget=forms.RadioSelect)
    times = forms.IntegerField(label=_("人次"), min_value=1, max_value=200, initial=1)
