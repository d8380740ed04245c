"""Signature sheets from the printer and back: print, upload, look page by page (F5, experience 24)."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.documents.models import StoredFile
from anjia.documents.queries import read_file
from anjia.documents.render import render_consent_sheet
from anjia.documents.scans import THUMB_SIDE, as_jpeg, pages_of
from anjia.households.actions import assign_page, file_page, print_sheets, set_aside, upload_scans
from anjia.households.actions.sheets import ROWS_FIRST, ROWS_OTHER
from anjia.households.enums import PageState, Verb
from anjia.households.forms.scans import AssignForm, PrintForm, ScanFilter, ScannedForm, ScansForm
from anjia.households.models import ScannedPage, ScanUpload
from anjia.households.papers import sheet_of
from anjia.households.queries.proofs import (
    VILLAGE_PATH,
    families_of_page,
    has_proof,
    lacking,
    near,
    not_back_yet,
    printed_visible_to,
    scanned_visible_to,
    uploads_visible_to,
)
from anjia.households.views.scan_columns import SCAN_COLUMNS
from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.models import Job
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.web.screens import DetailScreen, FormScreen, ListScreen, ObjectFormScreen, Screen, TransitionScreen

JOB_STATES = {"queued": "waiting", "running": "running", "done": "done", "failed": "failed", "cancelled": "cancelled"}


def village_of(request: HttpRequest) -> Region:
    """The village one works in: that of the place one stands in, else the first in which one records consents."""
    scopes = near(request.user.scopes(Verb.RECORD_CONSENT))
    place = current_place(request)
    if place is not None and place.level == Region.Level.GROUP:
        place = place.parent
    if place is not None and any(place.path.startswith(path) for path in scopes):
        return place
    if not scopes:
        raise NotPermitted(
            _("签字表由本村（社区）自己打印和归档，乡镇（街道）只看户数。"), who=_("请由村（社区）妇联干部办理。")
        )
    return Region.objects.get(path=scopes[0][:VILLAGE_PATH])


class SheetPrintView(FormScreen):
    """Choose a group; its sheet opens as PDF."""

    permission = Verb.RECORD_CONSENT
    template_name = "households/sheet_print.html"
    form_class = PrintForm
    heading = _("打印签字表")
    submit_label = _("生成签字表")

    def get_form_kwargs(self) -> dict[str, Any]:
        village = village_of(self.request)
        waiting = lacking(self.user, village.path).order_by().values("region__path").annotate(n=Count("pk"))
        counts = {row["region__path"]: row["n"] for row in waiting}
        groups = Region.objects.filter(path__in=counts).select_related("parent").order_by("path")
        return {**super().get_form_kwargs(), "groups": groups, "counts": counts}

    def perform(self, form: PrintForm) -> str:
        group = form.cleaned_data["group"]
        pages = print_sheets(group, by=self.user)
        return reverse("households:sheet_pdf", args=[group.pk, pages[0].batch])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(back_url=reverse("households:consents"), **kwargs)
        printed = not_back_yet(self.user, village_of(self.request).path).order_by("region__path", "-batch", "number")
        return {**context, "printed": list(printed[:60])}


class SheetPdfView(Screen):
    """A batch of printed pages; printed again, it is the same paper."""

    permission = Verb.RECORD_CONSENT
    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: Any, batch: int, **kwargs: Any) -> HttpResponse:
        pages = list(printed_visible_to(self.user).filter(region=pk, batch=batch).order_by("number"))
        get_object_or_404(printed_visible_to(self.user), pk=pages[0].pk if pages else pk)
        answer = HttpResponse(render_consent_sheet(sheet_of(pages)), content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="consent-sheet-{batch}.pdf"'
        return answer


class SheetPageView(Screen):
    """Where a page's QR code leads: to its scan where there is one to look at, else to the upload."""

    permission = Verb.RECORD_CONSENT
    http_method_names = ["get"]

    def get(self, request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        page = get_object_or_404(printed_visible_to(self.user), code=code)
        waiting = scanned_visible_to(self.user).filter(page=page, state=PageState.READ).order_by("pk").first()
        if waiting is not None:
            return HttpResponseRedirect(reverse("households:scanned", args=[waiting.pk]))
        return HttpResponseRedirect(f"{reverse('households:scan_upload')}?code={page.code}")


class ScanListView(ListScreen):
    """Uploads of one's village, the newest first, with what is still to be looked at."""

    permission = Verb.RECORD_CONSENT
    template_name = "households/scans.html"
    heading = _("签字表扫描件")
    default_order = ("-created_at", "pk")
    columns = SCAN_COLUMNS
    filter_form = ScanFilter
    other_keys = frozenset({"place"})
    no_export = "what is still to be looked at is done here and listed nowhere else"

    def get_queryset(self) -> QuerySet[ScanUpload]:
        uploads = uploads_visible_to(self.user).select_related("region")
        place = current_place(self.request)
        if place is not None:
            uploads = uploads.filter(under("region__path", place.path))
        open_ones = Q(scanned__state__in=[PageState.READ, PageState.UNREAD])
        return uploads.annotate(pages=Count("scanned"), waiting=Count("scanned", filter=open_ones))

    def filter(self, queryset: QuerySet[ScanUpload]) -> QuerySet[ScanUpload]:
        return queryset.filter(waiting__gt=0) if self.filters.condition("show") else queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        in_village = bool(near(self.user.scopes(Verb.RECORD_CONSENT)))
        return super().get_context_data(in_village=in_village, **kwargs)


class ScanUploadView(FormScreen):
    """Upload scans, once, in any order."""

    permission = Verb.RECORD_CONSENT
    template_name = "households/scan_upload.html"
    form_class = ScansForm
    heading = _("上传签字表")
    submit_label = _("上传并识别")

    def perform(self, form: ScansForm) -> str:
        files = [(file.name, file.read()) for file in form.cleaned_data["scans"]]
        upload = upload_scans(files, village=village_of(self.request), by=self.user)
        return reverse("households:scan", args=[upload.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = self.request.GET.get("code", "")
        page = printed_visible_to(self.user).filter(code=code).first() if code else None
        back = reverse("households:scans")
        return super().get_context_data(printed=page, village=village_of(self.request), back_url=back, **kwargs)


class ScanMixin:
    """One upload of one's village."""

    context_name = "upload"
    user: Any

    def get_queryset(self) -> QuerySet[ScanUpload]:
        return uploads_visible_to(self.user).select_related("region")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        upload = self.object
        job = Job.objects.filter(key=f"households.read_scans:{upload.pk}").first()
        return super().get_context_data(job=job, job_state=JOB_STATES[job.state] if job else "waiting", **kwargs)


class ScanDetailView(ScanMixin, DetailScreen):
    """The pages of an upload by what is to be done with them."""

    permission = Verb.RECORD_CONSENT
    template_name = "households/scan.html"
    heading = _("扫描件的各页")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = list(scanned_visible_to(self.user).filter(upload=self.object).order_by("position"))
        by_state = {state: [page for page in pages if page.state == state] for state in PageState}
        return super().get_context_data(
            unread=by_state[PageState.UNREAD],
            read=by_state[PageState.READ],
            filed=by_state[PageState.FILED],
            aside=len(by_state[PageState.SET_ASIDE]),
            **kwargs,
        )


class ScanProgressView(ScanMixin, DetailScreen):
    """The progress bar alone."""

    permission = Verb.RECORD_CONSENT
    template_name = "households/scan_progress.html"


class ScannedMixin:
    """One scanned page of one's village."""

    context_name = "scanned"
    user: Any

    def get_queryset(self) -> QuerySet[ScannedPage]:
        return scanned_visible_to(self.user)

    def back(self) -> str:
        return reverse("households:scan", args=[self.object.upload_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back(), **kwargs)

    def following(self) -> str:
        """The next page of the upload that waits for a person, else the upload."""
        waiting = scanned_visible_to(self.user).filter(upload=self.object.upload_id, state=PageState.READ)
        later = waiting.filter(position__gt=self.object.position).order_by("position").first()
        found = later or waiting.exclude(pk=self.object.pk).order_by("position").first()
        return reverse("households:scanned", args=[found.pk]) if found else self.back()


class ScannedPageView(ScannedMixin, ObjectFormScreen):
    """The picture beside its rows: tick who signed, Enter to the next page."""

    permission = Verb.RECORD_CONSENT
    template_name = "households/scanned.html"
    form_class = ScannedForm
    submit_label = _("归档，看下一页")

    def get_queryset(self) -> QuerySet[ScannedPage]:
        return super().get_queryset().filter(state=PageState.READ)

    @cached_property
    def families(self) -> list[Any]:
        return families_of_page(self.object.page)

    def get_heading(self) -> str:
        page = self.object.page
        told = {"group": page.region.name, "batch": page.batch, "n": page.number, "pages": page.pages}
        return str(_("%(group)s 第%(batch)d批 第%(n)d页，共%(pages)d页") % told)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "families": self.families}

    def get_initial(self) -> dict[str, Any]:
        return {"signed_on": self.request.session.get("signed_on", "")}

    def perform(self, form: ScannedForm) -> str:
        told = form.cleaned_data
        following = self.following()
        file_page(
            self.object,
            participate=[family.pk for family in told["participate"]],
            publish=[family.pk for family in told["publish"]],
            signed_on=told["signed_on"],
            by=self.user,
        )
        self.request.session["signed_on"] = told["signed_on"].isoformat()
        if following == self.back():
            # Not before: a message would lie over the button of the page that comes next.
            self.success_message = _("这次上传的页都核对完了。")
        return following

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ids = [family.pk for family in self.families]
        known = set(
            type(self.families[0]).objects.filter(has_proof(), pk__in=ids).values_list("pk", flat=True) if ids else ()
        )
        posted = self.request.POST
        before = self.object.page.number - 1
        first = 1 + (ROWS_FIRST + (before - 1) * ROWS_OTHER if before else 0)
        rows = [
            {
                "family": family,
                "number": first + self.object.page.household_ids.index(str(family.pk)),
                "is_proven": family.pk in known,
                "participate": str(family.pk) in posted.getlist("participate"),
                "publish": str(family.pk) in posted.getlist("publish"),
            }
            for family in self.families
        ]
        return super().get_context_data(rows=rows, **kwargs)


class ScannedAssignView(ScannedMixin, ObjectFormScreen):
    """A page whose code could not be read: say which one it is."""

    permission = Verb.RECORD_CONSENT
    template_name = "households/scanned_assign.html"
    form_class = AssignForm
    heading = _("指明这一页")
    submit_label = _("就是这一页")

    def get_queryset(self) -> QuerySet[ScannedPage]:
        return super().get_queryset().filter(state=PageState.UNREAD)

    def get_form_kwargs(self) -> dict[str, Any]:
        pages = not_back_yet(self.user, self.object.upload.region.path).order_by("region__path", "-batch", "number")
        return {**super().get_form_kwargs(), "pages": pages}

    def perform(self, form: AssignForm) -> str:
        assign_page(self.object, form.cleaned_data["page"], by=self.user)
        return reverse("households:scanned", args=[self.object.pk])


class ScannedAsideView(ScannedMixin, TransitionScreen):
    """Nothing to file: another paper, or a page scanned twice."""

    permission = Verb.RECORD_CONSENT
    heading = _("这一页不归档")
    submit_label = _("不归档")
    success_message = _("这一页已经拿开，图片已销毁。")

    def get_effect(self) -> str:
        return str(_("这一页的图片将销毁，不影响任何家庭的凭证。"))

    def perform(self, form: Any) -> str:
        set_aside(self.object, by=self.user)
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [{"label": _("第几张"), "value": self.object.position}]
        return super().get_context_data(answers=answers, **kwargs)


class ScannedPictureView(Screen):
    """The picture of a page; `?small` is a thumbnail."""

    permission = Verb.RECORD_CONSENT
    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: Any, **kwargs: Any) -> HttpResponse:
        scanned = get_object_or_404(scanned_visible_to(self.user).exclude(state=PageState.SET_ASIDE), pk=pk)
        stored = get_object_or_404(StoredFile, pk=scanned.picture_id)
        data = read_file(stored)
        if "small" in request.GET:
            data = as_jpeg(next(pages_of(data, stored.media_type, side=THUMB_SIDE)))
        return HttpResponse(data, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})
