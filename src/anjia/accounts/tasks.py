"""What the clock of the site does for accounts.

Whoever left is forgotten three years later: name, number, password, and what hung on the account (domain B10).
"""

from typing import Any

from django.db.models import Case, DateField, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import forget_messages, forget_sign_ins
from anjia.accounts.actions.closing import FORGOTTEN, forget_accounts
from anjia.accounts.actions.invitations import forget_invitations
from anjia.accounts.actions.webhooks import JOB, deliver_due
from anjia.accounts.models import Invitation, Membership, User
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


def left() -> QuerySet[User]:
    """People without a role any more, or with a closed account, with the day from which that is so and their place."""
    theirs = Membership.objects.filter(user=OuterRef("pk")).order_by(F("ends_on").desc(nulls_first=True), "pk")
    last = Subquery(theirs.exclude(ends_on=None).values("ends_on")[:1])
    runs = theirs.exclude(ends_on__lte=timezone.localdate())
    ended = Coalesce(last, TruncDate("created_at"))
    day = Case(When(Exists(runs), then=TruncDate("updated_at")), default=ended, output_field=DateField())
    place = Coalesce(Subquery(theirs.values("region__path")[:1]), Value(""))
    gone = User.objects.exclude(display_name=FORGOTTEN).annotate(left_on=day, left_at=place)
    return gone.exclude(Exists(runs), is_active=True)


keep(
    Keeping(
        key="accounts.left",
        what=_("离任人员的账号"),
        since=_("最后一个角色结束的那一天；账号已停用的，从停用那一天"),
        goes=_("姓名、手机号码或工号、密码、通行密钥、收件和保存的筛选删去；办理记录只留编号"),
        rule=Rule.KEEP_ACCOUNTS,
        rows=left,
        clock="left_on",
        place="left_at",
        destroy=forget_accounts,
    )
)
# An invitation's name goes when its link has long been void.
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
