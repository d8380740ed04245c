"""Jobs of the registry."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from anjia.accounts.models import User
from anjia.households.actions import merge_batch, read_scans, stage_batch
from anjia.households.actions.change_requests import forget_answered
from anjia.households.actions.minors import forget_unconsented
from anjia.households.actions.scans import JOB as SCANS_JOB
from anjia.households.enums import BatchState
from anjia.households.models import ImportBatch, ImportUpload, ScanUpload, StagedFamily
from anjia.households.models.importing import UNDO_DAYS
from anjia.households.workflow import IMPORT
from anjia.kernel.exceptions import Refused
from anjia.kernel.jobs import Cancelled, Progress, job
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.schedules import every
from anjia.kernel.workflow import advance

KEEP_UPLOADS = timedelta(hours=24)


@job("households.import_roster")
def import_roster(progress: Progress, batch_id: str, user_id: str) -> dict[str, Any]:
    """Stage and merge one batch; done again after a kill it starts from staging, or finds it merged."""
    batch = ImportBatch.objects.select_related("region").get(pk=uuid.UUID(batch_id))
    by = User.objects.get(pk=uuid.UUID(user_id))
    if batch.state != BatchState.CONFIRMED:
        return dict(batch.summary.get("done", {}))
    try:
        stage_batch(batch, report=progress.report)
        merge_batch(batch, by=by)
    except (Cancelled, Refused):
        advance(batch, IMPORT["reopen"], by=SYSTEM)
        raise
    return dict(batch.summary["done"])


@job(SCANS_JOB)
def read_uploaded_scans(progress: Progress, upload_id: str) -> dict[str, Any]:
    """Read one upload of scans; done again after a kill it goes on with the file it was at."""
    upload = ScanUpload.objects.select_related("region").get(pk=uuid.UUID(upload_id))
    return dict(read_scans(upload, report=progress.report))


@every(minutes=30, name="households.forget_uploads")
def forget_uploads() -> int:
    """Destroy files that nobody confirmed within a day; returns how many batches were given up."""
    old = ImportUpload.objects.filter(created_at__lt=timezone.now() - KEEP_UPLOADS)
    given_up = 0
    for upload in old.select_related("batch__region").order_by("pk"):
        if upload.batch.state == BatchState.UPLOADED:
            advance(upload.batch, IMPORT["discard"], by=SYSTEM)
            upload.delete()
            given_up += 1
    return given_up


@every(minutes=60, name="households.forget_replaced")
def forget_replaced() -> int:
    """Delete what updates replaced once an import can no longer be undone."""
    over = ImportBatch.objects.filter(merged_at__lt=timezone.now() - timedelta(days=UNDO_DAYS)).values("pk")
    deleted, _tables = StagedFamily.objects.filter(batch_id__in=over).delete()
    return deleted


@every(minutes=60 * 24, name="households.forget_requests")
def forget_requests() -> int:
    """What was typed into change requests goes a month after the answer."""
    return forget_answered()


@every(minutes=60 * 12, name="households.forget_unconsented")
def forget_children() -> int:
    """Children whose guardian has not agreed in time are known no longer (domain B9)."""
    return forget_unconsented()
