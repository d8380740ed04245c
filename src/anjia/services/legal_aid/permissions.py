"""Who does what with an application: who handles, who may say no, who looks at it afterwards."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.permissions import Actor
from anjia.services.enums import Duty
from anjia.services.legal_aid.enums import Verb
from anjia.services.legal_aid.models import LegalAidApplication
from anjia.services.permissions import require_member


def require_handler(application: LegalAidApplication, by: Actor) -> None:
    """The lead of the team."""
    require_member(application.case, by, Duty.LEAD, verb=Verb.HANDLE)


def require_denier(application: LegalAidApplication, by: Actor) -> None:
    """The supervisor: whoever examines does not refuse alone."""
    require_member(application.case, by, Duty.SUPERVISOR, verb=Verb.DENY)


def require_other(application: LegalAidApplication, by: Actor) -> None:
    """Somebody of the team who did not take the decision that is objected to."""
    require_member(application.case, by, verb=Verb.REVIEW)
    if application.decided_by_id is not None and application.decided_by_id == by.pk:
        raise NotPermitted(_("原决定是您作出的，答复由另一人登记。"), who=_("请主办，或请一位复查人登记。"))


def require_quality_reviewer(application: LegalAidApplication, by: Actor) -> None:
    """The supervisor, or a reviewer asked in; never whoever led it."""
    require_member(application.case, by, Duty.REVIEWER, Duty.SUPERVISOR, verb=Verb.REVIEW)
    led = application.case.members.filter(user_id=by.pk, duty=Duty.LEAD)
    if led.exists():
        raise NotPermitted(_("这件事是您主办的，不能由您评查。"), who=_("请督导，或请一位复查人评查。"))
