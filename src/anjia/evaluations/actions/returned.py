"""What becomes of a family that a step sent back: by the reason it was sent back for (experience 16)."""

import uuid

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import StepReason, Verb
from anjia.evaluations.models import Ballot, Candidacy, GroupMeeting, Opinion
from anjia.evaluations.workflow import CANDIDACY
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance, advance_many
from anjia.programmes.enums import HeldStep
from anjia.programmes.holds import standing

UNSCORED = {"score_sums": (), "total_half_points": 0, "raters_counted": 0, "verdict": "", "evaluated_on": None}
UNVOTED = {"votes_for": None, "voters_present": None}


def returned_for(reason: str) -> QuerySet[Candidacy]:
    """The candidacies that stand returned, by the reason of their last opinion."""
    last = Opinion.objects.filter(candidacy=OuterRef("pk")).order_by("-given_at", "-pk")
    returned = Candidacy.objects.filter(state=S.RETURNED).annotate(last_reason=Subquery(last.values("reason")[:1]))
    return returned.filter(last_reason=reason)


def take_up_returned(meeting: GroupMeeting, *, by: Actor) -> None:
    """At an opening: doubtful scores are given anew, a faulty procedure is voted on again.

    A family that contests its return waits for the answer: until then no ballot of it is thrown away.
    """
    waiting = standing(HeldStep.SCORING)
    here = {"cycle_id": meeting.cycle_id, "region_id": meeting.region_id}
    doubtful = returned_for(StepReason.CHECK_SCORES).filter(**here).exclude(pk__in=waiting)
    again = advance_many(
        _plain(doubtful), CANDIDACY["rescore"], by=by, set={"meeting": meeting.pk} | UNSCORED | UNVOTED
    )
    forget_ballots(again)
    faulty = returned_for(StepReason.PROCEDURE).filter(**here).exclude(pk__in=waiting)
    advance_many(_plain(faulty), CANDIDACY["vote_again"], by=by, set={"meeting": meeting.pk} | UNVOTED)


def _plain(candidacies: QuerySet[Candidacy]) -> QuerySet[Candidacy]:
    return Candidacy.objects.filter(pk__in=list(candidacies.order_by().values_list("pk", flat=True)))


def forget_ballots(candidacy_ids: list[uuid.UUID]) -> None:
    """Ballots that no longer count go; what stood in them stays in the trail."""
    Ballot.objects.filter(candidacy__in=candidacy_ids).delete()


@transaction.atomic
def resubmit_candidacy(candidacy: Candidacy, *, by: Actor, note: str = "") -> Candidacy:
    """The missing papers were supplied: the family goes to the village review again, with its score and its votes.

    Raises Refused where it was returned for another reason, which a new meeting must settle.
    """
    require(by, Verb.REGISTER, candidacy.region.path)
    missing_papers = returned_for(StepReason.INCOMPLETE).filter(pk=candidacy.pk).exists()
    if candidacy.state == S.RETURNED and not missing_papers:
        raise Refused(
            _("本户不是因“资料不全”退回的，补资料不能解决。"), who=_("请小组长再召开一次户长会议，重新评分或推举。")
        )
    return advance(candidacy, CANDIDACY["resubmit"], by=by, note=note)
