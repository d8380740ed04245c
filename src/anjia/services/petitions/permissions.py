"""What the law asks of whoever answers: three answers, three people."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.permissions import Actor
from anjia.services.enums import Duty
from anjia.services.permissions import require_member
from anjia.services.petitions.enums import Verb
from anjia.services.petitions.models import Petition, PetitionAnswer


def require_handler(petition: Petition, by: Actor) -> None:
    """The lead of the team."""
    require_member(petition.case, by, Duty.LEAD, verb=Verb.HANDLE)


def require_reviewer(petition: Petition, by: Actor) -> None:
    """Somebody of the team who gave none of the answers before, and did not lead the handling."""
    require_member(petition.case, by, Duty.REVIEWER, Duty.SUPERVISOR, verb=Verb.REVIEW)
    if PetitionAnswer.objects.filter(petition=petition, answered_by_id=by.pk).exists():
        raise NotPermitted(
            _("先前的答复是您作出的，不能再由您复查或复核。"), who=_("请主办或督导另请一位复查（复核）人。")
        )
