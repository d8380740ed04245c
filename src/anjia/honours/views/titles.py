"""Titles: the list with its filters, one certificate, many certificates by a job."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.documents.render import render_certificate
from anjia.honours.actions import print_certificates
from anjia.honours.actions.print_certificates import AT_ONCE, files_for
from anjia.honours.enums import TitleState, Verb
from anjia.honours.forms import TitleFilter
from anjia.honours.models import NamingDecision, Title
from anjia.honours.papers import certificate_of
from anjia.honours.queries import certifiable_by, in_force, matching, named_openly, printable_by, titles_visible_to
from anjia.kernel.models import Job
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.web import progress
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen, TransitionScreen, absent

TONES: dict[str, str] = {TitleState.VALID: "done", TitleState.REVIEW_DUE: "due", TitleState.RECTIFYING: "due"}
COLUMNS = (
    Column("serial", gettext_lazy("证书编号"), "serial", order="serial", is_essential=True),
    Column("name", gettext_lazy("户主姓名"), "head_name", is_personal=True),
    Column(
        "place",
        gettext_lazy("村（社区）"),
        lambda title: f"{title.region.parent.name} {title.region.name}",
        order="place",
        share=3,
    ),
    Column("kind", gettext_lazy("称号"), lambda title: title.get_kind_display(), starts_hidden=True),
    Column("number", gettext_lazy("命名文号"), "decision.number_text", share=3),
    Column("granted", gettext_lazy("命名日期"), "granted_on", starts_hidden=True, share=1.5),
    Column("valid", gettext_lazy("有效期至"), "valid_to", order="valid", share=1.5),
    Column(
        "state",
        gettext_lazy("状态"),
        lambda title: title.get_state_display(),
        tone=lambda title: TONES.get(title.state, "plain"),
        share=1,
    ),
)


class TitleList(ListScreen):
    permission = Verb.VIEW
    heading = gettext_lazy("称号")
    template_name = "honours/title_list.html"
    default_order = ("-granted_on", "serial")
    orders = {"serial": ("serial",), "place": ("region__path", "serial"), "valid": ("valid_to", "serial")}
    columns = COLUMNS
    filter_form = TitleFilter
    export_verb = Verb.EXPORT
    acts_label = gettext_lazy("证书")

    def get_queryset(self) -> QuerySet[Title]:
        titles, place = titles_visible_to(self.user), current_place(self.request)
        return titles.filter(under("region__path", place.path)) if place else titles

    def filter(self, queryset: QuerySet[Title]) -> QuerySet[Title]:
        return matching(queryset, **{name: self.filters.condition(name) for name in ("q", "year", "state", "kind")})

    def exportable(self, rows: QuerySet[Title]) -> QuerySet[Title]:
        """Adopted titles of families that lack a proof are named in their village only (frame F5)."""
        return named_openly(super().exportable(rows))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        path = place.path if (place := current_place(self.request)) else ""
        return super().get_context_data(
            can_adopt=bool(self.user.scopes(Verb.ADOPT)),
            can_export=bool(path) and self.user.may(Verb.EXPORT, path),
            can_print=bool(path) and self.user.may(Verb.PRINT_CERTIFICATES, path),
            **kwargs,
        )


class TitleCertificate(DetailScreen):
    """One family's certificate, set now."""

    permission = Verb.PRINT_CERTIFICATES
    http_method_names = ["get", "head"]

    def get_queryset(self) -> QuerySet[Title]:
        return certifiable_by(self.user)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        title = self.object
        paper = certificate_of(title, title.decision, title.decision.region)
        response = HttpResponse(render_certificate(paper), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{title.serial}.pdf"'
        return response


class CertificatesPrint(TransitionScreen):
    """All certificates of a decision where one stands: asked for here, made by the worker."""

    permission = Verb.PRINT_CERTIFICATES
    template_name = "honours/certificates_print.html"
    heading = gettext_lazy("打印证书")
    submit_label = gettext_lazy("生成证书")
    context_name = "decision"

    def get_queryset(self) -> QuerySet[NamingDecision]:
        return printable_by(self.user)

    @cached_property
    def place(self) -> Region:
        """Where one stands, if that lies in the decision's town, else the town; a village prints its own."""
        here = current_place(self.request)
        return here if here and here.path.startswith(self.object.region.path) else self.object.region

    @cached_property
    def count(self) -> int:
        return in_force(self.object.titles.filter(under("region__path", self.place.path))).count()

    def get_effect(self) -> str:
        files = files_for(self.count)
        if files > 1:
            told = {"count": self.count, "most": AT_ONCE, "files": files}
            return _("将生成 %(count)s 份证书。每个文件最多 %(most)s 份，共 %(files)s 个 PDF 文件。") % told
        return _("将生成 %(count)s 份证书，合成一个 PDF 文件。") % {"count": self.count}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(place=self.place, back_url=reverse("honours:title_list"), **kwargs)

    def perform(self, form: Any) -> str:
        job = print_certificates(self.object, self.place, by=self.user)
        return reverse("honours:certificates_job", args=[job.pk])


class CertificatesJob(DetailScreen):
    """How far the certificates are; only for whoever asked for them."""

    permission = Verb.PRINT_CERTIFICATES
    template_name = "honours/certificates_job.html"
    heading = gettext_lazy("打印证书")
    context_name = "job"

    def get_queryset(self) -> QuerySet[Job]:
        if self.user.pk is None:
            raise absent()
        return Job.objects.filter(name="honours.certificates", requested_by=self.user.pk)

    def get_template_names(self) -> list[str]:
        return ["web/parts/job.html"] if self.request.headers.get("HX-Request") else [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = reverse("honours:certificates_job", args=[self.object.pk])
        return super().get_context_data(progress=progress.shown(self.object, poll=own), **kwargs)
