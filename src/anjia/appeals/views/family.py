"""What a family does about what was decided: says that it disagrees, follows its appeal, takes it back (issue 4).

The pages open by the family's card alone; the number on the receipt follows an appeal by telephone or at the village.
"""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from anjia.appeals.actions import file_appeal, take_back_appeal
from anjia.appeals.enums import ANSWERED, OPEN, AppealState
from anjia.appeals.forms import FamilyAppealForm, OneAppealForm
from anjia.appeals.models import Appeal
from anjia.appeals.papers import answer_of, receipt_of
from anjia.appeals.queries import appeals_of, open_to
from anjia.documents.render import render_letter
from anjia.households.own_screens import FamilyScreen
from anjia.kernel.exceptions import Refused
from anjia.programmes.adverse import Adverse
from anjia.regions.working_days import days_left
from anjia.web.gate import PUBLIC
from anjia.web.screens import FormScreen

STANDS = {
    AppealState.RECEIVED: _("已经收到，正在定由谁来答复。"),
    AppealState.ASSIGNED: _("正在核实。答复以前，有关的退回、不通过和重新评分都先停下来；对您家有利的照常办。"),
    AppealState.UPHELD: _("成立：您家说得对，已经更正。"),
    AppealState.REJECTED: _("不成立：原来的处理不变，理由写在答复里。"),
    AppealState.TAKEN_BACK: _("您家已经撤回。期限以内还可以再提。"),
    AppealState.LATE: _("收到时已经超过期限，没有按申诉办理。还可以怎么办，写在下面。"),
}


class FamilyAppeal(FamilyScreen, FormScreen):
    """The short form. `about` names the one thing it is about; without it, everything that can be contested stands."""

    permission = PUBLIC
    template_name = "appeals/family_appeal.html"
    heading = _("有不同意见")
    submit_label = _("交给没有参加办理的人")
    keeps_draft = False

    @cached_property
    def about(self) -> str:
        return self.request.GET.get("about", "")

    @cached_property
    def adverse(self) -> list[Adverse]:
        return [one for one in open_to(self.household) if not self.about or one.key == self.about]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        earlier = self._earlier()
        if earlier is not None and not self.adverse:
            return HttpResponseRedirect(reverse("appeals:family_appeal_detail", args=[earlier.pk]))
        return super().get(request, *args, **kwargs)

    def _earlier(self) -> Appeal | None:
        """The appeal that the family made about it already."""
        step, _colon, object_id = self.about.partition(":")
        made = [a for a in appeals_of(self.household) if a.step == step and str(a.object_id) == object_id]
        return made[0] if made else None

    def get_form(self) -> FamilyAppealForm:
        form = OneAppealForm if len(self.adverse) == 1 else FamilyAppealForm
        return form(adverse=self.adverse, **self.get_form_kwargs())

    def get_initial(self) -> dict[str, Any]:
        part = self.request.GET.get("part", "")
        return {"parts": [part]} if part else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.adverse[0] if len(self.adverse) == 1 else None
        left = days_left(timezone.localdate(), [one.until])[one.until] if one else 0
        return super().get_context_data(adverse=self.adverse, one=one, days=left, **kwargs)

    def perform(self, form: FamilyAppealForm) -> str:
        told = form.cleaned_data
        appeal = file_appeal(
            self.household,
            told["step"],
            ground=told["ground"],
            statement=told["statement"],
            parts=told.get("parts", ()),
            by=self.family,
        )
        return reverse("appeals:family_appeal_detail", args=[appeal.pk])


class OwnAppealScreen(FamilyScreen):
    """A page about one of the family's own appeals."""

    abstract = True
    permission = PUBLIC

    @cached_property
    def appeal(self) -> Appeal:
        own: QuerySet[Appeal] = appeals_of(self.household).select_related("household", "region__parent")
        return get_object_or_404(own, pk=self.kwargs["pk"])


class FamilyAppealDetail(OwnAppealScreen):
    """Receipt and progress in one: its number, how it stands in plain words, until when it is answered."""

    template_name = "appeals/family_detail.html"
    heading = _("您家的申诉")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        appeal = self.appeal
        return super().get_context_data(
            appeal=appeal,
            stands=STANDS[AppealState(appeal.state)],
            is_open=appeal.state in OPEN,
            is_answered=appeal.state in ANSWERED,
            days=days_left(timezone.localdate(), [appeal.due_on])[appeal.due_on],
            **kwargs,
        )


class FamilyTakeBack(OwnAppealScreen):
    """Taken back after a page that says what follows; nobody asks why."""

    template_name = "appeals/family_take_back.html"
    heading = _("撤回申诉")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(appeal=self.appeal, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            take_back_appeal(self.appeal, by=self.family)
        except Refused as refusal:
            context = self.get_context_data(refusal=str(refusal))
            return self.render_to_response(context, status=refusal.status)
        messages.success(request, _("已经撤回，不问理由。期限以内还可以再提。"))
        return HttpResponseRedirect(reverse("appeals:family_appeal_detail", args=[self.appeal.pk]))


class FamilyPaper(OwnAppealScreen):
    """The receipt, or the written answer once there is one: the same papers as from the village, set now."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        appeal, is_answer = self.appeal, self.kwargs["paper"] == "answer"
        if is_answer and appeal.state not in ANSWERED:
            return HttpResponseRedirect(reverse("appeals:family_appeal_detail", args=[appeal.pk]))
        paper = answer_of(appeal) if is_answer else receipt_of(appeal)
        response = HttpResponse(render_letter(paper), content_type="application/pdf")
        name = f"{paper.title} {appeal.number}.pdf"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response
