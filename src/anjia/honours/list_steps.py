"""The steps of a list of earlier honours: 对应列 → 校验预览 → 确认 → 结果, for the slices that enter such lists."""

import io
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.honours.actions import (
    choose_title_columns,
    confirm_adoption,
    discard_adoption,
    undo_adoption,
)
from anjia.honours.actions.undo_adoption import UndoPlan, plan_undo
from anjia.honours.adoption import TITLES, content_of, preview_of, workbook_of
from anjia.honours.enums import AdoptionState, Verb
from anjia.honours.forms import GroupsForm
from anjia.honours.queries import adoptions_visible_to, visible_to
from anjia.honours.screens import expected_of
from anjia.households.forms.imports import ColumnsForm
from anjia.households.roster import Vocabulary, find_headers, mark_errors
from anjia.regions.actions import create_groups
from anjia.regions.models import Region
from anjia.web.screens import DetailScreen, ObjectFormScreen, TransitionScreen

STEPS = [
    gettext_lazy("上传"),
    gettext_lazy("对应列"),
    gettext_lazy("校验预览"),
    gettext_lazy("确认"),
    gettext_lazy("结果"),
]


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200


def xlsx_response(data: bytes, name: str) -> HttpResponse:
    told = f"attachment; filename*=UTF-8''{quote(name)}"
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": told})


class ListMixin:
    """A step about one list; one that is over leads to its result.

    Another kind of list (of plaques, above) says its `permission`, the `prefix` of its pages, its `words`, which
    `lists` a user sees and how one is `examined`.
    """

    permission: str = Verb.ADOPT
    prefix = "honours:adoption"
    words: Vocabulary = TITLES
    user: Any
    object: Any
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


class AdoptionGroups(ListMixin, ObjectFormScreen):
    """Groups of the list that are in no register: ticked here, they are made, and their rows are read again."""

    form_class = GroupsForm
    heading = gettext_lazy("建立名单里的小组")
    submit_label = gettext_lazy("建立勾选的小组")
    success_message = gettext_lazy("小组已建立，名单已重新检查。")
    step = 3

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "groups": self.examined().unknown_groups}

    def perform(self, form: GroupsForm) -> str:
        for village_id, labels in form.chosen().items():
            create_groups(Region.objects.get(pk=village_id), labels=labels, by=self.user)
        return self.to("preview")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.to("preview"), **kwargs)


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


def marked_file(batch: Any, seen: Any) -> HttpResponse:
    """The file of a list with what was found written beside its cells."""
    rows = {sheet: header.body for sheet, header in seen.headers.items()}
    marked = mark_errors(content_of(batch), seen.workbook, rows, seen.findings)
    return xlsx_response(marked, f"{batch.file_name.rpartition('.')[0] or batch.file_name}-标注.xlsx")


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


class AdoptionResult(ListMixin, DetailScreen):
    """结果."""

    template_name = "honours/adoption_result.html"
    heading = gettext_lazy("录入结果")
    step = 5
    open_only = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decisions = visible_to(self.user).filter(adoption_id=self.object.pk).order_by("number_text")
        return super().get_context_data(decisions=decisions, **kwargs)


class AdoptionDiscard(ListMixin, TransitionScreen):
    """Give up a list that is not confirmed."""

    template_name = "honours/adoption_step.html"
    heading = gettext_lazy("放弃这次录入")
    submit_label = gettext_lazy("放弃录入")

    def get_effect(self) -> str:
        return _("上传的文件将被销毁，没有录入任何内容。")

    def perform(self, form: Any) -> str:
        discard_adoption(self.object, by=self.user)
        return self.overview

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.to("preview"), **kwargs)


class AdoptionUndo(ListMixin, TransitionScreen):
    """Take a list back within seven days."""

    template_name = "honours/adoption_step.html"
    heading = gettext_lazy("撤销这次录入")
    submit_label = gettext_lazy("撤销录入")
    open_only = False

    @cached_property
    def plan(self) -> UndoPlan:
        return plan_undo(self.object)

    def get_effect(self) -> str:
        told = {
            "titles": len(self.plan.titles),
            "decisions": len(self.plan.decisions),
            "families": len(self.plan.families),
            "kept_titles": self.plan.kept_titles,
            "kept_families": self.plan.kept_families,
        }
        return (
            _(
                "将移除 %(titles)s 个称号、%(decisions)s 份决定和 %(families)s 户；"
                "已有后续办理的 %(kept_titles)s 个称号、%(kept_families)s 户保留不动。"
            )
            % told
        )

    def perform(self, form: Any) -> str:
        undo_adoption(self.object, by=self.user)
        return self.to("result")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.to("result"), **kwargs)
