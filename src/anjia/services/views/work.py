"""What is done with a case: a form each, one action each."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.regions.legal import in_words
from anjia.services import actions
from anjia.services.enums import NoteSide, Verb
from anjia.services.forms import work as forms
from anjia.services.kinds import kind_of
from anjia.services.models import Case, CaseNote, CaseTask, Referral
from anjia.services.queries import transfers_to, visible_to
from anjia.services.screens import CaseFormScreen, WalledFormScreen
from anjia.web.screens import NoteForm, ObjectMixin


class CaseWorkScreen(CaseFormScreen):
    """A form about a case that leads back to it."""

    abstract = True
    form_class: ClassVar[Any] = None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.object, "user": self.user}

    def perform(self, form: Any) -> str:
        self.act(self.object, form.cleaned_data)
        return self.back_url()

    def act(self, case: Case, said: dict[str, Any]) -> None:
        raise NotImplementedError


class NoteView(CaseWorkScreen):
    permission = Verb.KEEP_RECORD
    heading = _("写记录")
    submit_label = _("写入")
    form_class = forms.NoteForm

    def get_initial(self) -> dict[str, Any]:
        return {"number": self.object.number, "side": NoteSide.TEAM}

    def act(self, case: Case, said: dict[str, Any]) -> None:
        told = {name: said[name] for name in ("number", "side", "names_others")}
        actions.write_note(case, said["words"], **told, by=self.user)


class TaskView(CaseWorkScreen):
    permission = Verb.KEEP_RECORD
    heading = _("安排要做的事")
    submit_label = _("安排")
    form_class = forms.TaskForm

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.set_task(case, said["words"], due_on=said["due_on"], waits_for=said["waits_for"], by=self.user)


class UrgencyView(CaseWorkScreen):
    permission = Verb.WORK
    heading = _("标记紧急")
    submit_label = _("标记")
    form_class = forms.UrgencyForm

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.mark_urgent(case, urgency=said["urgency"], by=self.user)


class TransferView(CaseWorkScreen):
    permission = Verb.REFER
    heading = _("转给同事")
    submit_label = _("提出")
    success_message = _("已提出，等对方答复。")
    form_class = forms.TransferForm

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.offer_transfer(case, said["to"], words=said["words"], by=self.user)


class ReferView(CaseWorkScreen):
    permission = Verb.REFER
    heading = _("转给其他单位")
    submit_label = _("转出")
    form_class = forms.ReferForm

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.refer_out(case, said["body"], words=said["words"], given=said["given"], by=self.user)


class CloseView(CaseWorkScreen):
    permission = Verb.WORK
    template_name = "web/transition.html"
    heading = _("办结")
    submit_label = _("办结")
    success_message = _("已办结。")
    form_class = forms.CheckForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        effect = _("期限不再计算，本人可以凭查询码不记名评价一次。%(term)s后内容自动清除，只留编号和数字。")
        told = {"term": in_words(kind_of(self.object.kind).kept)}
        return {**super().get_context_data(**kwargs), "effect": effect % told}

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.close_case(case, by=self.user)


class ReopenView(CaseWorkScreen):
    permission = Verb.WORK
    template_name = "web/transition.html"
    heading = _("恢复办理")
    submit_label = _("恢复")
    success_message = _("已恢复，期限从今天起重新计算。")
    form_class = forms.CheckForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        effect = _("重新由主办办理，期限从今天起重新计算；本人凭查询码看得到。")
        return {**super().get_context_data(**kwargs), "effect": effect}

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.reopen_case(case, by=self.user)


class PartScreen(ObjectMixin, WalledFormScreen):
    """A form about a note, a task or a referral of one's case."""

    abstract = True
    template_name = "web/transition.html"
    form_class: ClassVar[Any] = NoteForm
    effect: ClassVar[str | Promise] = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(back_url=self.back_url(), **kwargs),
            "effect": self.effect,
            "about": self.object.case.number,
        }

    def back_url(self) -> str:
        return reverse("services:case", args=[self.object.case_id])

    def perform(self, form: Any) -> str:
        self.act(form.cleaned_data)
        return self.back_url()

    def act(self, said: dict[str, Any]) -> None:
        raise NotImplementedError


class StrikeView(PartScreen):
    permission = Verb.KEEP_RECORD
    template_name = "web/form.html"
    heading = _("划掉这条记录")
    submit_label = _("划掉")
    form_class = forms.StrikeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.object.case, "user": self.user}

    def get_queryset(self) -> QuerySet[CaseNote]:
        return CaseNote.objects.filter(case__in=visible_to(self.user)).select_related("case")

    def act(self, said: dict[str, Any]) -> None:
        actions.strike_note(self.object, reason=said["reason"], by=self.user)


class TaskDoneView(PartScreen):
    permission = Verb.KEEP_RECORD
    heading = _("做完了")
    submit_label = _("做完了")

    def get_queryset(self) -> QuerySet[CaseTask]:
        return CaseTask.objects.filter(case__in=visible_to(self.user)).select_related("case")

    def act(self, said: dict[str, Any]) -> None:
        actions.finish_task(self.object, by=self.user)


class AcceptTransferView(PartScreen):
    permission = Verb.REFER
    template_name = "services/transfer.html"
    heading = _("转给您的一件事")
    submit_label = _("接收，由我主办")

    def get_queryset(self) -> QuerySet[Referral]:
        return transfers_to(self.user)

    def back_url(self) -> str:
        return reverse("services:home")

    def perform(self, form: Any) -> str:
        actions.accept_transfer(self.object, by=self.user)
        return reverse("services:case", args=[self.object.case_id])


class DeclineTransferView(PartScreen):
    permission = Verb.REFER
    template_name = "web/form.html"
    heading = _("不接收")
    submit_label = _("退回")
    form_class = forms.AnswerForm

    def get_queryset(self) -> QuerySet[Referral]:
        return transfers_to(self.user)

    def back_url(self) -> str:
        return reverse("services:home")

    def act(self, said: dict[str, Any]) -> None:
        actions.decline_transfer(self.object, answer=said["answer"], by=self.user)


class ReferralScreen(PartScreen):
    abstract = True

    def get_queryset(self) -> QuerySet[Referral]:
        return Referral.objects.filter(case__in=visible_to(self.user)).select_related("case__client")


class OutsideAnswerView(ReferralScreen):
    permission = Verb.REFER
    template_name = "web/form.html"
    heading = _("记下对方的答复")
    submit_label = _("记下")
    form_class = forms.OutsideAnswerForm

    def act(self, said: dict[str, Any]) -> None:
        actions.record_answer(self.object, said["step"], answer=said["answer"], by=self.user)


class CallOffView(ReferralScreen):
    permission = Verb.REFER
    heading = _("收回这次转办")
    submit_label = _("收回")

    def act(self, said: dict[str, Any]) -> None:
        actions.call_off_referral(self.object, by=self.user)
