"""Who follows in a role, and who stands in for its holder."""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import Membership, User
from anjia.accounts.queries import successors_for
from anjia.accounts.usernames import normalise, validate_username
from anjia.web.screens import NoteForm

NEW = "new"


def colleagues(membership: Membership, by: User) -> list[tuple[str, str]]:
    """The colleagues one may choose, each with the role by which one knows them."""
    people = successors_for(membership, by).prefetch_related("memberships__region")
    return [(str(person.pk), f"{person.display_name}（{_known_as(person)}）") for person in people]


def _known_as(person: User) -> str:
    held = [m for m in person.memberships.all() if m.is_in_force]
    return f"{held[0].region.name} {held[0].get_role_display()}" if held else ""


class SuccessorForm(forms.Form):
    """A colleague from the list, or somebody new by name and number."""

    successor = forms.ChoiceField(label=_("接手的人"), help_text=_("名单里没有的，选第一项，用邀请链接请来。"))
    display_name = forms.CharField(
        label=_("新来的人的姓名"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    username = forms.CharField(
        label=_("新来的人的手机号码或工号"),
        max_length=24,
        required=False,
        help_text=_("只有上面选了“名单里没有”才填。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, membership: Membership, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        known = colleagues(membership, user)
        choices = [("", _("请选择")), (NEW, _("名单里没有：邀请一位新来的人")), *known]
        cast("forms.ChoiceField", self.fields["successor"]).choices = choices

    @property
    def is_new(self) -> bool:
        return self.cleaned_data.get("successor") == NEW

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("successor") != NEW:
            return cleaned
        for name in ("display_name", "username"):
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, _("请填写这一项。"))
        if cleaned.get("username"):
            cleaned["username"] = normalise(cleaned["username"])
            try:
                validate_username(cleaned["username"])
            except forms.ValidationError as error:
                self.add_error("username", error)
        return cleaned


class HandOverForm(NoteForm):
    """A word for the successor."""

    note = forms.CharField(
        label=_("交代的话"),
        max_length=200,
        required=False,
        help_text=_("印在移交单上，例如公章、钥匙、纸质材料在哪里。"),
    )


class CoverForm(forms.Form):
    """Who stands in, and for which days."""

    substitute = forms.ChoiceField(label=_("请谁代理"))
    starts_on = forms.DateField(label=_("从哪天起"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    last_day = forms.DateField(
        label=_("到哪天为止"),
        help_text=_("含这一天，最长三个月。"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, membership: Membership, user: User, **kwargs: Any):
        kwargs["initial"] = {"starts_on": timezone.localdate(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        choices = [("", _("请选择")), *colleagues(membership, user)]
        cast("forms.ChoiceField", self.fields["substitute"]).choices = choices
