"""Forms of family stories."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.stories.enums import MAY_STAY, Settlement, StoryState, Theme
from anjia.web.fields import GuardedTextFormField
from anjia.web.filters import FilterForm, SearchField
from anjia.web.screens import NoteForm


class StoryFilter(FilterForm):
    q = SearchField(_("标题、姓名或村（社区）"))
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *StoryState.choices])


class FamilyFilter(FilterForm):
    q = SearchField(_("姓名或村（社区）"))


class StartForm(forms.Form):
    headline = GuardedTextFormField(
        label=_("标题"), max_length=40, widget=forms.TextInput(), help_text=_("例如：门前一盏灯，照亮一条巷。")
    )
    shown_as = GuardedTextFormField(
        label=_("公开时的称呼"),
        max_length=20,
        required=False,
        widget=forms.TextInput(),
        help_text=_("例如“一户四口之家”。空着时用隐去中间字的姓名。"),
    )


class WriteForm(StartForm):
    """The headline and the four sections; a section may stay empty."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for place, (theme, label) in enumerate(Theme.choices, 1):
            self.fields[f"text_{theme}"] = GuardedTextFormField(
                label=label, max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 6})
            )
            self.fields[f"order_{theme}"] = forms.IntegerField(
                label=_("“%(theme)s”放在第几段") % {"theme": label}, min_value=1, max_value=9, initial=place
            )

    @property
    def texts(self) -> dict[str, str]:
        return {theme: self.cleaned_data[f"text_{theme}"] for theme in Theme.values}

    @property
    def order(self) -> dict[str, int]:
        return {theme: self.cleaned_data[f"order_{theme}"] for theme in Theme.values}


class PersonForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=40)
    is_minor = forms.BooleanField(label=_("未满 18 岁"), required=False)
    guardian = forms.CharField(
        label=_("监护人"), max_length=40, required=False, help_text=_("未满 18 岁的，由监护人同意，写监护人的姓名。")
    )
    agreed_on = forms.DateField(
        label=_("同意日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    witness = forms.CharField(
        label=_("见证人"),
        max_length=40,
        required=False,
        help_text=_("口头同意的，写在场的见证人；书面同意的可以不填。"),
    )


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=_("照片"),
        help_text=_("JPG 或 PNG，不超过 20 MB。拍摄地点等信息会自动清除。照片里的人都要单独同意。"),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
    )
    caption = GuardedTextFormField(
        label=_("图片说明"),
        max_length=60,
        widget=forms.TextInput(),
        help_text=_("看不见照片的人听得到这句话，不写姓名。"),
    )


class SettleForm(NoteForm):
    settlement = forms.ChoiceField(label=_("怎样处理"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["settlement"]
        field.choices = [(key, Settlement(key).label) for key in MAY_STAY.get(kind, ())]
