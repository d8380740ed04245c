"""What a rehearsal needs of the evaluation: the higher levels played by whoever rehearses, and leaving at once."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions.steps import give_opinion
from anjia.evaluations.enums import Outcome
from anjia.evaluations.models import Attendance, Candidacy, GroupMeeting
from anjia.evaluations.permissions import Consequence
from anjia.evaluations.steps import STEPS
from anjia.kernel.context import rehearsal
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.programmes.enums import Verb
from anjia.programmes.erasing import erase
from anjia.programmes.models import ProgrammeCycle


@transaction.atomic
def play_opinions(cycle: ProgrammeCycle, *, by: Actor) -> int:
    """Let village, federation and town say yes to every nominated family of a rehearsal; returns how many.

    In a real cycle each of them is somebody else's word: refused.
    """
    require(by, Verb.REHEARSE, cycle.region.path)
    if not cycle.is_rehearsal:
        raise Refused(_("三级意见由各级分别办理，只有演练可以代走。"))
    moved = 0
    with rehearsal():
        for rule in STEPS.values():
            waiting = Candidacy.objects.filter(cycle=cycle, state=rule.source)
            if waiting.exists():
                moved = len(give_opinion(waiting, rule.step, Outcome.ACCEPT, by=Consequence(by)))
    if not moved:
        raise Refused(_("还没有推举出来的家庭。"), who=_("请先开会、评分、推举。"))
    return moved


@transaction.atomic
def leave_rehearsals(household_ids: Collection[uuid.UUID]) -> None:
    """A family that withdraws is in no rehearsal any more either; nothing of it stays (frame F1)."""
    ids = list(household_ids)
    with rehearsal():
        if not ProgrammeCycle.objects.exists():
            return
        mine = list(Candidacy.objects.filter(household__in=ids).order_by().values_list("pk", flat=True))
        erase(Candidacy, Q(pk__in=mine))
        meetings = GroupMeeting.objects.order_by().values("pk")
        Attendance.objects.filter(meeting__in=meetings, household__in=ids).delete()
