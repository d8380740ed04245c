"""What is asked at each step of reintegration."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.services.enums import Topic
from anjia.services.figures import closed_quarters
from anjia.services.forms.intake import AskForm
from anjia.services.forms.steps import StepForm
from anjia.services.reintegration.enums import Placement

WIDE = forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})


class ReintegrationForm(AskForm):
    """What the person wants. Nothing is asked about what was."""

    about = ("wishes",)
    one_topic = Topic.OTHER

    wishes = forms.CharField(
        label=_("想做什么，需要什么帮助"),
        max_length=500,
        widget=WIDE,
        required=False,
        help_text=_("找工作、学手艺、种地、开店、办证、看病……以前的事不用写。"),
    )


class SignForm(StepForm):
    on = forms.DateField(label=_("签协议的日子"), initial=timezone.localdate)
    ends_on = forms.DateField(label=_("协议到哪天"))
    visit_days = forms.IntegerField(label=_("多少天走访一次"), min_value=1, max_value=90, initial=30)


class VisitForm(StepForm):
    on = forms.DateField(label=_("走访的日子"), initial=timezone.localdate)
    words = forms.CharField(label=_("谈了什么，接着要做什么"), max_length=2000, widget=WIDE)


class PlacementForm(StepForm):
    placement = forms.ChoiceField(label=_("安置方式"), choices=Placement.choices, widget=forms.RadioSelect)
    on = forms.DateField(label=_("落实的日子"), initial=timezone.localdate)
    words = forms.CharField(label=_("落实的情况"), max_length=500, required=False, widget=WIDE)


class ReportForm(forms.Form):
    """A quarter's numbers as they were reported."""

    quarter = forms.ChoiceField(label=_("季度"), choices=lambda: [(q, q) for q in closed_quarters()])
    people = forms.IntegerField(label=_("应安置人数（分母）"), min_value=1, max_value=9_999_999)
    land = forms.IntegerField(label=Placement.LAND.label, min_value=0, max_value=9_999_999)
    own_trade = forms.IntegerField(label=Placement.OWN_TRADE.label, min_value=0, max_value=9_999_999)
    subsistence = forms.IntegerField(label=Placement.SUBSISTENCE.label, min_value=0, max_value=9_999_999)
    employed = forms.IntegerField(label=Placement.EMPLOYED.label, min_value=0, max_value=9_999_999)
    other = forms.IntegerField(label=Placement.OTHER.label, min_value=0, max_value=9_999_999)
    counts_subsistence = forms.BooleanField(
        label=_("把享受低保算作已安置"),
        required=False,
        help_text=_("默认不算：低保是收入保障，不是有了事做。两种算法都会显示。"),
    )
    is_approx = forms.BooleanField(label=_("是约数"), required=False, help_text=_("写着“余”“多”“近”的。"))
    source = forms.CharField(label=_("数字从哪里来"), max_length=80)
