"""What follows when a family withdraws, closes, is merged, or when its certificate is exchanged (domain F1, B10)."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from anjia.evaluations.permissions import Consequence
from anjia.honours.enums import HELD, TitleKind
from anjia.honours.models import Title
from anjia.honours.workflow import TITLE
from anjia.households.models import Household
from anjia.households.rehoming import rehome
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many
from anjia.programmes.actions import move_holds
from anjia.rolling.enums import ReviewState
from anjia.rolling.models import (
    Rectification,
    RenewalEntry,
    ReviewFinding,
    ReviewRecusal,
    Revocation,
    TitleReview,
)
from anjia.rolling.models.rectification import UNDER_WAY
from anjia.rolling.models.revocation import LIVE
from anjia.rolling.workflow import RECTIFICATION, REVIEW, REVOCATION


@transaction.atomic
def lapse(titles: QuerySet[Title], *, by: Actor) -> None:
    """Whatever runs about these titles ends, without a result."""
    actor, chosen = Consequence(by), titles.order_by().values("pk")
    reviews = TitleReview.objects.filter(title__in=chosen, state=ReviewState.PLANNED)
    advance_many(reviews, REVIEW["lapse"], by=actor)
    advance_many(Revocation.objects.filter(title__in=chosen, state__in=LIVE), REVOCATION["lapse"], by=actor)
    running = Rectification.objects.filter(title__in=chosen, state__in=UNDER_WAY)
    advance_many(running, RECTIFICATION["lapse"], by=actor, set={"settled_at": timezone.now()})


@transaction.atomic
def forget_reviews(household_ids: Collection[uuid.UUID], *, by: Actor) -> None:
    """Families that withdrew: what runs ends, and no word of what was seen or said stays."""
    ids = list(household_ids)
    lapse(Title.objects.filter(household__in=ids), by=by)
    ReviewFinding.objects.filter(household__in=ids).delete()
    ReviewRecusal.objects.filter(household__in=ids).delete()
    TitleReview.objects.filter(household__in=ids).exclude(note="").update(note="")
    Revocation.objects.filter(household__in=ids).update(reason="", words="", version=F("version") + 1)


@transaction.atomic
def close_reviews(household_ids: Collection[uuid.UUID], *, by: Actor) -> None:
    """Families that are here no more: nothing is held against them, the title ends with its term."""
    theirs = Title.objects.filter(household__in=list(household_ids))
    lapse(theirs, by=by)
    advance_many(theirs.filter(kind=TitleKind.SAFE_FAMILY), TITLE["keep"], by=Consequence(by))


@transaction.atomic
def follow_titles(ids: Collection[uuid.UUID]) -> None:
    """Certificates were exchanged: reviews and what came of them, and what stands still, go on with the new titles."""
    new = Title.objects.filter(replaces_id=OuterRef("title_id")).order_by().values("pk")[:1]
    for model in (TitleReview, Rectification, Revocation, RenewalEntry):
        model._default_manager.filter(title__in=list(ids)).update(title=Subquery(new))
    followers = Title.objects.filter(replaces_id__in=list(ids)).order_by()
    move_holds(dict(followers.values_list("replaces_id", "pk")))


@transaction.atomic
def merge_titles(keep: Household, gone: Household, *, by: Actor) -> None:
    """Two rows were one family: one title is left, the one that ends last; what was said of both stays with it."""
    held = Title.objects.filter(household__in=[keep.pk, gone.pk], kind=TitleKind.SAFE_FAMILY, state__in=HELD)
    extra = list(held.order_by("-valid_to", "-pk").values_list("pk", flat=True))[1:]
    lapse(Title.objects.filter(pk__in=extra), by=by)
    advance_many(
        Title.objects.filter(pk__in=extra),
        TITLE["supersede"],
        by=Consequence(by),
        set={"superseded_at": timezone.now(), "head_name": ""},
    )
    known = ReviewRecusal.objects.filter(household=keep).order_by().values("user")
    rows: list[QuerySet[Any]] = [
        ReviewRecusal.objects.filter(household=gone).exclude(user__in=known),
        *(model._default_manager.filter(household=gone) for model in _MOVED),
    ]
    for chosen in rows:
        rehome(chosen, keep.pk)


_MOVED: tuple[Any, ...] = (ReviewFinding, Revocation, Rectification, TitleReview, RenewalEntry)
