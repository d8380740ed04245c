"""What a list is narrowed by: a form whose values live in the URL, and can be said in words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import pretty_name
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SearchField(forms.CharField):
    """The box one searches a list with."""

    def __init__(self, placeholder: str | Promise = "", **kwargs: Any):
        kwargs.setdefault("label", gettext_lazy("查找"))
        widget = forms.TextInput(attrs={"type": "search", "placeholder": placeholder, "autocomplete": "off"})
        super().__init__(required=False, max_length=80, widget=widget, **kwargs)


class FilterForm(forms.Form):
    """The conditions of a list. A value that does not fit narrows nothing, and the page says so."""

    use_required_attribute = False

    def __init__(self, data: Any, **kwargs: Any):
        super().__init__(data, auto_id="filter-%s", **kwargs)

    def condition(self, name: str) -> Any:
        """A condition's value; empty where it is not given or does not fit."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""

    def words(self) -> str:
        """Every condition that narrows, in words: “状态：有效；年度：2026”."""
        self.is_valid()
        given = [(name, value) for name, value in self.cleaned_data.items() if value]
        return _("；").join(f"{self._label(name)}{_('：')}{self._words_of(name, value)}" for name, value in given)

    def faults(self, asked: Iterable[str], known: Iterable[str]) -> list[str]:
        """The conditions of an address that this list does not know, or cannot use, by name."""
        wrong = [self._label(name) for name in self.errors if self.data.get(name)]
        return wrong + [name for name in asked if name not in self.fields and name not in known]

    def _label(self, name: str) -> str:
        return str(self.fields[name].label or pretty_name(name))

    def _words_of(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return field.label_from_instance(value)
        return str(dict(getattr(field, "choices", ())).get(value, value))
