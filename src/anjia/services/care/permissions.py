"""What is asked of whoever acts in a case of care."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.services.care.enums import Verb
from anjia.services.care.models import CareCase, Volunteer
from anjia.services.enums import Duty
from anjia.services.people import judges_families
from anjia.services.permissions import require_member


def require_handler(care: CareCase, by: Actor) -> None:
    """The lead of the team; a closed case is at rest."""
    require_member(care.case, by, Duty.LEAD, verb=Verb.HANDLE)
    refuse_closed(care)


def require_helper(care: CareCase, by: Actor) -> None:
    """Anybody of the team: visits and calls are shared among them."""
    require_member(care.case, by, Duty.LEAD, Duty.MEMBER, verb=Verb.HANDLE)
    refuse_closed(care)


def refuse_judge(volunteer: Volunteer, path: str) -> None:
    """Raise Refused where the volunteer's phone is that of somebody who judges families in the place (frame F4)."""
    if judges_families(volunteer.phone, path):
        raise Refused(
            _("这位志愿者在那里评议家庭：去看望的人和评议家庭的人，不能是同一个人。"),
            who=_("请另请一位；本人不再评议家庭以后，可以再核查。"),
        )


def refuse_closed(care: CareCase) -> None:
    if care.case.closed_on:
        raise Conflict(_("这件事已办结，不能再安排。"), who=_("需要继续的，请先恢复办理。"))
