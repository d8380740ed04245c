"""What is asked for a suggestion to another body, and how its list is narrowed."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.regions.enums import Measure
from anjia.services.enums import Topic
from anjia.services.petitions.actions import Draft
from anjia.services.petitions.enums import Publication, ReplyOutcome, SuggestionState
from anjia.services.petitions.topics import shown_quarters
from anjia.web.filters import FilterForm, SearchField

WIDE = forms.Textarea(attrs={"rows": 7, "autocomplete": "off"})
WAITS, LATE = "waits", "late"


def quarters() -> list[tuple[str, str]]:
    return [(quarter, quarter) for quarter in shown_quarters()[::-1]]


class SuggestionForm(forms.Form):
    topic = forms.ChoiceField(label=_("关于哪一类事"), choices=[("", _("请选择")), *Topic.choices])
    quarters = forms.MultipleChoiceField(
        label=_("引用哪几个季度的数字"),
        choices=quarters,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("数字由系统按这一类事填入，不用手写；1 到 4 的写作“较少”。"),
    )
    body = forms.CharField(label=_("建议哪个单位"), max_length=60)
    title = forms.CharField(label=_("标题"), max_length=80, help_text=_("例如：关于公开征地补偿发放进度的建议"))
    why = forms.CharField(
        label=_("为什么"),
        max_length=2000,
        widget=WIDE,
        help_text=_("写这一类事多在哪里、难在哪里。不写任何一件事、任何一个人。"),
    )
    what = forms.CharField(label=_("建议什么"), max_length=2000, widget=WIDE, help_text=_("一段一条。"))
    organ = forms.CharField(label=_("发文单位"), max_length=40)

    def draft(self) -> Draft:
        return Draft(**self.cleaned_data)


class SendBackForm(forms.Form):
    words = forms.CharField(label=_("要改什么"), max_length=500, widget=WIDE)


class SendForm(forms.Form):
    on = forms.DateField(label=_("哪天寄出"), initial=timezone.localdate)
    number = forms.CharField(
        label=_("发文字号"), max_length=40, required=False, help_text=_("例如：荷妇函〔2026〕3号。没有编号的可以不填。")
    )
    length = forms.IntegerField(label=_("请对方几日内答复"), min_value=1, max_value=180, initial=30)
    measure = forms.ChoiceField(
        label=_("怎么算"),
        choices=[(Measure.WORKING_DAYS, _("工作日")), (Measure.DAYS, _("自然日"))],
        initial=Measure.WORKING_DAYS,
        widget=forms.RadioSelect,
    )


class ReplyForm(forms.Form):
    outcome = forms.ChoiceField(label=_("答复"), choices=ReplyOutcome.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("答复的内容"), max_length=2000, widget=WIDE, help_text=_("不写任何人的姓名，包括对方经办人。")
    )
    on = forms.DateField(label=_("哪天答复"), initial=timezone.localdate)


class PublishForm(forms.Form):
    publication = forms.ChoiceField(
        label=_("任何人都可以看吗"),
        choices=Publication.choices,
        widget=forms.RadioSelect,
        help_text=_("公开的是建议和答复的全文。以后可以改。"),
    )


class SuggestionFilter(FilterForm):
    q = SearchField(placeholder=_("标题或单位"))
    state = forms.ChoiceField(
        label=_("进展"),
        required=False,
        choices=[("", _("全部")), (WAITS, _("等我们办")), (LATE, _("过期没有答复")), *SuggestionState.choices],
    )
    topic = forms.ChoiceField(label=_("哪一类事"), required=False, choices=[("", _("全部")), *Topic.choices])
