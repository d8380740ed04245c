"""上传 and 对应列: take a file in, sealed; remember which column is what."""

import base64
from collections.abc import Mapping
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import BatchState, Verb
from anjia.households.models import ImportBatch, ImportUpload
from anjia.households.roster import find_headers, read_workbook
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.regions.models import Region

NO_HEADER = _("没有找到名册的表头。请检查表中是否有“户主姓名”“家庭住址”“同意参加”等列名，或下载样例文件照填。")


@transaction.atomic
def upload_roster(data: bytes, *, name: str, region: Region, by: Actor) -> ImportBatch:
    """Open a batch for a file that can be read. Raises Refused with the reason, NotPermitted outside the scope."""
    require(by, Verb.IMPORT, region.path)
    if not find_headers(read_workbook(data, name)):
        raise Refused(NO_HEADER)
    shown = PurePath(name.replace("\\", "/")).name[:120]
    batch = ImportBatch.objects.create(region=region, file_name=shown, uploaded_by_id=by.pk)
    ImportUpload.objects.create(batch=batch, name=shown, content=base64.b64encode(data).decode())
    audit.record(Verb.IMPORT, batch, by=by, after={"state": batch.state, "bytes": len(data)}, region_path=region.path)
    return batch


def choose_columns(batch: ImportBatch, *, columns: Mapping[str, Mapping[str, str]], by: Actor) -> ImportBatch:
    """Keep what the user said of each header: fingerprint to {column: field}."""
    return keep(batch, by=by, columns=dict(columns))


def keep(batch: ImportBatch, *, by: Actor, **values: object) -> ImportBatch:
    """Set columns of a batch that still waits. Raises Conflict once it is confirmed."""
    require(by, Verb.IMPORT, batch.region.path)
    if not ImportBatch.objects.filter(pk=batch.pk, state=BatchState.UPLOADED).update(**values):
        raise Conflict(_("这次导入已经确认或放弃，不能再改。请刷新后查看。"))
    batch.refresh_from_db()
    return batch
