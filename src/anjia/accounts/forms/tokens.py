"""Making a token: for which role, for what, until when."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import Membership, User
from anjia.kernel.permissions import grants
from anjia.regions.queries import full_names_of
from anjia.web.api.registry import groups_within

LENGTHS = [(30, _("30 天")), (90, _("90 天")), (180, _("半年")), (365, _("一年"))]


class TokenForm(forms.Form):
    """What is offered is what one's roles can do; what the chosen role cannot do is left out when it is made."""

    name = forms.CharField(label=_("用途"), max_length=60, help_text=_("写明给哪个软件用，例如“区大数据中心对账”。"))
    membership = forms.ChoiceField(label=_("以哪个角色办理"), widget=forms.RadioSelect)
    groups = forms.MultipleChoiceField(label=_("可以办的事"), widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(label=_("有效期"), coerce=int, choices=LENGTHS, initial=90, widget=forms.RadioSelect)

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.held = {str(m.pk): m for m in user.memberships_now}
        names = full_names_of([m.region.path for m in self.held.values()])
        roles = [(pk, f"{m.title} · {names[m.region.path]}") for pk, m in self.held.items()]
        verbs = {verb for m in self.held.values() for verb in grants.verbs_of(m.role)}
        self._choose("membership", roles)
        self._choose("groups", [(g.key, g.label) for g in groups_within(verbs)])
        if len(roles) == 1:
            self.fields["membership"].initial = roles[0][0]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean_membership(self) -> Membership:
        return self.held[self.cleaned_data["membership"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "days" in data:
            data["last_day"] = timezone.localdate() + timedelta(days=data.pop("days"))
        return data
