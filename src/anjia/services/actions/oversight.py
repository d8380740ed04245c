"""A second person over each case: for what its lead may not decide alone, and for what was missed.

Whoever leads a case does not supervise it. Where it has no supervisor, the others of the place and of those above are
asked to take the seat; where there is nobody, the administrator is, and the case's page says so.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, NotPermitted
from anjia.kernel.permissions import Actor
from anjia.services.actions.walled import note, walled
from anjia.services.enums import Duty, Verb
from anjia.services.messages import nudge, tell_of_lack
from anjia.services.models import Case, CaseMember
from anjia.services.permissions import duty_of, require_assigner
from anjia.services.queries import has_supervisor, supervisors_for


@walled
def oversee_case(case: Case, *, by: Actor) -> None:
    """Take the empty seat of its supervisor. Raises NotPermitted (barred, leads it), Conflict (taken, or closed)."""
    require_assigner(case, by)
    if duty_of(case, by.pk) == Duty.LEAD:
        raise NotPermitted(_("主办的人不能督导自己办的事。"), who=_("请另一位督导，或上级的督导。"))
    if case.closed_on or has_supervisor(case):
        raise Conflict(_("这件事已经有督导，或已办结。"))
    CaseMember.objects.filter(case=case, user_id=by.pk, ended_at__isnull=True).update(ended_at=timezone.now())
    CaseMember.objects.create(case=case, user_id=by.pk, duty=Duty.SUPERVISOR, added_by_id=by.pk)
    note(Verb.ASSIGN, case, by=by, supervisor=str(by.pk))


def call_supervisor(case: Case) -> None:
    """Ask for a supervisor where a case is led and has none, in the caller's transaction."""
    led = CaseMember.objects.filter(case=case, duty=Duty.LEAD, ended_at__isnull=True).exists()
    if not led or has_supervisor(case):
        return
    others = supervisors_for(case)
    if others:
        nudge(others)
    else:
        tell_of_lack(case.region_path)
