"""The steps of a petition: one page for each, by its name; and what the person does with the code."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.services.forms.steps import StepForm
from anjia.services.petitions import actions, forms
from anjia.services.petitions.enums import Verb
from anjia.services.petitions.models import PetitionDemand, PetitionOrder
from anjia.services.petitions.queries import demands_visible_to, orders_visible_to, petition_of
from anjia.services.screens import WalledFormScreen
from anjia.services.views.steps import ActScreen, ClientActScreen, Step
from anjia.web.gate import PUBLIC
from anjia.web.screens import ObjectMixin

STEPS: dict[str, Step] = {
    "register": Step(_("登记"), StepForm, actions.register_petition, _("编入信访登记，接着决定是否受理。")),
    "merge": Step(_("并入先前的事项"), forms.MergeForm, lambda p, into, by: actions.merge_petition(p, into, by=by)),
    "accept": Step(
        _("受理"),
        StepForm,
        actions.accept_petition,
        _("从今天起六十日内办结；生成受理告知书，当事人凭查询码可以看到。"),
    ),
    "redirect": Step(_("不予受理，告知去处"), forms.RedirectForm, actions.redirect_petition),
    "reply": Step(_("答复"), forms.AnswerForm, actions.reply_petition),
    "object": Step(_("向转来的单位提出异议"), forms.ObjectForm, actions.object_petition),
    "resume": Step(_("异议未被采纳，继续办理"), StepForm, actions.resume_petition, _("回到登记，接着决定是否受理。")),
    "hearing": Step(_("登记听证"), forms.HearingForm, actions.note_hearing),
    "demand": Step(_("要求有关单位查处"), forms.DemandForm, actions.demand_act),
    "extend": Step(_("批准延期"), forms.ExtendForm, actions.extend_petition),
    "ask_review": Step(_("登记复查请求"), forms.AskedForm, actions.ask_review),
    "answer_review": Step(_("答复复查"), forms.LaterAnswerForm, actions.answer_review),
    "ask_recheck": Step(_("登记复核请求"), forms.AskedForm, actions.ask_recheck),
    "answer_recheck": Step(_("答复复核"), forms.LaterAnswerForm, actions.answer_recheck),
    "order": Step(_("督办"), forms.OrderForm, actions.order_petition),
}


class ActView(ActScreen):
    permission = Verb.HANDLE
    steps = STEPS
    row_of = staticmethod(petition_of)


class AnswerOrderView(ObjectMixin, WalledFormScreen):
    """The lead answers a supervised order."""

    permission = Verb.HANDLE
    heading = _("回复督办")
    submit_label = _("回复")
    form_class = forms.OrderAnswerForm

    def get_queryset(self) -> QuerySet[PetitionOrder]:
        return orders_visible_to(self.user)

    def perform(self, form: forms.OrderAnswerForm) -> str:
        actions.answer_order(self.object, answer=form.cleaned_data["answer"], by=self.user)
        return reverse("services:case", args=[self.object.petition.case_id])


class DemandScreen(ObjectMixin, WalledFormScreen):
    """A form about what was required of another body, which leads back to its case."""

    abstract = True

    def get_queryset(self) -> QuerySet[PetitionDemand]:
        return demands_visible_to(self.user)

    def back(self) -> str:
        return reverse("services:case", args=[self.object.petition.case_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back(), **kwargs)


class AnswerDemandView(DemandScreen):
    permission = Verb.HANDLE
    heading = _("登记有关单位的答复")
    submit_label = _("登记")
    form_class = forms.DemandAnswerForm

    def perform(self, form: forms.DemandAnswerForm) -> str:
        actions.record_demand_answer(self.object, **form.cleaned_data, by=self.user)
        return self.back()


class UrgeView(DemandScreen):
    permission = Verb.APPROVE
    heading = _("提出督促处理意见")
    submit_label = _("发出")
    form_class = forms.UrgeForm

    def get_form(self) -> forms.UrgeForm:
        return forms.UrgeForm(**self.get_form_kwargs(), subject=self.object)

    def perform(self, form: forms.UrgeForm) -> str:
        actions.urge(self.object, **form.cleaned_data, by=self.user)
        return self.back()


CLIENT_ACTS: dict[str, tuple[Callable[..., Any], str | Promise]] = {
    "ask_review": (actions.ask_review, _("已请求复查，30 日内答复。")),
    "ask_recheck": (actions.ask_recheck, _("已请求复核，30 日内答复。")),
    "withdraw": (actions.withdraw_petition, _("已撤回。以后想再说，随时可以。")),
}


class ClientActView(ClientActScreen):
    permission = PUBLIC
    acts = CLIENT_ACTS
    row_of = staticmethod(petition_of)
