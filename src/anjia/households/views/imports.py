"""The import wizard: 上传 → 对应列 → 校验预览 → 确认 → 结果 (experience 1-4)."""

from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views import View

from anjia.households.actions import choose_columns, confirm_import, settle_import, upload_roster
from anjia.households.enums import BatchState, Verb
from anjia.households.forms.imports import ColumnsForm, ConfirmForm, SettleForm, UploadForm
from anjia.households.importing import content_of, preview_of, workbook_of
from anjia.households.models import ImportBatch, RosterMapping
from anjia.households.queries import visible_batches
from anjia.households.roster import LABELS, Code, Level, find_headers, mark_errors
from anjia.households.sample import sample_roster
from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.scope import minimal
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.web.columns import Column
from anjia.web.gate import SIGNED_IN
from anjia.web.screens import FormScreen, ListScreen, ObjectFormScreen

STEPS = [_("上传"), _("对应列"), _("校验预览"), _("确认"), _("结果")]
SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def place_for_import(request: HttpRequest) -> Region:
    """Where the file goes: the place one stands in if one may import there, else the first where one may."""
    scopes = minimal(request.user.scopes(Verb.IMPORT))
    place = current_place(request)
    if place is not None and place.level == Region.Level.GROUP:
        place = place.parent
    if place is not None and request.user.may(Verb.IMPORT, place.path):
        return place
    if not scopes:
        raise NotPermitted(_("您没有导入名册的权限。"), who=_("请由村（社区）妇联干部或乡镇（街道）妇联导入。"))
    return Region.objects.get(path=scopes[0])


TONES = {BatchState.MERGED: "done", BatchState.UPLOADED: "due", BatchState.CONFIRMED: "due"}


def _leads_to(batch: ImportBatch) -> str:
    """To its preview while it waits, to its result afterwards."""
    step = "import_preview" if batch.state == BatchState.UPLOADED else "import_result"
    return reverse(f"households:{step}", args=[batch.pk])


COLUMNS = (
    Column("file", _("文件"), "file_name", href=_leads_to, is_essential=True, share=4),
    Column("region", _("地区"), "region.name"),
    Column(
        "state",
        _("状态"),
        lambda batch: batch.get_state_display(),
        tone=lambda batch: TONES.get(batch.state, "plain"),
    ),
    Column("new", _("新增"), lambda batch: batch.summary.get("done", {}).get("new"), is_figure=True, share=1),
    Column("update", _("更新"), lambda batch: batch.summary.get("done", {}).get("update"), is_figure=True, share=1),
    Column("at", _("上传时间"), "created_at"),
)


class BatchListView(ListScreen):
    """Imports in one's places, the newest first."""

    permission = Verb.IMPORT
    template_name = "households/batches.html"
    heading = _("导入名册")
    default_order = ("-created_at",)
    columns = COLUMNS

    def get_queryset(self) -> QuerySet[ImportBatch]:
        return visible_batches(self.user).select_related("region")


