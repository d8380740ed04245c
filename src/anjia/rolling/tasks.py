"""The daily mark, and the papers of a signed cancellation."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.documents.actions import store_file
from anjia.documents.render import render_naming_decision, render_naming_decision_docx
from anjia.kernel.jobs import Progress, job
from anjia.kernel.models import Job
from anjia.kernel.schedules import every
from anjia.rolling.actions import mark_due
from anjia.rolling.models import Cancellation
from anjia.rolling.papers import FILE_KIND, cancellation_text
from anjia.web import progress as pages

every(minutes=60, name="rolling.mark_due")(mark_due)


@job("rolling.render_cancellation")
def render_cancellation(progress: Progress, *, paper_id: str, user_id: str) -> dict[str, Any]:
    """PDF and Word of a signed cancellation; what is on file already is left."""
    paper = Cancellation.objects.select_related("region").get(pk=paper_id)
    signer, text = User.objects.get(pk=user_id), cancellation_text(paper)
    steps = (("pdf_file_id", "pdf", render_naming_decision), ("word_file_id", "docx", render_naming_decision_docx))
    for done, (field, ending, render) in enumerate(steps):
        progress.report(done, len(steps))
        if getattr(paper, field) is None:
            name = f"{paper.number_text} {paper.region.name}.{ending}"
            stored = store_file(render(text), name=name, kind=FILE_KIND, region_path=paper.region.path, by=signer)
            Cancellation.objects.filter(pk=paper.pk).update(**{field: stored.pk})
    progress.report(len(steps), len(steps))
    return {"families": paper.families}


def document_page(job: Job) -> str:
    return reverse("rolling:cancellation_detail", args=[job.arguments["paper_id"]])


pages.register(
    "rolling.render_cancellation",
    pages.JobPage(_("生成取消称号决定"), document_page, _("看公文"), cancellable=False),
)
