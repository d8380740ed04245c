"""Scans of signed sheets: uploaded in one go, read page by page, filed once a person has looked (F5, C3-5)."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from PIL import Image

from anjia.documents.actions import drop_file, store_file
from anjia.documents.enums import MediaType
from anjia.documents.models import StoredFile
from anjia.documents.queries import read_file
from anjia.documents.scans import as_jpeg, codes_on, count_pages, pages_of, upright
from anjia.households.actions.consents import SHEET_KIND, prove_by_file
from anjia.households.enums import ConsentKind, ConsentState, PageState, Verb
from anjia.households.models import Consent, ConsentProof, ScannedPage, ScanUpload, SheetPage
from anjia.households.queries.proofs import families_of_page, near
from anjia.households.workflow import SCANNED
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.jobs import enqueue
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.kernel.workflow import advance
from anjia.regions.models import Region

UPLOAD_KIND = "consent_scan"
JOB = "households.read_scans"
MOST_FILES, MOST_PAGES = 40, 300
ADDRESS = "/households/consents/pages/"
_CODE = re.compile(re.escape(ADDRESS) + r"([A-Z2-9]{10})/?$")
SCANS = {MediaType.PDF, MediaType.JPEG, MediaType.PNG}
Report = Callable[[int, int], None]


def url_of(page: SheetPage) -> str:
    """What the page's QR code says: the address on which it is typed in."""
    return f"{settings.SITE_URL}{ADDRESS}{page.code}/"


@transaction.atomic
def upload_scans(files: Sequence[tuple[str, bytes]], *, village: Region, by: Actor) -> ScanUpload:
    """Keep name and bytes of each file and have them read. Raises Refused for what is no scan, naming the file."""
    _require_near(by, village.path)
    if not 0 < len(files) <= MOST_FILES:
        raise Refused(_("一次上传 1 到 %(most)d 个文件。") % {"most": MOST_FILES})
    kept = [_keep(name, data, village, by) for name, data in files]
    upload = ScanUpload.objects.create(
        region=village, uploaded_by_id=by.pk, files=len(kept), file_ids=[str(stored.pk) for stored in kept]
    )
    audit.record(Verb.RECORD_CONSENT, upload, by=by, after={"files": len(kept)}, region_path=village.path)
    enqueue(JOB, key=f"{JOB}:{upload.pk}", by=by, upload_id=upload.pk)
    return upload


def _require_near(by: Actor, path: str) -> None:
    require(by, Verb.RECORD_CONSENT, path)
    if by is not SYSTEM and not any(path.startswith(scope) for scope in near(by.scopes(Verb.RECORD_CONSENT))):
        raise NotPermitted(
            _("签字表由本村（社区）自己扫描归档，乡镇（街道）只看户数。"), who=_("请由村（社区）妇联干部办理。")
        )


def _keep(name: str, data: bytes, village: Region, by: Actor) -> StoredFile:
    try:
        stored = store_file(data, name=name, kind=UPLOAD_KIND, region_path=village.path, by=by)
        _check_is_scan(data, stored.media_type)
    except Refused as refusal:
        raise Refused(_("“%(name)s”：%(why)s") % {"name": name, "why": refusal}) from refusal
    return stored


def _check_is_scan(data: bytes, media_type: str) -> None:
    if media_type not in SCANS:
        raise Refused(_("扫描件只接受 PDF 和照片（JPG、PNG）。"))
    count_pages(data, media_type)


def read_scans(upload: ScanUpload, *, report: Report) -> dict[str, int]:
    """Take every file apart, file each page to the printed page its code names, destroy the file.

    Page by page, so that nobody waits for it; stopped anywhere, it goes on where it was.
    """
    while upload.file_ids:
        stored = StoredFile.objects.get(pk=upload.file_ids[0])
        pages = _read_file(upload, stored, report)
        with transaction.atomic():
            upload.pages_read += pages
            upload.file_ids = upload.file_ids[1:]
            upload.save(update_fields=["file_ids", "pages_read", "faults", "updated_at"])
            drop_file(stored, by=SYSTEM)
    ScanUpload.objects.filter(pk=upload.pk).update(read_at=timezone.now())
    return {"pages": upload.pages_read, "unread": upload.scanned.filter(state=PageState.UNREAD).count()}


