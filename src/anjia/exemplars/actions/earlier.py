"""Plaques of earlier years from a list, with the serials they carry; taken back within seven days (domain A5-6)."""

import base64
import uuid
from collections.abc import Mapping
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.actions.plaques import award
from anjia.exemplars.earlier import PLAQUES, PlaqueRow, preview_of
from anjia.exemplars.enums import PlaqueState, Verb
from anjia.exemplars.models import Plaque, PlaqueImport
from anjia.exemplars.workflow import PLAQUE_IMPORT
from anjia.honours.actions.sign import verify_codes
from anjia.honours.enums import AdoptionState
from anjia.households.roster import find_headers, read_workbook
from anjia.kernel import audit
from anjia.kernel.bulk import insert_rows
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.regions.models import Region

NO_HEADER = _("没有找到表头。请检查表中是否有“户主姓名”“牌匾编号”“授牌日期”等列名，或下载样例照填。")
NOTHING = _("没有可以录入的牌匾：各行都已录入，或者有错误。请按提示改正后重新上传。")
DIFFERS = _("在您核对之后有了变化，要录入的块数已不同。请再看一遍预览后确认。")
COLUMNS = (
    "id", "created_at", "updated_at", "version", "household", "title", "region", "kind", "state", "head_name",
    "serial", "verify_code", "made_on", "given_on", "received_by", "replace_reason", "import_id",
)  # fmt: skip


@transaction.atomic
def upload_plaques(data: bytes, *, name: str, region: Region, by: Actor) -> PlaqueImport:
    """Take a list in, sealed. Raises Refused where it cannot be read, NotPermitted outside the scope."""
    require(by, Verb.MAKE_PLAQUE, region.path)
    if not find_headers(read_workbook(data, name), None, PLAQUES):
        raise Refused(NO_HEADER)
    batch = PlaqueImport.objects.create(
        region=region,
        file_name=PurePath(name.replace("\\", "/")).name[:120],
        content=base64.b64encode(data).decode(),
        uploaded_by_id=by.pk,
    )
    audit.record(Verb.MAKE_PLAQUE, batch, by=by, after={"state": batch.state}, region_path=region.path)
    return batch


def choose_plaque_columns(batch: PlaqueImport, *, columns: Mapping[str, Mapping[str, str]], by: Actor) -> PlaqueImport:
    """Keep what the user said of each header. Raises Conflict once the list is confirmed."""
    require(by, Verb.MAKE_PLAQUE, batch.region.path)
    if not PlaqueImport.objects.filter(pk=batch.pk, state=AdoptionState.UPLOADED).update(columns=dict(columns)):
        raise Conflict(_("这次录入已经确认或放弃，不能再改。请刷新后查看。"))
    batch.refresh_from_db()
    return batch


@transaction.atomic
def discard_plaques(batch: PlaqueImport, *, by: Actor) -> PlaqueImport:
    """Give a list up: its file is destroyed."""
    return advance(batch, PLAQUE_IMPORT["discard"], by=by, set={"content": ""})


@transaction.atomic
def confirm_plaques(batch: PlaqueImport, *, by: Actor, expected: int | None = None) -> PlaqueImport:
    """Enter the plaques as they hang, all or nothing.

    The list is read again under the place's lock; Conflict where it gives another number of plaques than `expected`.
    """
    require(by, Verb.MAKE_PLAQUE, batch.region.path)
    list(Region.objects.select_for_update().filter(pk=batch.region_id))
    seen = preview_of(batch)
    if not seen.rows:
        raise Refused(NOTHING)
    if expected is not None and len(seen.rows) != expected:
        raise Conflict(DIFFERS)
    told = {"entered_at": timezone.now(), "summary": seen.figures, "content": ""}
    entered = advance(batch, PLAQUE_IMPORT["confirm"], by=by, set=told)
    _enter(entered, seen.rows, by)
    award([row.title.household_id for row in seen.rows], by=by)
    return entered


def _enter(batch: PlaqueImport, rows: tuple[PlaqueRow, ...], by: Actor) -> None:
    """When a plaque was made nobody noted; it was there on the day on which it was given."""
    now = timezone.now()
    entered = [
        (
            uuid7(), now, now, 1, row.title.household_id, row.title.pk, row.title.region_id, row.title.kind,
            PlaqueState.GIVEN, row.title.head_name, row.serial, code, row.given_on, row.given_on, row.received_by, "",
            batch.pk,
        )
        for row, code in zip(rows, verify_codes(len(rows)), strict=True)
    ]  # fmt: skip
    insert_rows(Plaque, COLUMNS, entered)
    told = [
        (plaque[0], row.title.region.path, None, {"serial": row.serial})
        for plaque, row in zip(entered, rows, strict=True)
    ]
    audit.record_many(Verb.MAKE_PLAQUE, Plaque._meta.label_lower, told, by=by)


def untouched(batch: PlaqueImport) -> frozenset[uuid.UUID]:
    """The plaques of a list that nothing has happened to since: they go when it is taken back, the others stay."""
    rows = Plaque.objects.filter(import_id=batch.pk, state=PlaqueState.GIVEN, version=1)
    return frozenset(rows.order_by().values_list("pk", flat=True))


@transaction.atomic
def undo_plaques(batch: PlaqueImport, *, by: Actor) -> int:
    """Take a list back. Returns how many plaques went. Raises Refused after seven days, Conflict the second time."""
    if batch.state == AdoptionState.ADOPTED and not batch.can_be_undone:
        raise Refused(_("录入已超过 7 天，不能整批撤销。"), who=_("个别牌匾可以在登记簿里换发或注销。"))
    going, brought = untouched(batch), Plaque.objects.filter(import_id=batch.pk)
    figures = {"plaques": len(going), "kept": brought.count() - len(going)}
    advance(batch, PLAQUE_IMPORT["undo"], by=by, set={"summary": {**batch.summary, "undone": figures}})
    rows = brought.filter(pk__in=going)
    told = [
        (pk, path, {"serial": serial}, None)
        for pk, path, serial in rows.order_by("pk").values_list("pk", "region__path", "serial")
    ]
    audit.record_many(Verb.MAKE_PLAQUE, Plaque._meta.label_lower, told, by=by)
    rows.delete()
    return len(going)
