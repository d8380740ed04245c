"""Who answers an appeal: chosen by the machine among those who took no part, the level above where nobody is left."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import Membership
from anjia.appeals.enums import OPEN, AppealState, RecusedFor, Verb
from anjia.appeals.messages import tell_assigned, tell_nobody_left
from anjia.appeals.models import Appeal, AppealRecusal
from anjia.appeals.permissions import require_outsider
from anjia.appeals.queries import everybody_deciding, next_decider
from anjia.appeals.workflow import APPEAL
from anjia.evaluations.permissions import Consequence
from anjia.households.queries.kin import kin_among
from anjia.kernel.permissions import SYSTEM, Actor, grants
from anjia.kernel.scope import contains
from anjia.kernel.workflow import advance
from anjia.programmes.adverse import Adverse


def note_recusals(appeal: Appeal, adverse: Adverse) -> None:
    """Write down who may not decide it: whoever took part, and whoever belongs to the family by the registry."""
    took_part = adverse.step.took_part(adverse)
    kin = kin_among([appeal.household_id], everybody_deciding(appeal.region.path)).get(appeal.household_id, set())
    reasons = dict.fromkeys(kin, RecusedFor.KIN) | dict.fromkeys(took_part, RecusedFor.TOOK_PART)
    AppealRecusal.objects.bulk_create(
        [
            AppealRecusal(household_id=appeal.household_id, appeal=appeal, user_id=pk, reason=reason)
            for pk, reason in sorted(reasons.items(), key=lambda pair: str(pair[0]))
        ],
        ignore_conflicts=True,
    )


def assign(appeal: Appeal, *, by: Actor) -> Appeal:
    """Give it to somebody; where nobody is left at any level it waits, and the highest level is told."""
    but = set(appeal.recusals.values_list("user_id", flat=True))
    person = next_decider(appeal, but=but)
    if person is None:
        tell_nobody_left(appeal)
        return appeal
    assigned: Appeal = advance(appeal, APPEAL["assign"], by=Consequence(by), set={"assigned_to": person.pk})
    tell_assigned(assigned, person)
    return assigned


@transaction.atomic
def step_aside(appeal: Appeal, *, by: Actor) -> Appeal:
    """Whoever was asked to answer says that they, or their kin, have to do with it: somebody else is asked."""
    require_outsider(by, appeal)
    AppealRecusal.objects.get_or_create(
        household_id=appeal.household_id, appeal=appeal, user_id=by.pk, defaults={"reason": RecusedFor.KIN}
    )
    note, nobody = str(_("本人申明回避")), {"assigned_to": None}
    freed: Appeal = advance(appeal, APPEAL["step_aside"], by=by, note=note, set=nobody)
    return assign(freed, by=by)


@transaction.atomic
def reassign_orphans() -> int:
    """Appeals of people who left their role, and those for which nobody had been left: once a day by the machine."""
    moved = 0
    waiting = Appeal.objects.filter(state__in=OPEN).select_related("region", "assigned_to").order_by("due_on", "pk")
    for appeal in waiting:
        if appeal.assigned_to_id is not None:
            if _still_decides(appeal):
                continue
            appeal = advance(appeal, APPEAL["step_aside"], by=SYSTEM, set={"assigned_to": None})
        moved += assign(appeal, by=SYSTEM).state == AppealState.ASSIGNED
    return moved


def _still_decides(appeal: Appeal) -> bool:
    roles = grants.roles_with(Verb.DECIDE)
    held = Membership.objects.in_force().filter(user=appeal.assigned_to_id, role__in=roles, user__is_active=True)
    return any(contains(path, appeal.region.path) for path in held.values_list("region__path", flat=True))