def _read_file(upload: ScanUpload, stored: StoredFile, report: Report) -> int:
    """Returns how many pages the file had; what could not be opened is noted with the file's name."""
    data, first = read_file(stored), upload.pages_read + 1
    known = set(upload.scanned.values_list("position", flat=True))
    read = 0
    try:
        total = _total(upload, data, stored.media_type)
        for position, picture in enumerate(pages_of(data, stored.media_type), start=first):
            report(position - 1, total)
            if position not in known:
                _keep_page(upload, position, picture)
            read += 1
    except Refused as refusal:
        upload.faults = [*upload.faults, f"{stored.name}{_now('：')}{refusal}"]
    return read


def _total(upload: ScanUpload, data: bytes, media_type: str) -> int:
    total = upload.pages_read + count_pages(data, media_type)
    if total > MOST_PAGES:
        raise Refused(_("一次最多 %(most)d 页，其余请另行上传。") % {"most": MOST_PAGES})
    return total


@transaction.atomic
def _keep_page(upload: ScanUpload, position: int, picture: Image.Image) -> None:
    page, turn = _recognise(upload.region, picture)
    data = as_jpeg(upright(picture, turn))
    kept = store_file(data, name=f"{position}.jpg", kind=SHEET_KIND, region_path=upload.region.path, by=SYSTEM)
    scanned = ScannedPage.objects.create(upload=upload, position=position, picture_id=kept.pk)
    if page is not None:
        advance(scanned, SCANNED["assign"], by=SYSTEM, set={"page": page.pk})


def _recognise(village: Region, picture: Image.Image) -> tuple[SheetPage | None, int]:
    """The printed page of this village that a code on the picture names, and how the picture must be turned."""
    turn = 0
    for code in codes_on(picture):
        found = _CODE.search(code.text)
        turn = code.turn
        page = SheetPage.objects.filter(code=found[1]).select_related("region").first() if found else None
        if page is not None and page.region.path.startswith(village.path):
            return page, turn
    return None, turn


@transaction.atomic
def assign_page(scanned: ScannedPage, page: SheetPage, *, by: Actor) -> ScannedPage:
    """Say by hand which printed page a picture shows. Raises Refused across villages."""
    _require_near(by, page.region.path)
    if not page.region.path.startswith(scanned.upload.region.path):
        raise Refused(_("这一页不是本村（社区）打印的。"))
    return advance(scanned, SCANNED["assign"], by=by, set={"page": page.pk})


@transaction.atomic
def file_page(
    scanned: ScannedPage,
    *,
    participate: Collection[UUID],
    publish: Collection[UUID],
    signed_on: date | None,
    by: Actor,
) -> ConsentProof | None:
    """File a page to those of its families that a person saw to have signed; nobody else is proven.

    With nobody ticked the page is filed as looked at, and proves nothing (None).
    """
    page = scanned.page
    if page is None:
        raise Conflict(_("还没有认出这是哪一页，请先指明。"))
    _require_near(by, page.region.path)
    on_it = {household.pk for household in families_of_page(page)}
    if not {*participate, *publish} <= on_it:
        raise Refused(_("勾选的家庭不在这一页上，可能刚刚退出。请刷新后再核对。"))
    if not set(publish) <= set(participate) | _takes_part(on_it):
        raise Refused(_("只签了公示姓名、没有签参加创建的，不能归档。"), who=_("请本户补签第1项，或两项都不勾。"))
    proof = None
    if participate or publish:
        proof = prove_by_file(
            scanned.picture_id,
            region=page.region,
            participate=participate,
            publish=publish,
            by=by,
            signed_on=signed_on,
        )
    advance(scanned, SCANNED["file"], by=by, set={"proof_id": proof.pk if proof else None})
    return proof


def _takes_part(ids: Iterable[UUID]) -> set[UUID]:
    proven = Consent.objects.filter(household__in=ids, kind=ConsentKind.PARTICIPATE, state=ConsentState.PROVEN)
    return set(proven.order_by().values_list("household_id", flat=True))


@transaction.atomic
def set_aside(scanned: ScannedPage, *, by: Actor) -> ScannedPage:
    """Not a page of signatures, or one that was scanned twice: its picture is destroyed."""
    _require_near(by, scanned.upload.region.path)
    kept = StoredFile.objects.filter(pk=scanned.picture_id).first()
    moved = advance(scanned, SCANNED["set_aside"], by=by)
    if kept is not None:
        drop_file(kept, by=by)
    return moved
