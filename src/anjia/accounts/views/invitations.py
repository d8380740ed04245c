"""Inviting, showing the link once, taking it back, accepting it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.accounts import sessions
from anjia.accounts.actions import accept_invitation, invite_person, reset_access, withdraw_invitation
from anjia.accounts.actions.invitations import find_invitation
from anjia.accounts.enums import Purpose, Verb
from anjia.accounts.forms.people import AcceptForm, InviteForm, JoinForm
from anjia.accounts.models import Invitation, User
from anjia.accounts.queries import invitations_visible_to, visible_to
from anjia.kernel.exceptions import NotPermitted
from anjia.regions.place import current_place
from anjia.web.gate import PUBLIC
from anjia.web.screens import DetailScreen, FormScreen, TransitionScreen

LINKS = "invitation_links"


class InviteView(FormScreen):
    """Invite a person to a role; the link is shown on the next page, once."""

    permission = Verb.INVITE
    template_name = "accounts/invite.html"
    form_class = InviteForm
    heading = _("邀请人员")
    submit_label = _("生成邀请链接")

    def get_form_kwargs(self) -> dict[str, Any]:
        place = current_place(self.request)
        if place is None:
            raise NotPermitted(_("您还没有任职的地区。"), who=_("请联系系统管理员。"))
        return {**super().get_form_kwargs(), "user": self.user, "place": place}

    def perform(self, form: InviteForm) -> str:
        invitation, token = invite_person(by=self.user, **form.cleaned_data)
        self.request.session[LINKS] = {str(invitation.pk): token}
        return reverse("accounts:invited", args=[invitation.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("accounts:people"), **kwargs)


class InvitedView(DetailScreen):
    """The link of a fresh invitation; the second look does not show it again."""

    permission = Verb.INVITE
    template_name = "accounts/invited.html"
    context_name = "invitation"
    heading = _("邀请链接")

    def get_queryset(self) -> QuerySet[Invitation]:
        return invitations_visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = self.request.session.get(LINKS, {})
        token = links.pop(str(self.object.pk), "")
        self.request.session[LINKS] = links
        path = reverse("accounts:accept_invitation", args=[token]) if token else ""
        link = self.request.build_absolute_uri(path) if token else ""
        return super().get_context_data(link=link, **kwargs)


class ResetAccessView(TransitionScreen):
    """Lets somebody in anew who lost password or phone."""

    permission = Verb.INVITE
    heading = _("重设登录")
    submit_label = _("生成重设链接")

    def get_queryset(self) -> QuerySet[User]:
        return visible_to(self.user)

    def get_effect(self) -> str:
        text = gettext("“%(person)s”打开链接后重新设置密码，原来的密码和手机验证器作废，已登录的设备退出。")
        return text % {"person": self.object}

    def perform(self, form: Any) -> str:
        invitation, token = reset_access(self.object, by=self.user)
        self.request.session[LINKS] = {str(invitation.pk): token}
        return reverse("accounts:invited", args=[invitation.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.object
        answers = [
            {"label": _("姓名"), "value": person.display_name},
            {"label": _("账号"), "value": person.masked_username},
        ]
        back = reverse("accounts:person", args=[person.pk])
        return super().get_context_data(answers=answers, back_url=back, **kwargs)


class WithdrawInvitationView(TransitionScreen):
    """Takes a link back before it is used."""

    permission = Verb.INVITE
    heading = _("收回邀请")
    submit_label = _("收回邀请")
    success_message = _("邀请已收回，链接不再有效。")

    def get_queryset(self) -> QuerySet[Invitation]:
        return invitations_visible_to(self.user)

    def get_effect(self) -> str:
        return gettext("发给“%(person)s”的链接将不再有效。") % {"person": self.object.display_name}

    def perform(self, form: Any) -> str:
        withdraw_invitation(self.object, by=self.user)
        return reverse("accounts:people")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [
            {"label": _("姓名"), "value": self.object.display_name},
            {"label": _("角色"), "value": self.object.get_role_display()},
            {"label": _("地区"), "value": self.object.region.full_name},
        ]
        return super().get_context_data(answers=answers, back_url=reverse("accounts:people"), **kwargs)


class AcceptInvitationView(FormScreen):
    """Where a link leads: sets the first password, or adds the role to the account one is signed in to."""

    permission = PUBLIC
    template_name = "accounts/accept_invitation.html"
    heading = _("接受邀请")
    submit_label = _("接受邀请")
    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = find_invitation(kwargs["token"])
        if found is None and request.method == "GET":
            return render(request, "accounts/invitation_gone.html", {"heading": gettext("链接已失效")}, status=410)
        self.invitation = found or Invitation()
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_own(self) -> bool:
        """Whether the person signed in is the one who was invited."""
        joins = self.invitation.purpose == Purpose.JOIN
        return joins and isinstance(self.user, User) and self.user.username == self.invitation.username

    def get_form(self) -> Any:
        kwargs = self.get_form_kwargs()
        return JoinForm(**kwargs) if self.is_own else AcceptForm(invitation=self.invitation, **kwargs)

    def perform(self, form: Any) -> str:
        password = form.cleaned_data.get("password1", "")
        accept_invitation(self.kwargs["token"], password=password, by=self.user if self.is_own else None)
        if self.is_own:
            self.success_message = _("已接受邀请。")
            return reverse("accounts:me")
        self.success_message = _("密码已设好，请登录。")
        self.request.session[sessions.SIGN_IN_AS] = self.invitation.username
        return reverse("account_login")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(invitation=self.invitation, is_own=self.is_own, **kwargs)
