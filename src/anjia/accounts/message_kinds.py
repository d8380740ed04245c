"""The kinds of messages that belong to no slice in particular: a job that is over."""

from django.utils.translation import gettext_lazy as _

from anjia.accounts.messages import Kind, register

JOB_DONE = Kind(
    "accounts.job_done",
    _("后台任务办完"),
    _("您提交的导入、导出、打印办完时。"),
    title=_("%(what)s：已办完"),
    detail=_("点开看结果"),
)
JOB_FAILED = Kind(
    "accounts.job_failed",
    _("后台任务没有办成"),
    _("您提交的导入、导出、打印没有办成时。"),
    title=_("%(what)s：没有办成"),
    detail=_("点开看原因，可以再试一次"),
    duty=_("没有办成的事要由您重新办理。"),
)
WEBHOOK_PAUSED = Kind(
    "webhook_paused",
    _("推送暂停"),
    _("您登记的推送地址连续送不到、已经暂停时。"),
    title=_("%(place)s的推送连续 %(misses)s 次没有送到，已经暂停"),
    detail=_("请和对方的管理员核对地址，再恢复推送"),
    duty=_("没有送到的事项要由您恢复。"),
)
register(JOB_DONE, JOB_FAILED, WEBHOOK_PAUSED)
