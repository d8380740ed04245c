"""Errata: what they correct, the organ's signature or return, the town's second try, the files."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.documents.screens import Download
from anjia.honours.actions import resubmit_erratum, return_erratum, sign_erratum
from anjia.honours.enums import ErratumState, Verb
from anjia.honours.forms import ReturnForm, SignForm
from anjia.honours.models import Erratum, ErratumLine
from anjia.honours.permissions import can_download_erratum, can_resubmit, can_return, can_sign_erratum
from anjia.honours.queries import errata_visible_to, in_force, lines_in_force, titles_visible_to
from anjia.kernel.models import Job
from anjia.web.screens import DetailScreen, TransitionScreen

FIELDS = {"pdf": "pdf_file_id", "word": "word_file_id", "excel": "excel_file_id"}


class ErratumDetail(DetailScreen):
    """The letter with its families, as far as they stand in one's scope, and the certificates to be printed anew."""

    permission = Verb.VIEW
    template_name = "honours/erratum_detail.html"
    context_name = "erratum"

    def get_queryset(self) -> QuerySet[Erratum]:
        return errata_visible_to(self.user)

    def get_heading(self) -> str:
        return str(self.object.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        erratum, user = self.object, self.user
        papers = [
            (_("PDF 更正函"), "pdf", erratum.pdf_file_id),
            (_("Word 更正函"), "word", erratum.word_file_id),
            (_("更正后的 Excel 名册"), "excel", erratum.excel_file_id),
        ]
        return super().get_context_data(
            lines=self.lines,
            papers=papers,
            job=Job.objects.filter(key=f"erratum-{erratum.pk}").first(),
            can_sign=can_sign_erratum(user, erratum),
            can_return=can_return(user, erratum),
            can_resubmit=can_resubmit(user, erratum),
            can_download=can_download_erratum(user, erratum),
            **kwargs,
        )

    @property
    def lines(self) -> list[dict[str, Any]]:
        seen = titles_visible_to(self.user).order_by().values("pk")
        lines = self.object.lines.filter(title_id__in=seen).select_related("household__region__parent")
        new = {title.replaces_id: title for title in self.object.titles.select_related("region")}
        printable = titles_visible_to(self.user, Verb.PRINT_CERTIFICATES).filter(erratum=self.object)
        held = set(in_force(printable).values_list("pk", flat=True))
        return [self._line(line, new.get(line.title_id), held) for line in lines.order_by("pk")]

    def _line(self, line: ErratumLine, title: Any, held: set[Any]) -> dict[str, Any]:
        return {"line": line, "title": title, "can_print": title is not None and title.pk in held}


class ErratumStep(TransitionScreen):
    """What signing, returning and submitting again share."""

    abstract = True
    template_name = "honours/erratum_step.html"
    context_name = "erratum"

    def get_queryset(self) -> QuerySet[Erratum]:
        return errata_visible_to(self.user, str(self.permission)).exclude(state=ErratumState.LAPSED)

    @cached_property
    def lines(self) -> list[ErratumLine]:
        return list(lines_in_force(self.object))

    @property
    def address(self) -> str:
        return reverse("honours:erratum_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lines=self.lines, back_url=self.address, **kwargs)


class ErratumSign(ErratumStep):
    permission = Verb.SIGN
    heading = gettext_lazy("签发更正函")
    submit_label = gettext_lazy("签发")
    success_message = gettext_lazy("已签发：文号已取，旧证书停用，新证书已换发，更正函正在排版。")
    form_class = SignForm

    def get_effect(self) -> str:
        told = {"families": len(self.lines), "number": self.object.decision.number_text}
        return _(
            "将更正 %(number)s 文件中 %(families)s 户的姓名：取发文字号，旧证书停用，换发 %(families)s 张新证书，"
            "更正结果公告。原决定不改，签发后不能撤回。"
        ) % told  # fmt: skip

    def perform(self, form: Any) -> str:
        typed = self.request.POST.get("expected", "")
        expected = int(typed) if typed.isdigit() else None
        sign_erratum(self.object, signer_name=form.cleaned_data["signer_name"], by=self.user, expected=expected)
        return self.address


class ErratumReturn(ErratumStep):
    permission = Verb.SIGN
    heading = gettext_lazy("退回更正函")
    submit_label = gettext_lazy("退回补正")
    form_class = ReturnForm

    def get_effect(self) -> str:
        return _("更正函退回乡镇（街道）补正，证书和公告暂时不变。")

    def perform(self, form: Any) -> str:
        return_erratum(self.object, reason=form.cleaned_data["reason"], by=self.user)
        return self.address


class ErratumResubmit(ErratumStep):
    permission = Verb.RESUBMIT
    heading = gettext_lazy("再次提交更正函")
    submit_label = gettext_lazy("再次提交")

    def get_effect(self) -> str:
        return _("更正函再次交发文机关签发。")

    def perform(self, form: Any) -> str:
        resubmit_erratum(self.object, by=self.user)
        return self.address


class ErratumDownload(Download):
    permission = Verb.DOWNLOAD

    def find(self) -> tuple[Erratum, UUID | None]:
        erratum = get_object_or_404(errata_visible_to(self.user, str(self.permission)), pk=self.kwargs["pk"])
        return erratum, getattr(erratum, FIELDS.get(self.kwargs["paper"], ""), None)
