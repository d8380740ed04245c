"""The kinds of messages that belong to no slice in particular: a job that is over, a role that changes hands."""

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
TAKEN_OVER = Kind(
    "accounts.taken_over",
    _("接手了一项任职"),
    _("别人把任职移交给您时。"),
    title=_("您接手了%(place)s的%(role)s"),
    detail=_("点开看移交单：有哪些事还没办完"),
    duty=_("从这一刻起这些事归您办理。"),
)
HANDED_OVER = Kind(
    "accounts.handed_over",
    _("任职移交办完"),
    _("您的任职，或您管理的任职移交给别人时。"),
    title=_("%(place)s的%(role)s已移交"),
    detail=_("点开看移交单"),
)
COVER = Kind(
    "accounts.cover",
    _("请您代理"),
    _("同事请假期间由您代理时。"),
    title=_("请您代理%(place)s的%(role)s"),
    detail=_("%(first)s 至 %(last)s，到期自动结束"),
    duty=_("代理期间这些事由您办理。"),
)
register(JOB_DONE, JOB_FAILED, WEBHOOK_PAUSED, TAKEN_OVER, HANDED_OVER, COVER)
