"""What the clock of the site does for accounts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import forget_messages, forget_sign_ins
from anjia.accounts.actions.invitations import forget_invitations
from anjia.accounts.actions.webhooks import JOB, deliver_due
from anjia.accounts.models import Invitation
from anjia.kernel.jobs import Progress, job
from anjia.kernel.schedules import every
from anjia.regions.enums import Rule
from anjia.regions.retention import Keeping, keep

every(minutes=24 * 60, name="accounts.forget_messages")(forget_messages)
every(minutes=60, name="accounts.forget_sign_ins")(forget_sign_ins)
every(minutes=1, name="accounts.deliver_webhooks")(deliver_due)


@job(JOB)
def deliver_webhooks(progress: Progress, **arguments: Any) -> dict[str, Any]:
    """Send what is due now; what does not arrive comes back with the clock."""
    return {"sent": deliver_due()}


# An invitation's name goes when its link has long been void (domain B10).
keep(
    Keeping(
        key="accounts.invitations",
        what=_("邀请里的姓名和号码"),
        since=_("邀请链接失效的那一天"),
        goes=_("整条删去"),
        rule=Rule.KEEP_INVITATIONS,
        rows=Invitation.objects.all,
        clock="expires_at__date",
        place="region__path",
        destroy=forget_invitations,
    )
)
