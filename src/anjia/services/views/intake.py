"""Taken down by staff; counted advice; the poster."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.papers import NoticePoster
from anjia.documents.render import render_notice_poster
from anjia.regions.place import current_place
from anjia.services.actions import count_advice, take_in
from anjia.services.codes import code_for
from anjia.services.enums import Verb
from anjia.services.forms.intake import AdviceForm, TakenDown, taken_down
from anjia.services.kinds import Kind, wished
from anjia.services.screens import WalledFormScreen
from anjia.services.views.public import hand_over_code, kind_wished, shown_once
from anjia.web.addresses import address_of
from anjia.web.screens import Screen, absent


class TakeInView(WalledFormScreen):
    """What somebody says is taken down and passed on; whoever took it down sees it no more."""

    permission = Verb.TAKE_IN
    heading = _("登记来访、来电、来信")
    submit_label = _("登记并转给督导")

    @property
    def kind(self) -> Kind | None:
        return kind_wished(self.request)

    def get_template_names(self) -> list[str]:
        return ["services/take_in_wish.html" if self.kind is None else "services/take_in.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.kind is None:
            return Screen.get_context_data(self, wishes=wished(), **kwargs)
        return super().get_context_data(kind=self.kind, **kwargs)

    def get_form(self) -> TakenDown:
        assert self.kind is not None
        sent = "once" in self.request.POST
        return taken_down(self.kind)(self.request.POST if sent else None, paths=self.user.scopes(Verb.TAKE_IN))

    def perform(self, form: TakenDown) -> str:
        assert self.kind is not None
        said, token = form.cleaned_data, self.request.POST.get("once", "")
        take_in(
            self.kind.key, said["village"], form.told(), source=said["source"], token=token,
            received_on=said["received_on"], by=self.user,
        )  # fmt: skip
        return reverse("services:take_in_receipt")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.kind is None or "once" not in request.POST:
            return self.render_to_response(self.get_context_data())
        response = super().post(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            hand_over_code(response, code_for(request.POST.get("once", "")), response["Location"])
        return response


class TakeInReceiptView(Screen):
    """The code to hand over to the person, once."""

    permission = Verb.TAKE_IN
    template_name = "services/take_in_receipt.html"
    heading = _("已登记并转出")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return shown_once(self, reverse("services:take_in_receipt"))


class AdviceView(WalledFormScreen):
    """Advice without a case: a topic and how often."""

    permission = Verb.COUNT_ADVICE
    template_name = "services/advice.html"
    heading = _("咨询计数")
    submit_label = _("计入")
    success_message = _("已计入，没有记下任何人。")
    form_class = AdviceForm

    def perform(self, form: AdviceForm) -> str:
        place = current_place(self.request)
        if place is None:
            raise absent()
        count_advice(place, **form.cleaned_data, by=self.user)
        return reverse("services:advice")


class PosterView(Screen):
    """The poster for a wall, with a QR code that leads to the form."""

    permission = Verb.TAKE_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        place = current_place(request)
        poster = NoticePoster(
            title="有事找我们",
            subtitle="不收钱　不外传　不影响评选",
            paragraphs=(
                "婚姻家庭、抚养赡养、土地、工资、村（居）务、工作人员作风，遇到不公平的事，都可以说。",
                "扫码就能写，不用注册，凭查询码看进展。也可以打电话、写信、当面说，由工作人员记下。",
                "您写的材料不会给被反映的人。反映事情、求助，不影响任何家庭的评选和待遇。",
            ),
            entries=(),
            organ=place.name if place else "",
            issued_on=timezone.localdate(),
            url=address_of("help"),
            invitation="扫码写下来，15日内答复是否受理",
            contact="有人身危险请拨打110；妇女儿童维权12338；免费法律咨询12348",
            size="a4",
        )
        return HttpResponse(render_notice_poster(poster), content_type="application/pdf")
