"""Reads: the content of a stored file, checked."""

from anjia.documents import blobs
from anjia.documents.exceptions import FileDamaged
from anjia.documents.models import StoredFile


def read_file(stored: StoredFile) -> bytes:
    """The bytes as they were stored. Raises FileDamaged where the disk holds anything else."""
    try:
        data = blobs.read(stored.sha256)
    except OSError as error:
        raise FileDamaged(f"the content of file {stored.pk} is missing") from error
    if blobs.digest_of(data) != stored.sha256:
        raise FileDamaged(f"the content of file {stored.pk} was changed")
    return data
