"""Scores are forgotten when their time is over: the result stays, without what it was made of (domain B10)."""

import uuid
from collections.abc import Collection

from django.db import transaction

from anjia.evaluations.models import Ballot, BlindBallot, Candidacy, DrawnFamily, Opinion, Recusal, SpotCheck
from anjia.kernel.permissions import Actor


@transaction.atomic
def forget_scores(ids: Collection[uuid.UUID], by: Actor) -> int:
    """Ballots, what blind raters gave, who stepped aside, and the words of the steps go; returns how many ballots.

    `by` is only ever the night's routine, which notes it in the trail.
    """
    Recusal.objects.filter(candidacy__in=ids).delete()
    BlindBallot.objects.filter(candidacy__in=ids).delete()
    draws = SpotCheck.objects.order_by().values("pk")
    DrawnFamily.objects.filter(candidacy__in=ids, check_of__in=draws).update(first_sums=())
    Opinion.objects.filter(candidacy__in=ids).exclude(note="").update(note="")
    Candidacy.objects.filter(pk__in=ids).update(score_sums=(), alternatives="")
    return int(Ballot.objects.filter(candidacy__in=ids).delete()[1].get(Ballot._meta.label, 0))
