"""An invitation's name goes when its link has long been void (domain B10)."""

from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions.invitations import forget_invitations
from anjia.accounts.models import Invitation
from anjia.regions.enums import Rule
from anjia.regions.retention import Keeping, keep

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
