"""Writing an appeal down for a family (代办), its receipt, and taking it back for the family."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.appeals.actions import OnPaper, file_appeal, take_back_appeal
from anjia.appeals.enums import OPEN, AppealState, Verb
from anjia.appeals.forms import PaperAppealForm
from anjia.appeals.models import Appeal
from anjia.appeals.papers import receipt_of
from anjia.appeals.queries import appeals_of, open_to, visible_to
from anjia.documents.render import render_letter
from anjia.households.models import Household
from anjia.kernel.scope import under_any
from anjia.programmes.adverse import Adverse
from anjia.web.gate import Open
from anjia.web.screens import DetailScreen, ObjectFormScreen, TransitionScreen

LATE = _("已超过申诉期限，没有按申诉办理。请把回执交给家庭，上面写明还可以怎么办。")


class AppealFile(ObjectFormScreen):
    """All that stands against a family, and the paper on which it contests one of them."""

    permission: Open | str | None = Verb.FILE
    template_name = "appeals/appeal_file.html"
    heading = _("代家庭录入申诉")
    submit_label = _("录入申诉")
    context_name = "household"

    def get_queryset(self) -> QuerySet[Household]:
        families = Household.objects.filter(under_any("region__path", self.user.scopes(Verb.FILE)), is_active=True)
        return families.select_related("region__parent")

    @cached_property
    def adverse(self) -> list[Adverse]:
        return open_to(self.object)

    def get_form(self) -> PaperAppealForm:
        return PaperAppealForm(adverse=self.adverse, **self.get_form_kwargs())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            adverse=self.adverse,
            appeals=appeals_of(self.object),
            back_url=reverse("appeals:appeal_list"),
            **kwargs,
        )

    def perform(self, form: PaperAppealForm) -> str:
        told = form.cleaned_data
        scan = told["scan"]
        appeal = file_appeal(
            self.object,
            told["step"],
            ground=told["ground"],
            statement=told["statement"],
            parts=told.get("parts", ()),
            paper=OnPaper(told["received_on"], scan.read(), scan.name),
            by=self.user,
        )
        if appeal.state == AppealState.LATE:
            messages.warning(self.request, LATE)
        else:
            messages.success(self.request, gettext("申诉已收下，请打印回执交给家庭。"))
        return reverse("appeals:appeal_detail", args=[appeal.pk])


class AppealReceipt(DetailScreen):
    """The receipt, set now."""

    permission = Verb.FILE
    http_method_names = ["get", "head"]

    def get_queryset(self) -> QuerySet[Appeal]:
        return visible_to(self.user, Verb.FILE)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        appeal = self.object
        response = HttpResponse(render_letter(receipt_of(appeal)), content_type="application/pdf")
        response["Content-Disposition"] = content_disposition_header(False, f"申诉回执 {appeal.number}.pdf")
        response["Cache-Control"] = "private, no-store"
        return response


class AppealTakeBack(TransitionScreen):
    """The family takes its appeal back; nobody asks why."""

    permission = Verb.FILE
    heading = _("撤回申诉")
    submit_label = _("按家庭的意思撤回")
    context_name = "appeal"

    def get_queryset(self) -> QuerySet[Appeal]:
        return visible_to(self.user, Verb.FILE).filter(state__in=OPEN)

    def get_effect(self) -> str:
        return gettext("申诉不再办理，暂停的各步继续。不问理由；期限以内，家庭可以再次申诉。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        appeal = self.object
        answers = [
            {"label": gettext("家庭"), "value": appeal.household.head_name},
            {"label": gettext("对哪一项"), "value": appeal.subject},
        ]
        return super().get_context_data(answers=answers, back_url=self._page(), **kwargs)

    def _page(self) -> str:
        return reverse("appeals:appeal_detail", args=[self.object.pk])

    def perform(self, form: Any) -> str:
        take_back_appeal(self.object, by=self.user)
        return self._page()
