"""Keep what shows that something typed in afterwards was so: the paper's own date, who helped, and its scan."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions.drop_file import drop_file
from anjia.documents.actions.store_file import store_file
from anjia.documents.enums import MediaType, PaperKind, Verb
from anjia.documents.models import KeptPaper, StoredFile
from anjia.documents.scans import count_pages
from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor
from anjia.regions.models import Region

SCANS = {MediaType.PDF, MediaType.JPEG, MediaType.PNG}
LONGEST_AGO = timedelta(days=366)


@dataclass(frozen=True)
class Paper:
    """What stands on a paper beside its contents. `scan` is a name and the bytes; said aloud, there is none."""

    dated_on: date
    helped_by: str = ""
    scan: tuple[str, bytes] | None = None


def check_dated(day: date) -> None:
    """A paper's date lies in the past, and not longer ago than a year. Raises Refused."""
    today = timezone.localdate()
    if day > today:
        raise Refused(_("纸上的日期不能晚于今天。"), who=_("请对照纸上的日期。"))
    if day < today - LONGEST_AGO:
        raise Refused(_("纸上的日期不能早于一年前。"), who=_("请对照纸上的日期。"))


def note_of(dated_on: date) -> str:
    """How the trail says that something was typed in from paper."""
    return f"代办：按纸质表录入，纸上日期 {dated_on:%Y-%m-%d}"


@transaction.atomic
def keep_paper(
    paper: Paper,
    form: PaperKind | str,
    region: Region,
    *,
    file_kind: str,
    by: Actor,
    subject_id: uuid.UUID | None = None,
    cycle_id: uuid.UUID | None = None,
) -> KeptPaper:
    """Keep the paper with the row it became. Whether `by` may do so is for the calling slice to decide.

    `file_kind` says which slice decides who may read the scan. Raises Refused for a date to come or one too long ago,
    and for a scan that is neither a PDF nor a photo.
    """
    check_dated(paper.dated_on)
    kept = KeptPaper.objects.create(
        region=region,
        cycle_id=cycle_id,
        subject_id=subject_id,
        form=form,
        dated_on=paper.dated_on,
        helped_by=paper.helped_by.strip(),
        scan_id=_stored(paper.scan, file_kind, region, by).pk if paper.scan else None,
        typed_by_id=by.pk,
    )
    after = {"form": str(form), "dated_on": kept.dated_on, "scan": kept.scan_id}
    audit.record(Verb.KEEP_PAPER, kept, by=by, after=after, note=note_of(kept.dated_on), region_path=region.path)
    return kept


def _stored(scan: tuple[str, bytes], file_kind: str, region: Region, by: Actor) -> StoredFile:
    name, data = scan
    stored = store_file(data, name=name, kind=file_kind, region_path=region.path, by=by)
    if stored.media_type not in SCANS:
        raise Refused(_("扫描件只接受 PDF 和照片（JPG、PNG）。"))
    count_pages(data, stored.media_type)
    return stored


@transaction.atomic
def drop_papers(subjects: Collection[uuid.UUID], *, by: Actor) -> int:
    """What was kept of these rows is destroyed with its scans; returns how many."""
    papers = KeptPaper.objects.filter(subject_id__in=subjects).order_by()
    for stored in StoredFile.objects.filter(pk__in=papers.values("scan_id")).order_by("pk"):
        drop_file(stored, by=by)
    return int(papers.delete()[0])
