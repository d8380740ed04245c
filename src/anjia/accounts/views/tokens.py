"""My tokens and those of the people I answer for: made, shown once, revoked."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.accounts import second_factor
from anjia.accounts.actions import make_token, revoke_token
from anjia.accounts.forms.tokens import TokenForm
from anjia.accounts.models import ApiToken
from anjia.accounts.queries import tokens_visible_to
from anjia.kernel.permissions import grants
from anjia.regions.queries import full_names_of
from anjia.web.api.registry import groups_within
from anjia.web.columns import Column
from anjia.web.gate import SIGNED_IN
from anjia.web.screens import DetailScreen, FormScreen, ListScreen, TransitionScreen

SECRETS = "token_secrets"


COLUMNS = (
    Column(
        "name",
        _("用途"),
        "name",
        href=lambda token: reverse("accounts:token", args=[token.pk]),
        note=lambda token: f"…{token.hint}",
        is_essential=True,
    ),
    Column("owner", _("主人"), "membership.user", is_personal=True),
    Column("role", _("以谁办理"), lambda token: f"{token.place_name} · {token.membership.title}", share=3),
    Column("used", _("最近使用"), "last_used_at", order="used"),
    Column("expires", _("到期"), "expires_at", order="expires", part="accounts/parts/token_cell.html"),
)


class TokenListView(ListScreen):
    """Live and past tokens, one's own first in mind: whose they are stands beside them."""

    permission = SIGNED_IN
    template_name = "accounts/tokens.html"
    heading = _("接口令牌")
    default_order = ("-created_at", "-pk")
    orders = {"made": ("created_at", "pk"), "used": ("last_used_at", "pk"), "expires": ("expires_at", "pk")}
    columns = COLUMNS
    no_export = "tokens are looked after here; a list of them is of use to nobody else"

    def get_queryset(self) -> QuerySet[ApiToken]:
        return tokens_visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(has_second_factor=second_factor.is_set_up(self.user), **kwargs)

    def prepare(self, rows: Sequence[ApiToken]) -> Sequence[ApiToken]:
        names = full_names_of([token.membership.region.path for token in rows])
        for token in rows:
            token.place_name = names[token.membership.region.path]
        return rows


class MakeTokenView(FormScreen):
    """A new token; its secret is shown on the next page, once."""

    permission = SIGNED_IN
    form_class = TokenForm
    heading = _("生成接口令牌")
    submit_label = _("生成令牌")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.user}

    def perform(self, form: TokenForm) -> str:
        data = form.cleaned_data
        chosen = {name: data[name] for name in ("name", "groups", "last_day")}
        token, secret = make_token(data["membership"], by=self.user, **chosen)
        self.request.session[SECRETS] = {str(token.pk): secret}
        return reverse("accounts:token", args=[token.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("accounts:tokens"), **kwargs)


class TokenView(DetailScreen):
    """One token; fresh from the making with its secret."""

    permission = SIGNED_IN
    template_name = "accounts/token.html"
    context_name = "token"

    def get_queryset(self) -> QuerySet[ApiToken]:
        return tokens_visible_to(self.user)

    def get_heading(self) -> str:
        return str(self.object.name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        secrets = self.request.session.get(SECRETS, {})
        secret = secrets.pop(str(self.object.pk), "")
        self.request.session[SECRETS] = secrets
        held = set(self.object.verbs) & grants.verbs_of(self.object.membership.role)
        return super().get_context_data(secret=secret, groups=groups_within(held), **kwargs)


class RevokeTokenView(TransitionScreen):
    """Takes a token out of use."""

    permission = SIGNED_IN
    heading = _("吊销令牌")
    submit_label = _("吊销")
    success_message = _("令牌已吊销，从现在起不能再用。")

    def get_queryset(self) -> QuerySet[ApiToken]:
        return tokens_visible_to(self.user)

    def get_effect(self) -> str:
        return gettext("用这个令牌的软件将立即不能再办理；已经办过的事保留。")

    def perform(self, form: Any) -> str:
        revoke_token(self.object, by=self.user)
        return reverse("accounts:tokens")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        token = self.object
        answers = [
            {"label": _("用途"), "value": token.name},
            {"label": _("主人"), "value": token.membership.user},
            {"label": _("角色"), "value": token.membership.title},
        ]
        return super().get_context_data(answers=answers, back_url=reverse("accounts:token", args=[token.pk]), **kwargs)
