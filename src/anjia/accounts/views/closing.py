"""Closing an account and opening it again."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import close_account, reopen_account
from anjia.accounts.enums import Verb
from anjia.accounts.forms.people import EndForm
from anjia.accounts.models import User
from anjia.accounts.queries import visible_to
from anjia.web.screens import TransitionScreen


class _AccountScreen(TransitionScreen):
    """What the two have in common."""

    abstract = True
    permission = Verb.INVITE
    form_class = EndForm

    def get_queryset(self) -> QuerySet[User]:
        return visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [
            {"label": gettext("姓名"), "value": self.object.display_name},
            {"label": gettext("账号"), "value": self.object.masked_username},
        ]
        back = reverse("accounts:person", args=[self.object.pk])
        return super().get_context_data(answers=answers, back_url=back, **kwargs)


class CloseAccountView(_AccountScreen):
    """Nobody can use the account until it is opened again."""

    permission = Verb.INVITE
    heading = _("停用账号")
    submit_label = _("停用账号")
    success_message = _("账号已停用，各处的登录已退出。")

    def get_effect(self) -> str:
        return gettext("“%(person)s”不能再登录，已登录的设备立即退出；任职记录保留。") % {"person": self.object}

    def perform(self, form: EndForm) -> str:
        close_account(self.object, by=self.user, note=form.cleaned_data["note"])
        return reverse("accounts:person", args=[self.object.pk])


class ReopenAccountView(_AccountScreen):
    """The account works again, with the roles it still holds."""

    permission = Verb.INVITE
    heading = _("恢复账号")
    submit_label = _("恢复账号")
    success_message = _("账号已恢复。")

    def get_effect(self) -> str:
        return gettext("“%(person)s”可以重新登录，仍有的任职照旧有效。") % {"person": self.object}

    def perform(self, form: EndForm) -> str:
        reopen_account(self.object, by=self.user, note=form.cleaned_data["note"])
        return reverse("accounts:person", args=[self.object.pk])
