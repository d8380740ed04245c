"""The steps of a petition: one page for each, by its name; and what the person does with the code."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.services.petitions import actions, forms
from anjia.services.petitions.enums import Verb
from anjia.services.petitions.models import Petition, PetitionOrder
from anjia.services.petitions.queries import orders_visible_to, petition_of
from anjia.services.screens import CaseFormScreen, WalledFormScreen
from anjia.services.views.public import FollowView, case_or_absent
from anjia.web.gate import PUBLIC
from anjia.web.screens import ObjectMixin, absent


@dataclass(frozen=True)
class Step:
    """A step's page: heading, form, action, and what pressing the button does."""

    heading: str | Promise
    form: type[forms.StepForm]
    act: Callable[..., Any]
    effect: str | Promise = ""


STEPS: dict[str, Step] = {
    "register": Step(_("登记"), forms.StepForm, actions.register_petition, _("编入信访登记，接着决定是否受理。")),
    "merge": Step(_("并入先前的事项"), forms.MergeForm, lambda p, into, by: actions.merge_petition(p, into, by=by)),
    "accept": Step(
        _("受理"),
        forms.StepForm,
        actions.accept_petition,
        _("从今天起六十日内办结；生成受理告知书，当事人凭查询码可以看到。"),
    ),
    "redirect": Step(_("不予受理，告知去处"), forms.RedirectForm, actions.redirect_petition),
    "reply": Step(_("答复"), forms.AnswerForm, actions.reply_petition),
    "extend": Step(_("批准延期"), forms.ExtendForm, actions.extend_petition),
    "ask_review": Step(_("登记复查请求"), forms.AskForm, actions.ask_review),
    "answer_review": Step(_("答复复查"), forms.LaterAnswerForm, actions.answer_review),
    "ask_recheck": Step(_("登记复核请求"), forms.AskForm, actions.ask_recheck),
    "answer_recheck": Step(_("答复复核"), forms.LaterAnswerForm, actions.answer_recheck),
    "order": Step(_("督办"), forms.OrderForm, actions.order_petition),
}


class ActView(CaseFormScreen):
    """One step. The action asks whether it is this person's, and whether it is its time."""

    permission = Verb.HANDLE

    @property
    def step(self) -> Step:
        if self.kwargs["act"] not in STEPS:
            raise absent()
        return STEPS[self.kwargs["act"]]

    @property
    def petition(self) -> Petition:
        return petition_of(self.object)

    def get_template_names(self) -> list[str]:
        return ["web/form.html" if self.step.form.base_fields else "web/transition.html"]

    def get_heading(self) -> str:
        return str(self.step.heading)

    def get_form(self) -> forms.StepForm:
        return self.step.form(**self.get_form_kwargs(), petition=self.petition)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "effect": self.step.effect, "submit_label": self.step.heading}

    def perform(self, form: forms.StepForm) -> str:
        self.step.act(self.petition, **form.cleaned_data, by=self.user)
        return self.back_url()


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


CLIENT_ACTS: dict[str, tuple[Callable[..., Any], str | Promise]] = {
    "ask_review": (actions.ask_review, _("已请求复查，30 日内答复。")),
    "ask_recheck": (actions.ask_recheck, _("已请求复核，30 日内答复。")),
    "withdraw": (actions.withdraw_petition, _("已撤回。以后想再说，随时可以。")),
}


class ClientActView(FollowView):
    """What the person does, by the code alone."""

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        case = case_or_absent(request)
        if kwargs["act"] not in CLIENT_ACTS:
            raise absent()
        act, done = CLIENT_ACTS[kwargs["act"]]
        code = request.POST["code"]
        try:
            act(petition_of(case))
        except Refused as refusal:
            return self.show(code, said=str(refusal), status=refusal.status)
        return self.show(code, said=str(done))
