"""What the list of scanned sheets shows of an upload."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.households.models import ScanUpload
from anjia.web.columns import Column


def _waits(upload: ScanUpload) -> str:
    if not upload.read_at:
        return str(_("正在识别"))
    return str(_("%(n)s 页") % {"n": upload.waiting}) if upload.waiting else str(_("都办完了"))


SCAN_COLUMNS = (
    Column(
        "at",
        _("上传时间"),
        "created_at",
        href=lambda upload: reverse("households:scan", args=[upload.pk]),
        is_essential=True,
    ),
    Column("place", _("村（社区）"), "region.name"),
    Column("pages", _("页数"), "pages", is_figure=True, share=1),
    Column(
        "waiting",
        _("待核对"),
        _waits,
        tone=lambda upload: "due" if not upload.read_at or upload.waiting else "done",
    ),
)
