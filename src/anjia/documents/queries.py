"""Reads: the content of a stored file, checked; wishes to export."""

from uuid import UUID

from django.db.models import Q, QuerySet

from anjia.documents import blobs
from anjia.documents.access import can_read
from anjia.documents.enums import Verb
from anjia.documents.exceptions import FileDamaged
from anjia.documents.exports import SECOND_PERSON_ABOVE
from anjia.documents.models import ExportRequest, KeptPaper, StoredFile
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under, under_any

MOST_VERSIONS = 50


def read_file(stored: StoredFile) -> bytes:
    """The bytes as they were stored. Raises FileDamaged where the disk holds anything else."""
    try:
        data = blobs.read(stored.sha256)
    except OSError as error:
        raise FileDamaged(f"the content of file {stored.pk} is missing") from error
    if blobs.digest_of(data) != stored.sha256:
        raise FileDamaged(f"the content of file {stored.pk} was changed")
    return data


def versions_of(stored: StoredFile) -> list[StoredFile]:
    """The file and the versions it replaces, the newest first."""
    versions = [stored]
    while versions[-1].replaces_id and len(versions) < MOST_VERSIONS:
        older = StoredFile.objects.filter(pk=versions[-1].replaces_id).first()
        if older is None:
            break
        versions.append(older)
    return versions


def papers_of(user: Actor, *subjects: UUID) -> list[KeptPaper]:
    """What was typed in from paper about these rows, for who may see them; a scan has its own rule (`is_readable`)."""
    papers = list(KeptPaper.objects.filter(subject_id__in=subjects).select_related("region"))
    scans = StoredFile.objects.in_bulk([paper.scan_id for paper in papers if paper.scan_id])
    for paper in papers:
        paper.is_readable = paper.scan_id in scans and can_read(user, scans[paper.scan_id])
    return papers


def exports_visible_to(user: Actor) -> QuerySet[ExportRequest]:
    """One's own wishes, and those in the places where one approves."""
    requests = ExportRequest.objects.select_related("region")
    if user is SYSTEM:
        return requests
    return requests.filter(Q(requested_by_id=user.pk) | under_any("region__path", user.scopes(Verb.APPROVE_EXPORT)))


def exports_to_approve(user: Actor) -> QuerySet[ExportRequest]:
    """The wishes a second person may approve: never one's own."""
    place = under_any("region__path", user.scopes(Verb.APPROVE_EXPORT))
    return ExportRequest.objects.select_related("region").filter(place).exclude(requested_by_id=user.pk)


def exports_waiting_under(path: str) -> QuerySet[ExportRequest]:
    """Long lists at or below a path that wait for a second person."""
    waiting = ExportRequest.objects.filter(approved_by_id__isnull=True, persons__gt=SECOND_PERSON_ABOVE)
    return waiting.filter(under("region__path", path))
