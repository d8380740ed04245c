"""Taken down from the person, or sent by an agency with the consent that the person signed."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.services.codes import code_for
from anjia.services.enums import Verb as Shared
from anjia.services.offers.actions import ask_for, refer_person
from anjia.services.offers.enums import Verb
from anjia.services.offers.forms import ConsentPaperForm, ReferForm, TakenDownForm
from anjia.services.offers.papers import consent_paper
from anjia.services.offers.queries import open_to_public
from anjia.services.offers.views.offering import OfferFormScreen
from anjia.services.views.public import hand_over_code, shown_once
from anjia.web.screens import Screen


class ConsentPaperView(OfferFormScreen):
    """The paper to sign, with the agency's name on it. Nothing is stored."""

    permission = Verb.REFER
    heading = _("打印转介同意书")
    submit_label = _("生成同意书")
    form_class: ClassVar[Any] = ConsentPaperForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        paper = consent_paper(self.object, form.cleaned_data["agency"].strip())
        return HttpResponse(paper, content_type="application/pdf")


class IntakeScreen(OfferFormScreen):
    """Somebody is taken down; the code is shown once."""

    abstract = True

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(pk__in=open_to_public().values("pk"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            hand_over_code(response, code_for(request.POST.get("once", "")), response["Location"])
        return response


class TakeDownView(IntakeScreen):
    """The person said it to staff, who keep no access."""

    permission = Shared.TAKE_IN
    template_name = "offers/take_down.html"
    heading = _("登记想参加的人")
    submit_label = _("登记并转给督导")
    form_class = TakenDownForm

    def perform(self, form: TakenDownForm) -> str:
        said, token = form.cleaned_data, self.request.POST.get("once", "")
        ask_for(self.object, form.told(), source=said["source"], token=token, by=self.user)
        return reverse("offers:receipt")


class ReferView(IntakeScreen):
    """An agency sends somebody: refused without what they signed."""

    permission = Verb.REFER
    template_name = "offers/refer.html"
    heading = _("登记其他单位转介的人")
    submit_label = _("登记转介")
    form_class = ReferForm

    def perform(self, form: ReferForm) -> str:
        token = self.request.POST.get("once", "")
        refer_person(self.object, form.told(), **form.proof(), token=token, by=self.user)
        return reverse("offers:receipt")


class ReceiptView(Screen):
    """The code to hand over to the person, once."""

    permission = Shared.TAKE_IN
    template_name = "services/take_in_receipt.html"
    heading = _("已登记并转出")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return shown_once(self, reverse("offers:receipt"))
