"""Need to know: a role opens no case; membership of its team does, and being barred from it shuts it for good."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.services.enums import Duty, Material, Verb
from anjia.services.kinds import kind_of
from anjia.services.models import Case, CaseBar, CaseFile, CaseMember

WHO = _("请联系这件事的督导。")
LEADING = (Duty.LEAD, Duty.SUPERVISOR)


def is_barred(case: Case, user_id: UUID | None) -> bool:
    return CaseBar.objects.filter(case=case, user_id=user_id).exists()


def duty_of(case: Case, user_id: UUID | None) -> str:
    """What somebody does in the team today; empty for everybody else."""
    held = CaseMember.objects.filter(case=case, user_id=user_id, ended_at__isnull=True)
    return held.values_list("duty", flat=True).first() or ""


def require_member(case: Case, by: Actor, *duties: str, verb: str = Verb.WORK) -> None:
    """Raise NotPermitted unless the actor holds the verb there today, is in the team with one of the duties, and is
    not barred. Whoever's role ended yesterday is out, whatever the team says.
    """
    if by is SYSTEM:
        return
    require(by, verb, case.region_path)
    duty = duty_of(case, by.pk)
    if is_barred(case, by.pk) or not duty or (duties and duty not in duties):
        raise NotPermitted(_("只有这件事的办理团队可以这样做。"), who=WHO)


def may_end(duty: str, member: CaseMember, user: Actor) -> bool:
    """Whether somebody of the team with this duty may end a membership: their own, or another's as leader. Nobody but a
    supervisor sends a supervisor away: else whoever is supervised chooses by whom.
    """
    if member.user_id == user.pk:
        return True
    return duty in ((Duty.SUPERVISOR,) if member.duty == Duty.SUPERVISOR else LEADING)


def may_read_notes(case: Case, duty: str) -> bool:
    """Whether somebody with this duty reads and writes the notes; some kinds keep them to few (domain A9-4)."""
    few = kind_of(case.kind).notes_for
    return not few or duty in few


def may_read_paper(file: CaseFile, duty: str) -> bool:
    """What is brought to a case is read like its notes; what is set for it here, by the whole team."""
    return file.kind not in Material.values or may_read_notes(file.case, duty)


def require_note_keeper(case: Case, by: Actor) -> None:
    require_member(case, by, verb=Verb.KEEP_RECORD)
    if by is not SYSTEM and not may_read_notes(case, duty_of(case, by.pk)):
        raise NotPermitted(_("这件事的记录只有主办和督导看、写。"), who=WHO)


def require_assigner(case: Case, by: Actor) -> None:
    """Whoever gives out the cases of the place, and is not what this one is about."""
    require(by, Verb.ASSIGN, case.region_path)
    if is_barred(case, by.pk):
        raise NotPermitted(_("这件事您须回避。"), who=_("请由其他督导办理。"))


def require_fit(case: Case, person: User) -> None:
    """Raise Refused for somebody to whom the case may not be given."""
    if is_barred(case, person.pk):
        raise Refused(_("“%(person)s”须回避这件事，不能参加办理。") % {"person": person}, who=_("请另选一人。"))
    if not person.may(Verb.WORK, case.region_path):
        raise Refused(
            _("“%(person)s”在这个地方没有权益服务的角色，不能接手。") % {"person": person},
            who=_("请另选一人，或先请系统管理员授予角色。"),
        )
