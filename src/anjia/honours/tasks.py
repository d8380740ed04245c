"""The papers of a decision, rendered after it was signed; each step leaves out what is already on file."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from anjia.accounts.models import User
from anjia.documents.actions import store_file
from anjia.documents.render import (
    render_certificates,
    render_naming_decision,
    render_naming_decision_docx,
    render_roster_xlsx,
)
from anjia.honours.actions.print_certificates import parts_of
from anjia.honours.enums import AdoptionState
from anjia.honours.models import Erratum, NamingDecision, TitleAdoption
from anjia.honours.papers import certificate_of, corrected_roster_of, decision_text, erratum_text, roster_of
from anjia.honours.permissions import CERTIFICATES_KIND, FILE_KIND
from anjia.honours.queries import in_force, live_titles
from anjia.honours.workflow import ADOPTION
from anjia.kernel.jobs import Progress, job
from anjia.kernel.models import Job
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.schedules import every
from anjia.kernel.scope import under
from anjia.kernel.workflow import advance
from anjia.regions.models import Region

KEEP_LISTS = timedelta(hours=24)


@job("honours.render_decision")
def render_decision(progress: Progress, *, decision_id: str, user_id: str) -> dict[str, Any]:
    """Word, PDF and Excel of an issued decision."""
    decision = NamingDecision.objects.select_related("region", "cycle").get(pk=decision_id)
    signer = User.objects.get(pk=user_id)
    roster = roster_of(
        decision, decision.titles.filter(replaces_id__isnull=True).select_related("region__parent").order_by("serial")
    )
    text = decision_text(decision, roster)
    steps: list[tuple[str, str, Callable[[], bytes]]] = [
        ("pdf_file_id", "pdf", lambda: render_naming_decision(text)),
        ("word_file_id", "docx", lambda: render_naming_decision_docx(text)),
        ("excel_file_id", "xlsx", lambda: render_roster_xlsx(roster)),
    ]
    for done, (field, ending, render) in enumerate(steps):
        progress.report(done, len(steps))
        if getattr(decision, field) is None:
            name = f"{decision.number_text} {decision.region.name}.{ending}"
            stored = store_file(render(), name=name, kind=FILE_KIND, region_path=decision.region.path, by=signer)
            NamingDecision.objects.filter(pk=decision.pk).update(**{field: stored.pk})
    progress.report(len(steps), len(steps))
    return {"families": len(roster.rows)}


@job("honours.render_erratum")
def render_erratum(progress: Progress, *, erratum_id: str, user_id: str) -> dict[str, Any]:
    """PDF and Word of an erratum, and the corrected roster filed beside the one it replaces."""
    erratum = Erratum.objects.select_related("decision__region", "decision__cycle").get(pk=erratum_id)
    decision, signer = erratum.decision, User.objects.get(pk=user_id)
    text = erratum_text(erratum)
    earlier = decision.errata.filter(issued_on__isnull=False, excel_file_id__isnull=False).exclude(pk=erratum.pk)
    older = earlier.order_by("-signed_at").values_list("excel_file_id", flat=True).first() or decision.excel_file_id
    steps: list[tuple[str, str, Callable[[], bytes], Any]] = [
        ("pdf_file_id", "pdf", lambda: render_naming_decision(text), None),
        ("word_file_id", "docx", lambda: render_naming_decision_docx(text), None),
        ("excel_file_id", "xlsx", lambda: render_roster_xlsx(corrected_roster_of(erratum)), older),
    ]
    for done, (field, ending, render, replaces) in enumerate(steps):
        progress.report(done, len(steps))
        if getattr(erratum, field) is None:
            name = f"{erratum.number_text} 更正 {decision.region.name}.{ending}"
            path = decision.region.path
            stored = store_file(render(), name=name, kind=FILE_KIND, region_path=path, by=signer, replaces=replaces)
            Erratum.objects.filter(pk=erratum.pk).update(**{field: stored.pk})
    progress.report(len(steps), len(steps))
    return {"erratum": erratum_id}


@every(minutes=30, name="honours.forget_adoptions")
def forget_adoptions() -> int:
    """Destroy lists that nobody confirmed within a day; returns how many were given up."""
    old = TitleAdoption.objects.filter(state=AdoptionState.UPLOADED, created_at__lt=timezone.now() - KEEP_LISTS)
    given_up = list(old.select_related("region").order_by("pk"))
    for batch in given_up:
        advance(batch, ADOPTION["discard"], by=SYSTEM, set={"content": ""})
    return len(given_up)


@job("honours.certificates")
def certificates(progress: Progress, *, decision_id: str, region_id: str, user_id: str) -> dict[str, Any]:
    """PDFs of up to 2,000 certificates of a decision's titles in force at or below a place.

    The files made so far stand in the job's result, so that a run that was killed goes on after the last of them.
    """
    decision = NamingDecision.objects.select_related("region").get(pk=decision_id)
    place = Region.objects.get(pk=region_id)
    held = in_force(live_titles(decision)).filter(under("region__path", place.path))
    papers = [certificate_of(title, decision, decision.region) for title in held]
    made: list[str] = Job.objects.get(pk=progress.job_id).result.get("files", [])
    parts, by = parts_of(papers), User.objects.get(pk=user_id)
    for at, part in enumerate(parts[len(made) :], start=len(made) + 1):
        progress.report(sum(map(len, parts[: at - 1])), len(papers))
        numbered = f" {at}-{len(parts)}" if len(parts) > 1 else ""
        name = f"{decision.number_text} {place.name} 证书{numbered}.pdf"
        stored = store_file(render_certificates(part), name=name, kind=CERTIFICATES_KIND, region_path=place.path, by=by)
        made = [*made, str(stored.pk)]
        Job.objects.filter(pk=progress.job_id).update(result={"files": made})
    progress.report(len(papers), len(papers))
    return {"certificates": len(papers), "files": made}
