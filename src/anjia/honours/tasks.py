"""The papers of a decision, rendered after it was signed; each step leaves out what is already on file."""

from collections.abc import Callable
from typing import Any

from anjia.accounts.models import User
from anjia.documents.actions import store_file
from anjia.documents.render import (
    render_certificates,
    render_naming_decision,
    render_naming_decision_docx,
    render_roster_xlsx,
)
from anjia.honours.models import NamingDecision
from anjia.honours.papers import certificate_of, decision_text, roster_of
from anjia.honours.permissions import CERTIFICATES_KIND, FILE_KIND
from anjia.honours.queries import live_titles
from anjia.kernel.jobs import Progress, job


@job("honours.render_decision")
def render_decision(progress: Progress, *, decision_id: str, user_id: str) -> dict[str, Any]:
    """Word, PDF and Excel of an issued decision."""
    decision = NamingDecision.objects.select_related("region", "cycle").get(pk=decision_id)
    signer = User.objects.get(pk=user_id)
    roster = roster_of(decision, decision.titles.select_related("region__parent").order_by("serial"))
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


@job("honours.render_certificates")
def render_all_certificates(progress: Progress, *, decision_id: str, user_id: str) -> dict[str, Any]:
    """One PDF with the certificate of every valid title of a decision."""
    decision = NamingDecision.objects.select_related("region").get(pk=decision_id)
    papers = [certificate_of(title, decision, decision.region) for title in live_titles(decision)]
    progress.report(0, len(papers))
    name = f"{decision.number_text} 证书.pdf"
    stored = store_file(
        render_certificates(papers),
        name=name,
        kind=CERTIFICATES_KIND,
        region_path=decision.region.path,
        by=User.objects.get(pk=user_id),
    )
    NamingDecision.objects.filter(pk=decision.pk).update(certificates_file_id=stored.pk)
    progress.report(len(papers), len(papers))
    return {"certificates": len(papers)}