class UploadView(FormScreen):
    """上传."""

    permission = Verb.IMPORT
    template_name = "households/import_upload.html"
    form_class = UploadForm
    heading = _("导入名册")
    submit_label = _("上传并检查")

    def perform(self, form: UploadForm) -> str:
        file = form.cleaned_data["roster"]
        batch = upload_roster(file.read(), name=file.name, region=place_for_import(self.request), by=self.user)
        return reverse("households:import_columns", args=[batch.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = place_for_import(self.request)
        return super().get_context_data(
            steps=STEPS, step=1, place=place, back_url=reverse("households:batches"), **kwargs
        )


class BatchScreen(ObjectFormScreen):
    """A step about a batch that is not confirmed yet."""

    abstract = True
    permission = Verb.IMPORT
    context_name = "batch"

    def get_queryset(self) -> QuerySet[ImportBatch]:
        return visible_batches(self.user).select_related("region", "upload")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.object.state != BatchState.UPLOADED and request.method == "GET":
            return HttpResponseRedirect(reverse("households:import_result", args=[self.object.pk]))
        return super().dispatch(request, *args, **kwargs)

    def to(self, step: str) -> str:
        return reverse(f"households:import_{step}", args=[self.object.pk])


class ColumnsView(BatchScreen):
    """对应列."""

    template_name = "households/import_columns.html"
    form_class = ColumnsForm
    heading = _("对应列")
    submit_label = _("下一步：校验")

    def get_form_kwargs(self) -> dict[str, Any]:
        workbook = workbook_of(self.object)
        keys = [header.fingerprint for header in find_headers(workbook).values()]
        saved = dict(RosterMapping.objects.filter(header_key__in=keys).values_list("header_key", "columns"))
        headers = find_headers(workbook, {**saved, **self.object.columns})
        return {**super().get_form_kwargs(), "headers": headers.values()}

    def perform(self, form: ColumnsForm) -> str:
        choose_columns(self.object, columns=form.columns, by=self.user)
        return self.to("preview")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(steps=STEPS, step=2, back_url=reverse("households:batches"), **kwargs)


class PreviewView(BatchScreen):
    """校验预览: nothing is written; decisions are kept with the batch."""

    template_name = "households/import_preview.html"
    form_class = SettleForm
    heading = _("校验预览")
    submit_label = _("保存处理并重新校验")

    @cached_property
    def preview(self) -> Any:
        return preview_of(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "preview": self.preview, "settled": self.object.settled}

    def perform(self, form: SettleForm) -> str:
        again = self.request.POST.get("reset") == "1"
        settle_import(self.object, settled={} if again else form.decisions, by=self.user)
        return self.to("confirm") if self.request.POST.get("next") == "confirm" else self.to("preview")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        issues = [issue for issue in self.preview.issues if issue.code is not Code.GROUP_UNKNOWN]
        return super().get_context_data(
            steps=STEPS,
            step=3,
            figures=self.preview.figures,
            issues=[_told(issue, self.preview.result.headers) for issue in issues[:SHOWN]],
            issues_total=len(issues),
            without_group=len(self.preview.issues) - len(issues),
            errors_total=sum(issue.level is Level.ERROR for issue in issues),
            changes=list(self.preview.result.changes.head(SHOWN).iter_rows(named=True)),
            changes_total=self.preview.result.changes.height,
            updates=self._updates(),
            back_url=self.to("columns"),
            **kwargs,
        )

    def _updates(self) -> list[dict[str, Any]]:
        rows = self.preview.compared.filter(self.preview.compared["status"] == "update").head(SHOWN)
        return [
            {**row, "labels": [LABELS[name] for name in row["changed"]]}
            for row in rows.select("sheet", "row", "group", "head_name", "changed").iter_rows(named=True)
        ]


def _told(issue: Any, headers: Any) -> dict[str, Any]:
    header = headers.get(issue.sheet)
    label = header.labels[issue.column] if header and issue.column is not None else ""
    return {"issue": issue, "label": label, "is_error": issue.level is Level.ERROR}


class ConfirmView(BatchScreen):
    """确认: names the effect; the figures must still be those that were seen."""

    template_name = "households/import_confirm.html"
    form_class = ConfirmForm
    heading = _("确认导入")
    submit_label = _("确认导入")

    @cached_property
    def figures(self) -> dict[str, int]:
        return preview_of(self.object).figures

    def get_initial(self) -> dict[str, Any]:
        return {"new": self.figures["new"], "update": self.figures["update"]}

    def perform(self, form: ConfirmForm) -> str:
        told = form.cleaned_data
        confirm_import(
            self.object,
            by=self.user,
            expected={"new": told["new"], "update": told["update"]},
            record_totals=told["record_totals"],
        )
        return self.to("result")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            steps=STEPS, step=4, figures=self.figures, effect=self.effect, back_url=self.to("preview"), **kwargs
        )

    @property
    def effect(self) -> str:
        return _now("将新增 %(n)s 户，更新 %(m)s 户") % {"n": self.figures["new"], "m": self.figures["update"]}


class MarkedFileView(View):
    """The user's own file with its errors marked."""

    permission = Verb.IMPORT

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        batch = get_object_or_404(visible_batches(request.user).select_related("region", "upload"), pk=pk)
        seen = preview_of(batch)
        data, name = content_of(batch)
        rows = {sheet: header.body for sheet, header in seen.result.headers.items()}
        marked = mark_errors(data, seen.workbook, rows, seen.issues)
        return xlsx_response(marked, f"{name.rpartition('.')[0] or name}-标注.xlsx")


class SampleView(View):
    """An empty roster with the headings we know and two example rows."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest) -> HttpResponse:
        return xlsx_response(sample_roster(), str(_("家庭名册样例.xlsx")))


def xlsx_response(data: bytes, name: str) -> HttpResponse:
    told = f"attachment; filename*=UTF-8''{quote(name)}"
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": told})
