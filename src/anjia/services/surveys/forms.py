"""What is asked of whoever makes a survey, types sheets in, or answers one."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.suppression import FEWEST
from anjia.services.surveys.enums import Asked, Shape
from anjia.services.surveys.models import SurveyQuestion


def above_villages() -> list[tuple[str, str]]:
    rows = Region.objects.filter(level__in=(Level.COUNTY, Level.TOWN), valid_to__isnull=True).order_by("path")
    return [(str(row.pk), row.full_name) for row in rows]


class SurveyForm(forms.Form):
    region = forms.ChoiceField(label=_("在哪里问"), choices=above_villages)
    title = forms.CharField(label=_("问卷名称"), max_length=40, help_text=_("例如：2026年秋季留守儿童问卷"))
    asked = forms.ChoiceField(label=_("谁来答"), choices=Asked.choices, widget=forms.RadioSelect)
    with_ready = forms.BooleanField(
        label=_("先放进现成的题目"), required=False, initial=True, help_text=_("关于陪伴、学习、安全，可以再删改。")
    )

    def clean_region(self) -> Region:
        return Region.objects.get(pk=self.cleaned_data["region"])


class QuestionForm(forms.Form):
    words = forms.CharField(
        label=_("问什么"),
        max_length=120,
        help_text=_("用孩子听得懂的话，一题问一件事。不问姓名、班级、住址，不问家里人信什么、反映过什么。"),
    )
    shape = forms.ChoiceField(label=_("怎样回答"), choices=Shape.choices, widget=forms.RadioSelect)
    options = forms.CharField(
        label=_("自己写的选项"),
        required=False,
        max_length=400,
        help_text=_("只在选“自己写几个选项”时填，一行一个。“不想回答”会自动加上。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class OpenForm(forms.Form):
    opens_on = forms.DateField(label=_("从哪天"), initial=timezone.localdate)
    closes_on = forms.DateField(label=_("到哪天"), help_text=_("过了这天不能再上网答；纸上答的，可以再录入七天。"))
    guardians_told = forms.BooleanField(
        label=_("孩子答以前，告知单先发给监护人"), help_text=_("告知单在上一页打印。监护人不同意的，孩子不答。")
    )

    def __init__(self, *args: Any, asked: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if asked != Asked.PUPILS:
            del self.fields["guardians_told"]


class TownForm(forms.Form):
    """Something for one of the survey's towns."""

    town = forms.ChoiceField(label=_("哪个乡镇（街道）"))

    def __init__(self, *args: Any, towns: list[Region], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.towns = {str(town.pk): town for town in towns}
        self.fields["town"].choices = [(pk, town.name) for pk, town in self.towns.items()]

    def clean_town(self) -> Region:
        return self.towns[self.cleaned_data["town"]]


class CodesForm(TownForm):
    how_many = forms.IntegerField(
        label=_("几个号"), min_value=1, max_value=60, initial=1, help_text=_("一个班一个号。")
    )
    most = forms.IntegerField(
        label=_("一个号最多几份"),
        min_value=FEWEST,
        max_value=500,
        initial=50,
        help_text=_("按班上的人数填。不足五人的班和别的班合用一个号。"),
    )


class TypeForm(TownForm):
    text = forms.CharField(
        label=_("一行一份"),
        max_length=20000,
        help_text=_("照题号顺序，每题一个数字，不想回答的打 0；数字之间可以空格，也可以连着打。打完一份按回车。"),
        widget=forms.Textarea(attrs={"rows": 14, "autocomplete": "off", "spellcheck": "false", "inputmode": "numeric"}),
    )


class ImportForm(TownForm):
    file = forms.FileField(label=_("填好的 Excel 表"))


class AnswerForm(forms.Form):
    """A radio button for each answer; a question left alone is one that somebody does not want to answer."""

    def __init__(self, *args: Any, questions: list[SurveyQuestion], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.names = []
        for question in questions:
            name = f"q{question.place}"
            self.names.append(name)
            self.fields[name] = forms.TypedChoiceField(
                label=f"{question.place}. {question.words}",
                choices=question.choices,
                coerce=int,
                widget=forms.RadioSelect,
                required=False,
                empty_value=0,
            )

    def chosen(self) -> list[int]:
        return [self.cleaned_data[name] for name in self.names]
