"""How far a job is, for the person who asked for it: its page, the part that asks for itself again, giving it up."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views import View

from anjia.kernel.jobs import cancel
from anjia.kernel.models import Job
from anjia.web.gate import SIGNED_IN
from anjia.web.progress import jobs_of, page_of, shown
from anjia.web.screens import DetailScreen


class JobView(DetailScreen):
    """The page. One may leave it; the inbox tells when the job is over."""

    permission = SIGNED_IN
    template_name = "web/job.html"
    context_name = "job"

    def get_queryset(self) -> QuerySet[Job]:
        return jobs_of(self.user)

    def get_heading(self) -> str:
        return str(page_of(self.object).label)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(progress=shown(self.object), **kwargs)


class JobPartView(JobView):
    """The bar alone."""

    permission = SIGNED_IN
    template_name = "web/parts/job.html"


class JobCancelView(View):
    """Wishes one's own job to stop; it does so between two steps."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        job = get_object_or_404(jobs_of(request.user), pk=pk)
        if page_of(job).cancellable and not job.is_over:
            cancel(job, by=request.user)
        return HttpResponseRedirect(reverse("web:job", args=[pk]))
