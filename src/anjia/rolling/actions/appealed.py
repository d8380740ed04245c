"""An appeal was upheld: a review or a revocation is undone, whatever happened since (domain A5-7, A5-8).

Whether it may be is decided above, by somebody who took no part.
"""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.permissions import Consequence
from anjia.honours.enums import TitleState
from anjia.honours.models import Title
from anjia.honours.signals import titles_restored
from anjia.kernel import audit
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.notices.actions import relist_results
from anjia.rolling.actions.record import keep_title
from anjia.rolling.enums import ReviewKind, ReviewState, RevocationState, Verb
from anjia.rolling.models import ReviewFinding, Revocation, TitleReview
from anjia.rolling.workflow import REVIEW, REVOCATION

NOTE = _("申诉成立")


@transaction.atomic
def strike_findings(review: TitleReview, findings: Collection[uuid.UUID], *, by: Actor) -> bool:
    """Drop the findings that were wrong. Where nothing is left, it counts no more and the title goes on.

    Returns whether the review was undone by it.
    """
    held = TitleReview.objects.select_for_update().get(pk=review.pk)
    found = ReviewFinding.objects.filter(review=held, household_id=held.household_id)
    wrong = [row.pk for row in found.order_by("pk") if row.pk in set(findings)]
    if not wrong or held.state != ReviewState.FAILED:
        return False
    ReviewFinding.objects.filter(household_id=held.household_id, pk__in=wrong).delete()
    left = found.count()
    before, after = {"findings": left + len(wrong)}, {"findings": left}
    audit.record(Verb.REVIEW, held, by=by, region_path=held.region.path, before=before, after=after, note=str(NOTE))
    if left:
        return False
    advance(held, REVIEW["undo"], by=Consequence(by), note=str(NOTE))
    title = Title.objects.select_for_update().get(pk=held.title_id)
    if title.state == TitleState.RECTIFYING:
        step = "pass_recheck" if held.kind == ReviewKind.RECHECK else "keep"
        keep_title(title, held.held_on or timezone.localdate(), by, step)
    return True


@transaction.atomic
def overturn_revocation(revocation: Revocation, *, by: Actor) -> Revocation:
    """The family keeps its title; one that was taken back already is given back, with its place in the result.

    Raises Conflict where the revocation is not, or no more, decided.
    """
    held = Revocation.objects.select_for_update().get(pk=revocation.pk)
    upheld = advance(held, REVOCATION["overturn"], by=Consequence(by), note=str(NOTE))
    title = Title.objects.select_for_update().get(pk=upheld.title_id)
    if title.state == TitleState.RECTIFYING:
        keep_title(title, timezone.localdate(), by, "keep")
    elif title.state == TitleState.REVOKED:
        _give_back(title, by)
    return upheld


def _give_back(title: Title, by: Actor) -> None:
    since = title.revoked_at
    back = keep_title(title, timezone.localdate(), by, "reinstate", revoked_at=None)
    relist_results({back.household_id: back.decision_id}, by=by)
    titles_restored.send(sender=Title, ids=[back.pk], since=since, by=by)


def stands(revocation: Revocation) -> bool:
    """Whether there is anything left to overturn."""
    return revocation.state in (RevocationState.APPROVED, RevocationState.EXECUTED)
