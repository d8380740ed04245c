"""Lists that were asked for are not kept beyond their use (domain B10, B11)."""

from django.utils.translation import gettext_lazy as _

from anjia.documents.actions.exports import forget_exports
from anjia.documents.models import ExportRequest
from anjia.regions.enums import Rule
from anjia.regions.retention import Keeping, keep

keep(
    Keeping(
        key="documents.exports",
        what=_("导出的名单文件"),
        since=_("提出导出的那一天"),
        goes=_("文件和申请一起销毁；谁导出过什么，操作记录里查得到"),
        rule=Rule.KEEP_EXPORTS,
        rows=ExportRequest.objects.all,
        clock="created_at__date",
        place="region__path",
        destroy=forget_exports,
    )
)
