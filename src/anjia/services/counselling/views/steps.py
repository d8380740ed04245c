"""The steps of a counselling: one page for each, by its name; and what the person does with the code."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.services.counselling import actions, forms
from anjia.services.counselling.enums import Verb
from anjia.services.counselling.models import Appointment
from anjia.services.counselling.queries import appointments_visible_to, counselling_of
from anjia.services.forms.steps import StepForm
from anjia.services.screens import WalledFormScreen
from anjia.services.views.steps import ActScreen, ClientActScreen, Step
from anjia.web.gate import PUBLIC
from anjia.web.screens import ObjectMixin

STEPS: dict[str, Step] = {
    "begin": Step(_("开始咨询"), forms.BeginForm, actions.begin_course),
    "book": Step(_("约一次"), forms.BookForm, actions.book_hour),
    "finish": Step(
        _("咨询结束"), StepForm, actions.finish_course, _("双方商量好结束了，接着可以办结。以后还可以再来。")
    ),
    "crisis": Step(_("启动危机处置"), forms.CrisisForm, actions.raise_crisis),
    "contact": Step(
        _("又联系上了"), StepForm, actions.contact_again, _("记下现在又联系上了本人，24 小时内再联系一次。")
    ),
    "settle": Step(_("危机解除"), forms.SettleForm, actions.settle_crisis),
}


class ActView(ActScreen):
    permission = Verb.HANDLE
    steps = STEPS
    row_of = staticmethod(counselling_of)


CLIENT_ACTS: dict[str, tuple[Callable[..., Any], str | Promise]] = {
    "withdraw": (actions.withdraw_counselling, _("好的，不再咨询。以后想聊，随时可以再来。")),
}


class ClientActView(ClientActScreen):
    permission = PUBLIC
    acts = CLIENT_ACTS
    row_of = staticmethod(counselling_of)


class BecameView(ObjectMixin, WalledFormScreen):
    """What became of an hour."""

    permission = Verb.HANDLE
    heading = _("这次咨询")
    submit_label = _("记下")
    form_class = forms.BecameForm

    def get_queryset(self) -> QuerySet[Appointment]:
        return appointments_visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back_url(), **kwargs)

    def back_url(self) -> str:
        return reverse("services:case", args=[self.object.counselling.case_id])

    def perform(self, form: forms.BecameForm) -> str:
        actions.say_what_became(self.object, kept=form.cleaned_data["kept"], by=self.user)
        return self.back_url()
