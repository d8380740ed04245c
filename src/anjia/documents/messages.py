"""What people are told about lists that leave: places and figures."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import tell
from anjia.accounts.messages import Kind, register
from anjia.accounts.queries import holders
from anjia.documents.enums import Verb
from anjia.documents.models import ExportRequest
from anjia.kernel.models import Job
from anjia.kernel.permissions import Actor
from anjia.web import progress

EXPORT = Kind(
    "documents.export_to_approve",
    _("导出申请待批准"),
    _("有人申请导出一百人以上的名单时。"),
    title=_("%(place)s有一份 %(n)d 项的导出申请待批准"),
    detail=_("由申请人以外的人批准"),
    duty=_("大批名单须两人经手。"),
)
register(EXPORT)


def tell_export(request: ExportRequest, *, by: Actor) -> None:
    """Tell those who may approve it, but for the person who asked."""
    tell(
        holders(request.region.path, verb=Verb.APPROVE_EXPORT),
        EXPORT.name,
        key=str(request.pk),
        url=reverse("documents:export_approve", args=[request.pk]),
        facts={"place": request.region.name, "n": request.persons},
        but=by,
    )


def exports_page(job: Job) -> str:
    """Where the file is taken: a download is a form, because it is noted."""
    return reverse("documents:export_list")


progress.register("documents.export", progress.JobPage(_("导出名单"), exports_page, _("去下载")))
