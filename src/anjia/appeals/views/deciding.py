"""Answering an appeal, stepping aside, and the files of the answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anjia.appeals.actions import decide_appeal, step_aside
from anjia.appeals.enums import AppealState, Verb
from anjia.appeals.forms import UPHELD, DecideForm
from anjia.appeals.models import Appeal
from anjia.appeals.queries import decidable_by, visible_to
from anjia.documents.screens import Download
from anjia.regions.working_days import days_left
from anjia.web.screens import ObjectFormScreen, TransitionScreen

FILES = {"pdf": "pdf_file_id", "word": "word_file_id"}


class AppealDecide(ObjectFormScreen):
    """What is contested on one page, the two outcomes with what follows, and the reasons the family will read."""

    permission = Verb.DECIDE
    template_name = "appeals/appeal_decide.html"
    heading = _("答复申诉")
    submit_label = _("答复并办结")
    context_name = "appeal"

    def get_queryset(self) -> QuerySet[Appeal]:
        return decidable_by(self.user).filter(state=AppealState.ASSIGNED)

    def get_form(self) -> DecideForm:
        return DecideForm(appeal=self.object, **self.get_form_kwargs())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        appeal = self.object
        return super().get_context_data(
            days=days_left(timezone.localdate(), [appeal.due_on])[appeal.due_on],
            remedy=appeal.kind.remedy,
            back_url=reverse("appeals:appeal_detail", args=[appeal.pk]),
            **kwargs,
        )

    def perform(self, form: DecideForm) -> str:
        told = form.cleaned_data
        decide_appeal(
            self.object,
            is_upheld=told["outcome"] == UPHELD,
            answer=told["answer"],
            parts=told.get("parts", ()),
            is_unrelated=told["is_unrelated"],
            by=self.user,
        )
        messages.success(self.request, gettext("申诉已答复，书面答复正在生成，家庭可以看到。"))
        return reverse("appeals:appeal_detail", args=[self.object.pk])


class AppealStepAside(TransitionScreen):
    """Whoever was asked has to do with it after all."""

    permission = Verb.DECIDE
    heading = _("申明回避")
    submit_label = _("我应当回避")
    context_name = "appeal"

    def get_queryset(self) -> QuerySet[Appeal]:
        return decidable_by(self.user).filter(state=AppealState.ASSIGNED, assigned_to=self.user.pk)

    def get_effect(self) -> str:
        return gettext("这件申诉马上改由没有参加办理的另一个人答复；本级没有的，由上一级答复。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        appeal = self.object
        answers = [{"label": gettext("申诉编号"), "value": appeal.number}]
        back = reverse("appeals:appeal_detail", args=[appeal.pk])
        return super().get_context_data(answers=answers, back_url=back, **kwargs)

    def perform(self, form: Any) -> str:
        step_aside(self.object, by=self.user)
        return reverse("appeals:appeal_list")


class AppealDownload(Download):
    """The written answer as PDF or Word."""

    permission = Verb.VIEW

    def find(self) -> tuple[Appeal, UUID | None]:
        appeal = get_object_or_404(visible_to(self.user), pk=self.kwargs["pk"])
        return appeal, getattr(appeal, FILES.get(self.kwargs["paper"], ""), None)


class ScanDownload(Download):
    """The paper on which the family appealed: for who answers it and who wrote it down."""

    permission = Verb.VIEW

    def find(self) -> tuple[Appeal, UUID | None]:
        seen = visible_to(self.user)
        own = decidable_by(self.user) | visible_to(self.user).filter(recorded_by_id=self.user.pk)
        appeal = get_object_or_404(seen.filter(pk__in=own.order_by().values("pk")), pk=self.kwargs["pk"])
        return appeal, appeal.scan_file_id
