"""Titles of earlier years: 上传 → 对应列 → 校验预览 → 确认 → 结果, and taking a list back (issue 3)."""

import io
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from anjia.honours.actions import (
    choose_title_columns,
    confirm_adoption,
    upload_titles,
)
from anjia.honours.adoption import TITLES, content_of, preview_of, workbook_of
from anjia.honours.enums import AdoptionState, Verb
from anjia.honours.forms import TitlesUploadForm
from anjia.honours.models import TitleAdoption
from anjia.honours.queries import adoptions_visible_to
from anjia.honours.screens import expected_of
from anjia.households.forms.imports import ColumnsForm
from anjia.households.roster import Vocabulary, find_headers, mark_errors
from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.scope import minimal
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, FormScreen, ListScreen, ObjectFormScreen, TransitionScreen

STEPS = [
    gettext_lazy("上传"),
    gettext_lazy("对应列"),
    gettext_lazy("校验预览"),
    gettext_lazy("确认"),
    gettext_lazy("结果"),
]
EXAMPLES = (
    (
        "",
        "来园社区居委会",
        "12组",
        "张示例",
        "荷塘区妇女联合会",
        "荷妇〔2025〕8号",
        "2025-05-15",
        "第0001号",
        "平安家庭",
        "是",
        "是",
    ),
    ("", "来园社区居委会", "12组", "李样本", "荷塘区妇女联合会", "荷妇〔2025〕8号", "2025-05-15", "", "", "否", "是"),
)


SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_response(data: bytes, name: str) -> HttpResponse:
    told = f"attachment; filename*=UTF-8''{quote(name)}"
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": told})


def leads_to(batch: TitleAdoption) -> str:
    step = "preview" if batch.state == AdoptionState.UPLOADED else "result"
    return reverse(f"honours:adoption_{step}", args=[batch.pk])


COLUMNS = (
    Column("file", gettext_lazy("文件"), "file_name", href=leads_to, is_essential=True, share=4),
    Column("region", gettext_lazy("地区"), "region.name"),
    Column(
        "state",
        gettext_lazy("状态"),
        lambda batch: batch.get_state_display(),
        tone=lambda batch: {"uploaded": "due", "adopted": "done"}.get(batch.state, "plain"),
    ),
    Column("titles", gettext_lazy("称号"), lambda batch: batch.summary.get("titles"), is_figure=True, share=1),
    Column("at", gettext_lazy("上传时间"), "created_at"),
)


class AdoptionList(ListScreen):
    """The lists that came in at one's places, the newest first."""

    permission = Verb.ADOPT
    template_name = "honours/adoption_list.html"
    heading = gettext_lazy("录入以前的称号")
    default_order = ("-created_at", "pk")
    columns = COLUMNS

    def get_queryset(self) -> QuerySet[TitleAdoption]:
        return adoptions_visible_to(self.user)


