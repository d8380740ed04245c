"""The document by which titles end: drafted by the town, signed by the organ; read by who handles it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.documents.screens import Download
from anjia.honours.screens import expected_of
from anjia.kernel.models import Job
from anjia.kernel.scope import under
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.rolling import permissions as may
from anjia.rolling.actions import draft_cancellation, sign_cancellation, void_cancellation
from anjia.rolling.enums import CancellationState, Verb
from anjia.rolling.forms import SignForm
from anjia.rolling.models import Cancellation, Revocation
from anjia.rolling.queries import cancellations_visible_to, executable
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen, TransitionScreen

FIELDS = {"pdf": "pdf_file_id", "word": "word_file_id"}
TONES: dict[str, str] = {CancellationState.DRAFTED: "due", CancellationState.ISSUED: "done"}
COLUMNS = (
    Column(
        "title",
        gettext_lazy("决定"),
        "title",
        href=lambda paper: reverse("rolling:cancellation_detail", args=[paper.pk]),
        note=lambda paper: paper.number_text,
        is_essential=True,
        share=4,
    ),
    Column("place", gettext_lazy("乡镇（街道）"), "region.name"),
    Column("families", gettext_lazy("户数"), "families", is_figure=True, share=1),
    Column("issued", gettext_lazy("签发日期"), "issued_on"),
    Column(
        "state",
        gettext_lazy("状态"),
        lambda paper: paper.get_state_display(),
        tone=lambda paper: TONES.get(paper.state, "plain"),
    ),
)


class CancellationList(ListScreen):
    permission = Verb.DOWNLOAD
    heading = gettext_lazy("取消称号决定")
    template_name = "rolling/cancellation_list.html"
    default_order = ("-created_at", "pk")
    columns = COLUMNS

    def get_queryset(self) -> QuerySet[Cancellation]:
        place, papers = current_place(self.request), cancellations_visible_to(self.user, str(self.permission))
        return papers.filter(under("region__path", place.path)) if place else papers


class CancellationDetail(DetailScreen):
    permission = Verb.DOWNLOAD
    template_name = "rolling/cancellation_detail.html"
    context_name = "paper"

    def get_queryset(self) -> QuerySet[Cancellation]:
        return cancellations_visible_to(self.user, str(self.permission))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        paper, user = self.object, self.user
        return super().get_context_data(
            cases=cases_of(paper),
            papers=[(_("PDF 公文"), "pdf", paper.pdf_file_id), (_("Word 公文"), "word", paper.word_file_id)],
            job=Job.objects.filter(key=f"cancellation-{paper.pk}").first(),
            can_sign=may.can_sign(user, paper),
            can_void=may.can_void(user, paper),
            can_download=may.can_download(user, paper),
            **kwargs,
        )


def cases_of(paper: Cancellation) -> QuerySet[Revocation]:
    """What it is about: what could be executed now, then what was."""
    rows = paper.revocations.all() if paper.state == CancellationState.ISSUED else executable(paper.region)
    rows = rows.none() if paper.state == CancellationState.VOIDED else rows
    return rows.select_related("household__region__parent", "title").order_by("household__region__path", "pk")


class CancellationDraft(TransitionScreen):
    permission = Verb.PREPARE
    heading = gettext_lazy("起草取消称号决定")
    submit_label = gettext_lazy("起草")
    success_message = gettext_lazy("已起草，请发文机关签发。")
    context_name = "town"

    def get_queryset(self) -> QuerySet[Region]:
        return regions_visible_to(self.user, str(self.permission)).filter(level=Level.TOWN)

    def get_effect(self) -> str:
        told = {"n": executable(self.object).count()}
        return _("将 %(n)s 户列入一份决定：都已送达、申诉期满、没有申诉在办。签发以前，称号照旧有效。") % told

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [{"label": _("乡镇（街道）"), "value": self.object.name}]
        return super().get_context_data(answers=answers, back_url=reverse("rolling:due_list"), **kwargs)

    def perform(self, form: Any) -> str:
        paper = draft_cancellation(self.object, by=self.user)
        return reverse("rolling:cancellation_detail", args=[paper.pk])


class PaperStep(TransitionScreen):
    abstract = True
    template_name = "rolling/cancellation_step.html"
    context_name = "paper"

    def get_queryset(self) -> QuerySet[Cancellation]:
        drafts = cancellations_visible_to(self.user, str(self.permission))
        return drafts.filter(state=CancellationState.DRAFTED)

    @cached_property
    def families(self) -> int:
        return executable(self.object.region).count()

    @property
    def address(self) -> str:
        return reverse("rolling:cancellation_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(families=self.families, back_url=self.address, **kwargs)


class CancellationSign(PaperStep):
    permission = Verb.SIGN
    heading = gettext_lazy("签发取消称号决定")
    submit_label = gettext_lazy("签发")
    success_message = gettext_lazy("已签发：文号已取，称号已取消，公文正在排版。")
    form_class = SignForm

    def get_effect(self) -> str:
        return _(
            "将取消 %(n)s 户的称号：取发文字号，证书查验为“无有效称号”，结果公告里不再列出。"
            "对外不说明原因。签发后不能撤回。"
        ) % {"n": self.families}

    def perform(self, form: Any) -> str:
        name = form.cleaned_data["signer_name"]
        sign_cancellation(self.object, signer_name=name, by=self.user, expected=expected_of(self))
        return self.address


class CancellationVoid(PaperStep):
    permission = Verb.PREPARE
    heading = gettext_lazy("作废取消称号决定")
    submit_label = gettext_lazy("作废")

    def get_effect(self) -> str:
        return _("这份拟稿作废，称号照旧有效；办理中的可以列入下一份。")

    def perform(self, form: Any) -> str:
        void_cancellation(self.object, by=self.user)
        return self.address


class CancellationDownload(Download):
    permission = Verb.DOWNLOAD

    def find(self) -> tuple[Cancellation, UUID | None]:
        papers = cancellations_visible_to(self.user, str(self.permission)).filter(state=CancellationState.ISSUED)
        paper = get_object_or_404(papers, pk=self.kwargs["pk"])
        return paper, getattr(paper, FIELDS.get(self.kwargs["paper"], ""), None)
