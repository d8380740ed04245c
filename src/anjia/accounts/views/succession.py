"""Handing a role over: who, what is open, the check page, the sheet; and standing in for somebody on leave."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.accounts import open_work
from anjia.accounts.actions import (
    arrange_cover,
    call_off_hand_over,
    end_cover,
    hand_over_role,
    invite_successor,
)
from anjia.accounts.forms.succession import CoverForm, HandOverForm, SuccessorForm
from anjia.accounts.models import HandOver, Membership, User
from anjia.accounts.permissions import can_end_cover, can_hand_over
from anjia.accounts.queries import hand_overs_visible_to, own_or_overseen, successors_for
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.web.gate import SIGNED_IN
from anjia.web.screens import DetailScreen, ObjectFormScreen, TransitionScreen

LINKS = "hand_over_links"


class _Passing:
    """Mixin: a membership one may pass on; one that is over is refused in words before anything is filled in."""

    user: Any
    object: Any

    def get_queryset(self) -> QuerySet[Membership]:
        return own_or_overseen(self.user)

    def check(self) -> Membership:
        membership: Membership = self.object
        if not membership.is_in_force:
            told = {"role": membership.title, "day": membership.ends_on or membership.starts_on}
            raise Refused(
                gettext("“%(role)s”这项任职已在 %(day)s 结束或还没有开始，不能再移交。") % told,
                who=gettext("页面可能是以前打开的。现在由谁担任，请看“人员”或问授予这个角色的单位。"),
            )
        if membership.covers_id:
            raise Refused(gettext("代理的任职不能转交别人。"), who=gettext("到期自动结束，也可以提前结束。"))
        if not can_hand_over(self.user, membership):
            raise NotPermitted(gettext("您不能移交这项任职。"), who=gettext("由本人，或授予这个角色的单位办理。"))
        return membership

    def back(self) -> str:
        own = self.object.user_id == self.user.pk
        return reverse("accounts:me") if own else reverse("accounts:person", args=[self.object.user_id])


class HandOverView(_Passing, ObjectFormScreen):
    """Who follows, beside everything that is open on the role."""

    permission = SIGNED_IN
    template_name = "accounts/hand_over.html"
    context_name = "membership"
    heading = _("移交任职")
    submit_label = _("下一步：核对")

    def get_form(self) -> SuccessorForm:
        return SuccessorForm(membership=self.check(), user=self.user, **self.get_form_kwargs())

    def perform(self, form: SuccessorForm) -> str:
        if not form.is_new:
            return reverse("accounts:hand_over_check", args=[self.object.pk, form.cleaned_data["successor"]])
        person = {name: form.cleaned_data[name] for name in ("username", "display_name")}
        hand_over, token = invite_successor(self.object, by=self.user, **person)
        self.request.session[LINKS] = {str(hand_over.pk): token}
        return hand_over.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = open_work.of(self.check())
        return super().get_context_data(items=items, back_url=self.back(), **kwargs)


class HandOverCheckView(_Passing, TransitionScreen):
    """Names the effect, and does it."""

    permission = SIGNED_IN
    template_name = "accounts/hand_over_check.html"
    context_name = "membership"
    form_class = HandOverForm
    heading = _("核对后移交")
    submit_label = _("确认移交")
    success_message = _("已移交。请打印移交单，双方签字。")

    @property
    def successor(self) -> User:
        return get_object_or_404(successors_for(self.object, self.user), pk=self.kwargs["successor"])

    def get_effect(self) -> str:
        held = self.check()
        told = {"holder": held.user, "person": self.successor, "place": held.region.full_name, "role": held.title}
        text = gettext("从现在起，%(place)s的%(role)s由“%(person)s”担任，“%(holder)s”不再有这个角色的权限。")
        return text % told

    def perform(self, form: HandOverForm) -> str:
        key = self.request.session.session_key or ""
        note = form.cleaned_data["note"]
        done = hand_over_role(self.object, self.successor, by=self.user, note=note, keep_session=key)
        return done.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.check()
        answers = [
            {"label": gettext("角色"), "value": held.title},
            {"label": gettext("地区"), "value": held.region.full_name},
            {"label": gettext("移交的人"), "value": held.user},
            {"label": gettext("接手的人"), "value": self.successor},
        ]
        back = reverse("accounts:hand_over", args=[held.pk])
        items = open_work.of(held)
        return super().get_context_data(answers=answers, back_url=back, items=items, **kwargs)


class HandOverSheetView(DetailScreen):
    """The sheet for both signatures; while the successor is only invited, the link instead, once."""

    permission = SIGNED_IN
    context_name = "hand_over"

    def get_queryset(self) -> QuerySet[HandOver]:
        return hand_overs_visible_to(self.user)

    def get_template_names(self) -> list[str]:
        return ["accounts/hand_over_sheet.html" if self.object.done_at else "accounts/hand_over_waiting.html"]

    def get_heading(self) -> str:
        return gettext("移交单") if self.object.done_at else gettext("等接手人接受")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = self.request.session.get(LINKS, {})
        token = links.pop(str(self.object.pk), "")
        self.request.session[LINKS] = links
        path = reverse("accounts:accept_invitation", args=[token]) if token else ""
        link = self.request.build_absolute_uri(path) if token else ""
        back = reverse("accounts:me")
        labels = [gettext("移交人签字"), gettext("接手人签字")]
        return super().get_context_data(link=link, back_url=back, signatures=labels, **kwargs)


class CallOffHandOverView(TransitionScreen):
    """Takes back a hand-over nobody has accepted yet."""

    permission = SIGNED_IN
    heading = _("取消移交")
    submit_label = _("取消移交")
    success_message = _("移交已取消，链接不再有效，任职不变。")

    def get_queryset(self) -> QuerySet[HandOver]:
        return hand_overs_visible_to(self.user)

    def get_effect(self) -> str:
        return gettext("发给接手人的链接不再有效，“%(holder)s”继续担任。") % {"holder": self.object.membership.user}

    def perform(self, form: Any) -> str:
        call_off_hand_over(self.object, by=self.user)
        return reverse("accounts:me")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [{"label": gettext("任职"), "value": self.object.membership}]
        return super().get_context_data(answers=answers, back_url=self.object.get_absolute_url(), **kwargs)


class CoverView(_Passing, ObjectFormScreen):
    """Somebody stands in for some days."""

    permission = SIGNED_IN
    template_name = "accounts/cover.html"
    context_name = "membership"
    heading = _("请人代理")
    submit_label = _("安排代理")
    success_message = _("代理已安排，到期自动结束。")

    def get_form(self) -> CoverForm:
        return CoverForm(membership=self.check(), user=self.user, **self.get_form_kwargs())

    def perform(self, form: CoverForm) -> str:
        people = successors_for(self.object, self.user)
        substitute = get_object_or_404(people, pk=form.cleaned_data["substitute"])
        days = {name: form.cleaned_data[name] for name in ("starts_on", "last_day")}
        arrange_cover(self.object, substitute, by=self.user, **days)
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.check()
        return super().get_context_data(back_url=self.back(), **kwargs)


class EndCoverView(TransitionScreen):
    """Ends a leave cover before its day."""

    permission = SIGNED_IN
    heading = _("结束代理")
    submit_label = _("结束代理")
    success_message = _("代理已结束。")

    def get_queryset(self) -> QuerySet[Membership]:
        return own_or_overseen(self.user).filter(covers__isnull=False)

    def get_effect(self) -> str:
        if not can_end_cover(self.user, self.object):
            raise NotPermitted(gettext("您不能结束这次代理。"), who=gettext("由本人、代理人或授予这个角色的单位办理。"))
        told = {"person": self.object.user, "holder": self.object.covers.user}
        return gettext("“%(person)s”不再代理，由“%(holder)s”自己办理；已做过的记录保留。") % told

    def perform(self, form: Any) -> str:
        end_cover(self.object, by=self.user)
        return reverse("accounts:me")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [
            {"label": gettext("代理"), "value": self.object.title},
            {"label": gettext("代理人"), "value": self.object.user},
            {"label": gettext("地区"), "value": self.object.region.full_name},
        ]
        return super().get_context_data(answers=answers, back_url=reverse("accounts:me"), **kwargs)
