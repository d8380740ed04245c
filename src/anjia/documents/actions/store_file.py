"""Keep a file: its type told by its content, its pictures drawn anew, its name made safe."""

import re
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.documents import blobs
from anjia.documents.enums import SUFFIX, MediaType, Verb
from anjia.documents.models import StoredFile
from anjia.documents.pictures import redraw
from anjia.documents.sniffing import media_type_of
from anjia.documents.text import plain
from anjia.kernel import audit
from anjia.kernel.context import rehearsing
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor

MAX_SIZE = 20 * 1024 * 1024
MAX_STEM = 80
_UNSAFE = re.compile(r'[\\/:*?"<>|%;\s]+')
_PICTURES = {MediaType.PNG, MediaType.JPEG}


def safe_name(name: str, media_type: MediaType) -> str:
    """The last part of the name, without what a shell, a browser or a file system could mistake; its suffix tells
    the true type.

    >>> safe_name("../../etc/名册.exe", MediaType.PDF)
    '名册.pdf'
    """
    last = plain(name).replace("\\", "/").rsplit("/", 1)[-1]
    stem = last.rsplit(".", 1)[0] if "." in last[1:] else last
    stem = _UNSAFE.sub("_", stem).strip("._ ")[:MAX_STEM]
    return (stem or "file") + SUFFIX[media_type]


def acceptable(data: bytes) -> tuple[MediaType, bytes]:
    """What the bytes are and what of them is kept: a picture is drawn anew. Raises Refused, in words, for others."""
    if not data:
        raise Refused(_("这个文件是空的。请检查后重新上传。"))
    if len(data) > MAX_SIZE:
        raise Refused(_("文件超过20兆字节。请压缩或分开后再上传。"))
    media_type = media_type_of(data)
    return media_type, redraw(data, media_type) if media_type in _PICTURES else data


@transaction.atomic
def store_file(
    data: bytes, *, name: str, kind: str, region_path: str, by: Actor, replaces: uuid.UUID | None = None
) -> StoredFile:
    """Keep the bytes as a file of `kind` in the place `region_path`; raises Refused where they are not acceptable.

    `replaces` is the older version this one is filed beside.

    Whether `by` may do so is for the calling slice to decide; who may read it is decided by `access`.
    """
    if rehearsing.get():
        raise Refused(_("演练不存档文件。"))
    media_type, kept = acceptable(data)
    stored = StoredFile.objects.create(
        kind=kind,
        name=safe_name(name, media_type),
        media_type=media_type,
        size=len(kept),
        sha256=blobs.write(kept),
        region_path=region_path,
        created_by=by.pk,
        replaces_id=replaces,
    )
    told = {"kind": kind, "sha256": stored.sha256, "size": stored.size}
    audit.record(Verb.STORE_FILE, stored, by=by, after=told, region_path=region_path)
    return stored
