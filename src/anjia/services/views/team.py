"""Who needs to know a case and who must not: given out, joined, left, barred."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.services import actions
from anjia.services.enums import BarReason, Verb
from anjia.services.forms import work as forms
from anjia.services.models import Case, CaseMember
from anjia.services.queries import headers_visible_to, unsupervised, visible_to
from anjia.services.views.work import CaseWorkScreen, PartScreen


class AssignView(CaseWorkScreen):
    """Given out by its header: whoever gives it out need not read it."""

    permission = Verb.ASSIGN
    heading = _("分给谁办")
    submit_label = _("分给")
    success_message = _("已分出，对方收到提醒。")
    form_class = forms.AssignForm

    def get_queryset(self) -> QuerySet[Case]:
        return headers_visible_to(self.user)

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.assign_case(case, said["lead"], by=self.user)

    def back_url(self) -> str:
        return reverse("services:home")


class ConcernedView(CaseWorkScreen):
    """Whom it is about, from the header too: before it is given out."""

    permission = Verb.WORK
    heading = _("谁不能看到这件事")
    submit_label = _("不让此人看到")
    success_message = _("已登记，此人从现在起看不到这件事。")
    template_name = "services/concerned.html"
    form_class = forms.ConcernedForm

    def get_queryset(self) -> QuerySet[Case]:
        known = Q(pk__in=headers_visible_to(self.user).values("pk")) | Q(pk__in=visible_to(self.user).values("pk"))
        return Case.objects.filter(known)

    def act(self, case: Case, said: dict[str, Any]) -> None:
        bar = actions.name_concerned if said["why"] == BarReason.CONCERNED else actions.recuse
        bar(case, said["username"], by=self.user)

    def back_url(self) -> str:
        return reverse("services:home")


class OverseeView(CaseWorkScreen):
    """A case without a supervisor is offered to those who could be; taken by its header."""

    permission = Verb.ASSIGN
    template_name = "web/transition.html"
    heading = _("督导这件事")
    submit_label = _("由我督导")
    success_message = _("已由您督导。")
    form_class = forms.CheckForm

    def get_queryset(self) -> QuerySet[Case]:
        return unsupervised(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        effect = _("您加入团队，看得到这件事；没有去的看望、帮扶等要第二个人决定的，由您办。")
        return {**super().get_context_data(**kwargs), "effect": effect}

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.oversee_case(case, by=self.user)

    def back_url(self) -> str:
        return reverse("services:home")


class MemberView(CaseWorkScreen):
    permission = Verb.WORK
    heading = _("请同事参加")
    submit_label = _("加入团队")
    success_message = _("已加入，对方收到提醒。")
    form_class = forms.MemberForm

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.add_member(case, said["person"], duty=said["duty"], by=self.user)


class RecuseView(CaseWorkScreen):
    permission = Verb.WORK
    template_name = "web/transition.html"
    heading = _("我要回避")
    submit_label = _("回避")
    success_message = _("已回避，督导会另请人办理。")
    form_class = forms.CheckForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        effect = _("与这件事有利害关系的人应当回避。回避之后您不再看得到这件事，也不能再参加。")
        return {**super().get_context_data(**kwargs), "effect": effect}

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.recuse(case, self.user, by=self.user)

    def back_url(self) -> str:
        return reverse("services:home")


class EndMemberView(PartScreen):
    """Somebody need not know any more: oneself, or sent away by whoever leads or supervises."""

    permission = Verb.WORK
    heading = _("离开团队")
    submit_label = _("离开团队")
    success_message = _("已离开团队。")

    def get_queryset(self) -> QuerySet[CaseMember]:
        held = CaseMember.objects.filter(case__in=visible_to(self.user), ended_at__isnull=True)
        return held.select_related("case")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"person": self.person, "duty": self.object.get_duty_display()}
        return {
            **super().get_context_data(**kwargs),
            "effect": _("%(person)s（%(duty)s）从现在起看不到这件事。") % told,
        }

    @property
    def person(self) -> User:
        return User.objects.get(pk=self.object.user_id)

    def act(self, said: dict[str, Any]) -> None:
        actions.end_member(self.object.case, self.person, by=self.user)

    def perform(self, form: Any) -> str:
        super().perform(form)
        still = visible_to(self.user).filter(pk=self.object.case_id).exists()
        return self.back_url() if still else reverse("services:home")
