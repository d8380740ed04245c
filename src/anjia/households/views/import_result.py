"""结果 of an import: its progress, its figures, giving it up, taking it back."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from anjia.households.actions import discard_import, undo_import
from anjia.households.actions.undo_import import UndoPlan, plan_undo
from anjia.households.enums import BatchState, Verb
from anjia.households.models import Household, ImportBatch
from anjia.households.queries import visible_batches
from anjia.households.views.imports import STEPS
from anjia.households.workflow import IMPORT
from anjia.kernel.jobs import cancel
from anjia.kernel.models import Job
from anjia.kernel.workflow import advance
from anjia.web import progress
from anjia.web.screens import DetailScreen, TransitionScreen


def job_of(batch: ImportBatch) -> Job | None:
    """The batch's newest job."""
    jobs = Job.objects.filter(name="households.import_roster", key__startswith=f"import-{batch.pk}-")
    return jobs.order_by("-created_at").first()


class BatchDetail(DetailScreen):
    """What a batch did."""

    abstract = True
    permission = Verb.IMPORT
    context_name = "batch"

    def get_queryset(self) -> QuerySet[ImportBatch]:
        return visible_batches(self.user).select_related("region")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        poll, cancel_, result = (
            reverse(f"households:import_{name}", args=[self.object.pk]) for name in ("progress", "cancel", "result")
        )
        bar = progress.shown(job_of(self.object), poll=poll, cancel=cancel_, next=result)
        return super().get_context_data(progress=bar, steps=STEPS, step=5, **kwargs)


class ResultView(BatchDetail):
    """结果: progress while it runs, figures when it is over."""

    template_name = "households/import_result.html"
    heading = _("导入结果")


class ProgressView(BatchDetail):
    """The progress bar alone, asked for once a second."""

    template_name = "web/parts/job.html"


class CancelView(View):
    """Wish a running import to stop; it does so between two chunks, and goes back to the preview."""

    permission = Verb.IMPORT

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        batch = get_object_or_404(visible_batches(request.user), pk=pk)
        job = job_of(batch)
        if job is not None and not job.is_over:
            cancel(job, by=request.user)
        return HttpResponseRedirect(reverse("households:import_result", args=[pk]))


class BatchTransition(TransitionScreen):
    """An act on a whole batch."""

    abstract = True
    permission = Verb.IMPORT
    context_name = "batch"
    template_name = "households/import_transition.html"

    def get_queryset(self) -> QuerySet[ImportBatch]:
        return visible_batches(self.user).select_related("region")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("households:import_result", args=[self.object.pk])
        return super().get_context_data(back_url=back, **kwargs)


class DiscardView(BatchTransition):
    """Give up a batch that is not confirmed."""

    heading = _("放弃这次导入")
    submit_label = _("放弃导入")

    def get_effect(self) -> str:
        return str(_("上传的文件将被销毁，登记册不变。"))

    def perform(self, form: Any) -> str:
        discard_import(self.object, by=self.user)
        return reverse("households:batches")


class ReopenView(BatchTransition):
    """Back to the preview after a job that did not finish."""

    heading = _("退回核对")
    submit_label = _("退回核对")

    def get_effect(self) -> str:
        return str(_("没有写完的导入退回到预览，登记册不变，可以再次确认。"))

    def perform(self, form: Any) -> str:
        advance(self.object, IMPORT["reopen"], by=self.user)
        return reverse("households:import_preview", args=[self.object.pk])


class UndoView(BatchTransition):
    """Undo within seven days; what was changed since is listed and stays."""

    heading = _("撤销导入")
    submit_label = _("撤销导入")
    template_name = "households/import_undo.html"

    @cached_property
    def plan(self) -> UndoPlan:
        return plan_undo(self.object)

    def get_effect(self) -> str:
        return str(
            _("将移除 %(removed)d 户，恢复 %(restored)d 户更新前的资料；%(kept)d 户保留不动。")
            % {"removed": len(self.plan.removed), "restored": len(self.plan.restored), "kept": len(self.plan.kept)}
        )

    def perform(self, form: Any) -> str:
        undo_import(self.object, by=self.user)
        return reverse("households:import_result", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        families = Household.objects.filter(pk__in=list(self.plan.kept)[:200]).select_related("region")
        kept = [(family, self.plan.kept[family.pk]) for family in families.order_by("region__path", "head_name")]
        return super().get_context_data(kept=kept, can_undo=self.object.state == BatchState.MERGED, **kwargs)
