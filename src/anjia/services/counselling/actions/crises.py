"""When life is in danger: company, help, whoever is on duty; again within a day, until it has passed (A9-4)."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.queries import holders
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.services.actions import meet_clock, start_clock
from anjia.services.actions.walled import note, walled
from anjia.services.counselling.enums import Called, Verb
from anjia.services.counselling.models import Counselling, Crisis
from anjia.services.counselling.permissions import require_responder
from anjia.services.counselling.queries import on_duty
from anjia.services.counselling.workflow import COUNSELLING
from anjia.services.enums import Duty, Urgency
from anjia.services.enums import Verb as ServicesVerb
from anjia.services.messages import nudge
from anjia.services.models import Case, CaseMember
from anjia.services.permissions import duty_of, is_barred


@walled
def raise_crisis(
    counselling: Counselling,
    *,
    words: str,
    called: str,
    is_accompanied: bool = False,
    is_means_removed: bool = False,
    by: Actor,
) -> Crisis:
    """Say that life is in danger, and what was done at once. Whoever is on duty joins the team and is told.

    Raises Refused where nobody was called and nobody is there: then one calls first.
    """
    require_responder(counselling, by)
    if called not in Called.values or not words.strip():
        raise Refused(_("请写明情况，和马上联系了谁。"))
    if called == Called.NOBODY and not is_accompanied:
        raise Refused(_("没有人陪着的，请马上联系一个人再登记。"), who=_("拨打 120 或 110，不要让本人独处。"))
    counselling = advance(counselling, COUNSELLING["crisis"], by=by)
    duty = _call_duty(counselling.case, by)
    made = Crisis.objects.create(
        counselling=counselling,
        words=words.strip(),
        called=called,
        is_accompanied=is_accompanied,
        is_means_removed=is_means_removed,
        duty_id=duty,
        raised_by_id=by.pk,
    )
    Case.objects.filter(pk=counselling.case_id).update(urgency=Urgency.DANGER, updated_at=timezone.now())
    start_clock(counselling.case, Rule.CRISIS_CONTACT, start=timezone.now())
    above = holders(counselling.case.region_path, verb=ServicesVerb.ASSIGN)
    team = CaseMember.objects.filter(case=counselling.case, ended_at__isnull=True).values_list("user_id", flat=True)
    nudge([user for user in {*above, *team} if user != by.pk])
    return made


def _call_duty(case: Case, by: Actor) -> UUID | None:
    """Let whoever is on duty in, unless they must not know; the supervisor is told in any case."""
    row = on_duty(case)
    if row is None or is_barred(case, row.user_id):
        return None
    if row.user_id not in set(holders(case.region_path, verb=Verb.HANDLE)):
        return None
    if not duty_of(case, row.user_id):
        CaseMember.objects.create(case=case, user_id=row.user_id, duty=Duty.MEMBER, added_by_id=by.pk)
        note(ServicesVerb.ASSIGN, case, by=by, member=str(row.user_id), duty=Duty.MEMBER)
    return row.user_id


def _open(counselling: Counselling) -> Crisis:
    held = Crisis.objects.filter(counselling=counselling, settled_at__isnull=True).first()
    if held is None:
        raise Conflict(_("没有正在处置的危机。"))
    return held


@walled
def contact_again(counselling: Counselling, *, by: Actor) -> Crisis:
    """The person was reached again; the next time within a day."""
    require_responder(counselling, by)
    held = _open(counselling)
    now = timezone.now()
    Crisis.objects.filter(pk=held.pk).update(contacted_at=now, updated_at=now)
    meet_clock(counselling.case, Rule.CRISIS_CONTACT)
    start_clock(counselling.case, Rule.CRISIS_CONTACT, start=now)
    note(Verb.HANDLE, counselling.case, by=by, contacted=str(held.pk))
    held.refresh_from_db()
    return held


@walled
def settle_crisis(counselling: Counselling, *, words: str, by: Actor) -> Counselling:
    """It has passed: after the person was reached again, and with a word on how. Raises Refused otherwise."""
    require_responder(counselling, by)
    held = _open(counselling)
    if held.contacted_at is None:
        raise Refused(_("还没有再次联系本人，不能解除。"))
    if not words.strip():
        raise Refused(_("请写明怎样解除的，接下来谁陪着。"))
    counselling = advance(counselling, COUNSELLING["settle"], by=by)
    held.settled_words, held.settled_at = words.strip(), timezone.now()
    held.save()
    meet_clock(counselling.case, Rule.CRISIS_CONTACT)
    Case.objects.filter(pk=counselling.case_id).update(urgency="", updated_at=timezone.now())
    return counselling
