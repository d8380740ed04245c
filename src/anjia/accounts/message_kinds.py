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
register(JOB_DONE, JOB_FAILED)