class AdoptionUpload(FormScreen):
    """上传."""

    permission = Verb.ADOPT
    template_name = "honours/adoption_upload.html"
    form_class = TitlesUploadForm
    heading = gettext_lazy("录入以前的称号")
    submit_label = gettext_lazy("上传并检查")

    @cached_property
    def place(self) -> Region:
        """Where one stands if one may adopt there, else the first place where one may."""
        place, scopes = current_place(self.request), minimal(self.user.scopes(Verb.ADOPT))
        if place is not None and place.level == Level.GROUP:
            place = place.parent
        if place is not None and self.user.may(Verb.ADOPT, place.path):
            return place
        if not scopes:
            raise NotPermitted(_("您没有录入以前称号的权限。"), who=_("请由乡镇（街道）妇联或区县领导小组办公室录入。"))
        return Region.objects.get(path=scopes[0])

    def perform(self, form: TitlesUploadForm) -> str:
        file, organ = form.cleaned_data["titles"], form.cleaned_data["issuing_organ"]
        batch = upload_titles(file.read(), name=file.name, region=self.place, issuing_organ=organ, by=self.user)
        return reverse("honours:adoption_columns", args=[batch.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("honours:adoption_list")
        return super().get_context_data(steps=STEPS, step=1, place=self.place, back_url=back, **kwargs)


class ListMixin:
    """A step about one list; one that is over leads to its result.

    Another kind of list (of plaques, above) says its `permission`, the `prefix` of its pages, its `words`, which
    `lists` a user sees and how one is `examined`.
    """

    permission: str = Verb.ADOPT
    prefix = "honours:adoption"
    words: Vocabulary = TITLES
    context_name = "batch"
    step = 0
    open_only = True

    def get_queryset(self) -> QuerySet[Any]:
        return self.lists(self.user)

    def lists(self, user: Any) -> QuerySet[Any]:
        return adoptions_visible_to(user)

    def examined(self) -> Any:
        return preview_of(self.object)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.open_only and request.method == "GET" and self.object.state != AdoptionState.UPLOADED:
            return HttpResponseRedirect(self.to("result"))
        return super().dispatch(request, *args, **kwargs)

    def to(self, step: str) -> str:
        return reverse(f"{self.prefix}_{step}", args=[self.object.pk])

    @property
    def overview(self) -> str:
        return reverse(f"{self.prefix}_list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(steps=STEPS, step=self.step, **kwargs)


class AdoptionColumns(ListMixin, ObjectFormScreen):
    """对应列."""

    template_name = "honours/adoption_columns.html"
    form_class = ColumnsForm
    heading = gettext_lazy("对应列")
    submit_label = gettext_lazy("下一步：校验")
    step = 2

    def get_form_kwargs(self) -> dict[str, Any]:
        headers = find_headers(workbook_of(self.object), self.object.columns, self.words)
        return {**super().get_form_kwargs(), "headers": headers.values(), "labels": self.words.labels}

    def perform(self, form: ColumnsForm) -> str:
        choose_title_columns(self.object, columns=form.columns, by=self.user)
        return self.to("preview")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.overview, **kwargs)


class AdoptionPreview(ListMixin, DetailScreen):
    """校验预览: nothing is written."""

    template_name = "honours/adoption_preview.html"
    heading = gettext_lazy("校验预览")
    step = 3

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = self.examined()
        told = [(found, _label(seen, found)) for found in seen.findings[:SHOWN]]
        return super().get_context_data(seen=seen, findings=told, total=len(seen.findings), **kwargs)


def _label(seen: Any, found: Any) -> str:
    header = seen.headers.get(found.sheet)
    return header.labels[found.column] if header and found.column is not None else ""


class AdoptionConfirm(ListMixin, TransitionScreen):
    """确认: names the effect; the figure must still be the one that was seen."""

    template_name = "honours/adoption_confirm.html"
    heading = gettext_lazy("确认录入")
    submit_label = gettext_lazy("确认录入")
    success_message = gettext_lazy("以前的称号已录入。")
    step = 4

    @cached_property
    def seen(self) -> Any:
        return self.examined()

    def get_effect(self) -> str:
        if not self.object.content:
            return _("这份名单已经确认或放弃。")
        return (
            _("将录入 %(decisions)s 份以前的决定、%(titles)s 个称号，新登记 %(families)s 户（同意待补凭证）。")
            % self.seen.figures
        )

    def perform(self, form: Any) -> str:
        confirm_adoption(self.object, by=self.user, expected=expected_of(self))
        return self.to("result")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = self.seen if self.object.content else None
        told = {"figures": seen.figures if seen else {}, "decisions": getattr(seen, "decisions", [])}
        return super().get_context_data(**told, back_url=self.to("preview"), **kwargs)


class AdoptionMarked(View):
    """The user's own file with its errors marked."""

    permission = Verb.ADOPT

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        batch = get_object_or_404(adoptions_visible_to(request.user), pk=pk)
        return marked_file(batch, preview_of(batch))


def marked_file(batch: Any, seen: Any) -> HttpResponse:
    """The file of a list with what was found written beside its cells."""
    rows = {sheet: header.body for sheet, header in seen.headers.items()}
    marked = mark_errors(content_of(batch), seen.workbook, rows, seen.findings)
    return xlsx_response(marked, f"{batch.file_name.rpartition('.')[0] or batch.file_name}-标注.xlsx")


class AdoptionSample(View):
    """An empty list with the headings we know and two example rows."""

    permission = Verb.ADOPT

    def get(self, request: HttpRequest) -> HttpResponse:
        return sample_file("以前的称号", TITLES, EXAMPLES, str(_("以前称号样例.xlsx")))


def sample_file(sheet: str, words: Vocabulary, examples: Sequence[Sequence[str]], name: str) -> HttpResponse:
    """An empty list of a kind: its headings, and rows that show how they are filled in."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page, text = book.add_worksheet(sheet), book.add_format({"num_format": "@"})
    for at, label in enumerate(words.labels.values()):
        page.set_column(at, at, 18, text)
        page.write_string(0, at, str(label))
        for row, example in enumerate(examples, 1):
            page.write_string(row, at, example[at], text)
    book.close()
    return xlsx_response(target.getvalue(), name)
