"""What appeals do when a family below leaves or turns out to be another row: in the same transaction."""

import uuid
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from anjia.appeals.actions import forget_appeals
from anjia.appeals.enums import OPEN
from anjia.appeals.models import Appeal, AppealRecusal
from anjia.appeals.permissions import recusal_of, stands_above
from anjia.appeals.queries import visible_to
from anjia.appeals.workflow import APPEAL
from anjia.documents import access
from anjia.documents.models import StoredFile
from anjia.evaluations.permissions import Consequence
from anjia.households.models import Household
from anjia.households.rehoming import rehome
from anjia.households.signals import households_merged, participation_withdrawn
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many

CHUNK = 900
ANSWER_KIND, SCAN_KIND = "appeals.answer", "appeals.scan"


@receiver(participation_withdrawn, dispatch_uid="appeals.leave")
def leave(sender: Any, *, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    """Nobody answers a family that has left, and no word of what it contested stays; its holds went already."""
    wanted = list(ids)
    for start in range(0, len(wanted), CHUNK):
        theirs = Appeal.objects.filter(household__in=wanted[start : start + CHUNK])
        advance_many(theirs.filter(state__in=OPEN), APPEAL["take_back"], by=Consequence(by))
        forget_appeals(list(theirs.order_by().values_list("pk", flat=True)), by)


@receiver(households_merged, dispatch_uid="appeals.merge")
def merge(sender: Any, *, keep: Household, gone: Household, **kwargs: Any) -> None:
    held = {(a.step, a.object_id) for a in Appeal.objects.filter(household=keep).only("step", "object_id")}
    theirs = [a.pk for a in Appeal.objects.filter(household=gone) if (a.step, a.object_id) not in held]
    recusals = AppealRecusal.objects.filter(appeal__in=theirs)
    rehome(recusals, keep.pk)
    rehome(Appeal.objects.filter(pk__in=theirs), keep.pk)


def can_read_answer(actor: Actor, stored: StoredFile) -> bool:
    """Whoever sees the appeal sees what it was answered."""
    return visible_to(actor).filter(pdf_file_id=stored.pk).exists() or (
        visible_to(actor).filter(word_file_id=stored.pk).exists()
    )


def can_read_scan(actor: Actor, stored: StoredFile) -> bool:
    """The paper itself: who answers it, and who wrote it down."""
    appeal = visible_to(actor).filter(scan_file_id=stored.pk).first()
    if appeal is None:
        return False
    return appeal.recorded_by_id == actor.pk or (stands_above(actor, appeal) and recusal_of(actor, appeal) is None)


access.register(ANSWER_KIND, can_read_answer)
access.register(SCAN_KIND, can_read_scan)
