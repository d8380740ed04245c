"""What an appeal said is forgotten: when its family leaves, and when the term of keeping is over (domain B10)."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from anjia.appeals.models import Appeal, AppealRecusal
from anjia.documents.actions import drop_file
from anjia.documents.models import StoredFile
from anjia.kernel.permissions import Actor

FILES = ("scan_file_id", "pdf_file_id", "word_file_id")
SAID: dict[str, Any] = {"about": "", "parts": {}, "statement": "", "answer": "", **dict.fromkeys(FILES)}


@transaction.atomic
def forget_appeals(ids: Collection[uuid.UUID], by: Actor) -> int:
    """The words go, with the paper they came on and the letter; kind of step, ground, days and result stay, to count.

    Safe to run twice. Returns how many appeals said something until now.
    """
    rows = Appeal.objects.filter(pk__in=list(ids), forgotten_on__isnull=True).order_by()
    drop_files(rows.values_list(*FILES), by=by)
    AppealRecusal.objects.filter(appeal__in=list(ids)).delete()
    return rows.update(forgotten_on=timezone.localdate(), **SAID)


def drop_files(of_rows: Iterable[tuple[uuid.UUID | None, ...]], *, by: Actor) -> None:
    """Destroy the scans and letters of appeals."""
    for stored in StoredFile.objects.filter(pk__in={pk for row in of_rows for pk in row if pk}).order_by("pk"):
        drop_file(stored, by=by)
