"""What is asked: of who writes an offer, of who wants to come, of who takes down whom an agency sends."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anjia.kernel.scope import under_any
from anjia.regions.enums import Level, Rule
from anjia.regions.legal import term_of
from anjia.regions.models import Region
from anjia.services.actions import Told
from anjia.services.enums import Source, Topic
from anjia.services.forms.intake import PLAIN, AskForm
from anjia.services.forms.steps import StepForm
from anjia.services.offers.actions import OfferWords
from anjia.services.offers.models import column_of

TALL = forms.Textarea(attrs={"rows": 3})


class OfferForm(forms.Form):
    """An offer's words. There is no question of who somebody is."""

    region = forms.ChoiceField(label=_("哪里的服务"))
    title = forms.CharField(
        label=_("提供什么"),
        max_length=column_of("title").max_length,
        help_text=_("例如：电工夜校、求职陪跑、家庭教育小课堂。"),
    )
    words = forms.CharField(label=_("具体做什么"), max_length=column_of("words").max_length, widget=TALL)
    audience = forms.CharField(
        label=_("适合谁"),
        max_length=column_of("audience").max_length,
        help_text=_("写给所有人看，例如“刚回到家乡、想重新找工作的人”。不写身份、经历和病情，不写人名。"),
    )
    body = forms.CharField(label=_("由谁提供"), max_length=column_of("body").max_length)
    address = forms.CharField(label=_("地点"), max_length=column_of("address").max_length)
    times = forms.CharField(
        label=_("时间"), max_length=column_of("times").max_length, help_text=_("例如：每周六上午九点到十一点。")
    )
    contact = forms.CharField(
        label=_("咨询电话"), max_length=column_of("contact").max_length, help_text=_("单位的电话，不写个人的。")
    )
    capacity = forms.IntegerField(
        label=_("名额"), min_value=1, max_value=9999, required=False, help_text=_("不限就不填。")
    )
    begins_on = forms.DateField(label=_("从哪天"), initial=timezone.localdate)
    ends_on = forms.DateField(label=_("到哪天"), help_text=_("过了这天自动结束。"))

    def __init__(self, *args: Any, scopes: tuple[str, ...], fixed: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if fixed:
            del self.fields["region"]
        else:
            levels = (Level.COUNTY, Level.TOWN)
            rows = Region.objects.filter(under_any("path", scopes), level__in=levels, valid_to__isnull=True)
            self.fields["region"].choices = [(str(row.pk), row.name) for row in rows.order_by("path")]

    def clean_region(self) -> Region:
        return Region.objects.get(pk=self.cleaned_data["region"])

    def said(self) -> OfferWords:
        return OfferWords(**{name: value for name, value in self.cleaned_data.items() if name != "region"})


class ConsentPaperForm(forms.Form):
    agency = forms.CharField(
        label=_("转介的单位"), max_length=60, help_text=_("印在同意书上，让本人知道是谁告诉谁。"),
        widget=forms.TextInput(attrs=PLAIN),
    )  # fmt: skip


class JoinForm(AskForm):
    """Anybody who wants to come: how to call and to reach them. Not where they live, not why."""

    village = None
    topic = None
    summary = forms.CharField(
        label=_("还想说什么"),
        max_length=1000,
        required=False,
        help_text=_("例如哪天方便、要不要接送。不用写以前的事。"),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    field_order: ClassVar[tuple[str, ...]] = (
        "name",
        "channel",
        "phone",
        "hours",
        "summary",
        "is_under_14",
        "guardian",
        "consents",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["consents"].label = _("我同意登记，由提供服务的人答复我")
        self.fields["consents"].help_text = format_lazy(
            _("只给答复的人看，结束{term}后清除。来不来、中途不来都可以，不影响任何家庭的评选，也不记到家庭名下。"),
            term=term_of(Rule.KEEP_REQUESTS),
        )

    def told(self) -> Told:
        said = self.cleaned_data
        own = ("name", "phone", "channel", "hours", "is_under_14", "guardian")
        asked = {"summary": said.get("summary", ""), "consents": said.get("consents", False), "topic": Topic.OTHER}
        return Told(**{name: said[name] for name in own}, **asked)


class TakenDownForm(JoinForm):
    """The person said it to staff."""

    source = forms.ChoiceField(
        label=_("怎么收到的"),
        choices=[(s.value, s.label) for s in (Source.PHONE, Source.VISIT, Source.LETTER)],
        widget=forms.RadioSelect,
    )
    field_order = ("source", *JoinForm.field_order)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("怎么称呼对方")
        self.fields["channel"].label = _("怎样联系对方最安全")
        self.fields["summary"].label = _("对方还说了什么")
        self.fields["consents"].label = _("对方同意登记，由提供服务的人答复")


class ReferForm(JoinForm):
    """Whom an agency sends. Three things are told, as the signed paper says; there is no room for a fourth."""

    summary = None
    consents = None
    agency = forms.CharField(label=_("转介的单位"), max_length=60, widget=forms.TextInput(attrs=PLAIN))
    signed_on = forms.DateField(label=_("本人哪天签的同意书"), initial=timezone.localdate)
    scan = forms.FileField(
        label=_("签了字的同意书"), required=False, help_text=_("PDF 或清晰的照片。存在这件事里，只有团队看得到。")
    )
    kept_at = forms.CharField(
        label=_("没有扫描的，原件放在哪里"), required=False, max_length=80, widget=forms.TextInput(attrs=PLAIN)
    )
    field_order = ("agency", "signed_on", "scan", "kept_at", "name", "channel", "phone", "hours")

    def __init__(self, *args: Any, **kwargs: Any):
        super(JoinForm, self).__init__(*args, **kwargs)
        self.fields["name"].label = _("怎么称呼对方")
        self.fields["channel"].label = _("怎样联系对方最安全")

    def proof(self) -> dict[str, Any]:
        """How the consent is kept."""
        said = self.cleaned_data
        scan = said["scan"].read() if said["scan"] else b""
        return {"agency": said["agency"], "signed_on": said["signed_on"], "scan": scan, "kept_at": said["kept_at"]}


class ArrangeForm(StepForm):
    words = forms.CharField(
        label=_("写给本人：什么时候、到哪里、找谁"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=_("凭查询码可以看到。选了打电话的，按说好的时间打。"),
    )
