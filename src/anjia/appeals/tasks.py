"""The written answer as PDF and Word, and the daily look for appeals whose decider left."""

from collections.abc import Callable
from typing import Any

from anjia.appeals.actions import reassign_orphans
from anjia.appeals.actions.decide import JOB
from anjia.appeals.models import Appeal
from anjia.appeals.papers import answer_of
from anjia.documents.actions import store_file
from anjia.documents.render import render_letter, render_letter_docx
from anjia.kernel.jobs import Progress, job
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.schedules import every

ANSWER_KIND = "appeals.answer"


@job(JOB)
def render_answer(progress: Progress, *, appeal_id: str) -> dict[str, Any]:
    """Both files of the answer; what is on file already is left out."""
    appeal = Appeal.objects.select_related("household", "region__parent__parent").get(pk=appeal_id)
    if appeal.forgotten_on is not None:
        return {}
    letter = answer_of(appeal)
    made: list[tuple[str, str, Callable[..., bytes]]] = [
        ("pdf_file_id", "pdf", render_letter),
        ("word_file_id", "docx", render_letter_docx),
    ]
    for done, (field, ending, render) in enumerate(made):
        progress.report(done, len(made))
        if getattr(appeal, field) is None:
            name = f"申诉答复书 {appeal.number}.{ending}"
            stored = store_file(render(letter), name=name, kind=ANSWER_KIND, region_path=appeal.region.path, by=SYSTEM)
            Appeal.objects.filter(pk=appeal.pk).update(**{field: stored.pk})
    progress.report(len(made), len(made))
    return {}


every(minutes=24 * 60, name="appeals.reassign")(reassign_orphans)
