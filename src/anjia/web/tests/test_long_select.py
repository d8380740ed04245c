"""The quick select says what the library's own says."""

from django import forms
from django.test.html import parse_html

from anjia.web.long_select import LongSelect

CHOICES = [("", "请选择"), ("贺家土<街道>", [("1", "来园"), ("2", "学堂&冲")]), ("3", '"三"')]


def made(widget, data=None):
    class Form(forms.Form):
        village = forms.ChoiceField(choices=CHOICES, widget=widget, required=False)

    return str(Form(data)["village"])


def test_options_groups_and_the_chosen_one_are_those_of_an_ordinary_select():
    for data in (None, {"village": "2"}, {"village": "nowhere"}, {"village": ""}):
        assert parse_html(made(LongSelect, data)) == parse_html(made(forms.Select, data))


def test_nothing_in_it_is_markup():
    assert "<街道>" not in made(LongSelect)


def test_a_call_gives_choices_when_they_are_asked_for():
    asked = []

    class Form(forms.Form):
        village = forms.ChoiceField(choices=lambda: asked.append(1) or CHOICES, widget=LongSelect)

    assert 'value="3"' in str(Form()["village"])
