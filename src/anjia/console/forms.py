"""What inbox and tasks are narrowed by, which kinds of messages come in, and who sets the real house up."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anjia.accounts import messages
from anjia.accounts.usernames import normalise, validate_username
from anjia.web.filters import FilterForm

READ = [("", _("全部")), ("no", _("未读")), ("yes", _("已读"))]


class FirstAdministratorForm(forms.Form):
    """Who sets the real house up."""

    username = forms.CharField(
        label=_("手机号码或工号"), max_length=24, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    display_name = forms.CharField(
        label=_("姓名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_username(self) -> str:
        name = normalise(self.cleaned_data["username"])
        validate_username(name)
        return name


class InboxFilter(FilterForm):
    """Read or not, and the kinds that are there; lives in the URL."""

    read = forms.ChoiceField(label=_("状态"), required=False, choices=READ)
    kind = forms.ChoiceField(label=_("种类"), required=False)

    def __init__(self, data: Any, *, kinds: list[str]):
        super().__init__(data)
        found = [(name, messages.kind_of(name).label) for name in kinds]
        self.fields["kind"].choices = [("", _("全部")), *found]


class TaskFilter(FilterForm):
    """From which slice, and in which place; lives in the URL."""

    kind = forms.ChoiceField(label=_("种类"), required=False)
    place = forms.ChoiceField(label=_("地方"), required=False)

    def __init__(self, data: Any, *, kinds: list[tuple[str, Any]], places: list[tuple[str, str]]):
        super().__init__(data)
        self.fields["kind"].choices = [("", _("全部")), *kinds]
        self.fields["place"].choices = [("", _("现在所在的地方")), *places]


class KindsForm(forms.Form):
    """One tick for each kind that may be switched off."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.optional = [kind for kind in messages.all_kinds() if not kind.duty]
        for kind in self.optional:
            self.fields[_name(kind)] = forms.BooleanField(label=kind.label, help_text=kind.description, required=False)

    @property
    def off(self) -> list[str]:
        return [kind.name for kind in self.optional if not self.cleaned_data[_name(kind)]]

    @staticmethod
    def initial_for(muted: set[str]) -> dict[str, bool]:
        return {_name(kind): kind.name not in muted for kind in messages.all_kinds()}


def _name(kind: messages.Kind) -> str:
    return kind.name.replace(".", "-")
