"""Inviting people, accepting an invitation, and what one changes about oneself."""

from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from anjia.accounts import roles
from anjia.accounts.forms.sign_in import PASSWORD_HELP
from anjia.accounts.models import Invitation, User
from anjia.accounts.permissions import grantable_roles
from anjia.accounts.usernames import normalise, validate_username
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.regions.queries import full_names_of, visible_to
from anjia.web.screens import NoteForm

Level = Region.Level
# Below a place of this level, these levels are too many to choose from.
TOO_MANY = {Level.CITY: {Level.VILLAGE, Level.GROUP}, Level.COUNTY: {Level.GROUP}}


def places_for(user: User, place: Region) -> list[tuple[str, str]]:
    """The places at or below `place` at which the user may hand out some role."""
    levels = {level for role in grantable_roles(user) for level in role.levels}
    levels -= TOO_MANY.get(Level(place.level), set())
    seen = visible_to(user).filter(under("path", place.path), level__in=levels).order_by("path")
    names = full_names_of(seen.values_list("path", flat=True), top=Level(place.level))
    return [(str(region.pk), names[region.path]) for region in seen]


class InviteForm(forms.Form):
    """Who, which role, where."""

    username = forms.CharField(
        label=_("手机号码或工号"), max_length=24, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    display_name = forms.CharField(
        label=_("姓名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("角色"), widget=forms.RadioSelect)
    region = forms.ChoiceField(label=_("在哪里任职"))

    def __init__(self, *args: Any, user: User, place: Region, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.choose("role", [(r.key, f"{r.label}：{r.description}") for r in grantable_roles(user)])
        self.choose("region", [("", _("请选择")), *places_for(user, place)])
        if TOO_MANY.get(Level(place.level)):
            self.fields["region"].help_text = _("要选更下一级的村、组，请先在页面上方换到那个乡镇（街道）。")

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean_username(self) -> str:
        name = normalise(self.cleaned_data["username"])
        validate_username(name)
        return name

    def clean_region(self) -> Region:
        return Region.objects.get(pk=self.cleaned_data["region"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        role, region = roles.BY_KEY.get(cleaned.get("role", "")), cleaned.get("region")
        if role and region and region.level not in role.levels:
            levels = "、".join(str(Level(level).label) for level in role.levels)
            text = _("“%(role)s”只能设在%(levels)s。") % {"role": role.label, "levels": levels}
            self.add_error("region", text)
        return cleaned


class AcceptForm(forms.Form):
    """The first password, twice."""

    password1 = forms.CharField(
        label=_("设置密码"),
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("再输入一次密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        person = User(username=self.invitation.username, display_name=self.invitation.display_name)
        validate_password(password, person)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", ValidationError(_("两次输入的密码不一样。")))
        return cleaned


class JoinForm(forms.Form):
    """An existing user takes the role: nothing to fill in."""


class EndForm(NoteForm):
    """Why a role ends."""

    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class ProfileForm(forms.ModelForm):
    """One's own name and looks."""

    class Meta:
        model = User
        fields = ("display_name", "theme", "mode", "language")
        widgets = {"theme": forms.RadioSelect, "mode": forms.RadioSelect, "language": forms.RadioSelect}
