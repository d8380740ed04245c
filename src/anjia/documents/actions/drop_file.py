"""Destroy a file that was only needed on the way."""

from django.db import transaction

from anjia.documents import blobs
from anjia.documents.enums import Verb
from anjia.documents.models import StoredFile
from anjia.kernel import audit
from anjia.kernel.permissions import Actor


@transaction.atomic
def drop_file(stored: StoredFile, *, by: Actor) -> None:
    """The file is gone; its bytes leave the disk when the transaction is kept and nothing else has the same."""
    told = {"kind": stored.kind, "sha256": stored.sha256}
    audit.record(Verb.DROP_FILE, stored, by=by, before=told, region_path=stored.region_path)
    digest = stored.sha256
    stored.delete()
    transaction.on_commit(lambda: _erase(digest))


def _erase(digest: str) -> None:
    if not StoredFile.objects.filter(sha256=digest).exists():
        blobs.erase(digest)
