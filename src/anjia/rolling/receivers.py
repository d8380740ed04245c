"""What rolling management does when a family or its title changes below: in the same transaction."""

import uuid
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from anjia.documents import access
from anjia.documents.models import StoredFile
from anjia.honours.signals import titles_replaced
from anjia.households.models import Household
from anjia.households.signals import households_closed, households_merged, participation_withdrawn
from anjia.kernel.permissions import Actor
from anjia.rolling.actions import close_reviews, follow_titles, forget_reviews, merge_titles
from anjia.rolling.actions.record import SCAN_KIND
from anjia.rolling.enums import Verb
from anjia.rolling.papers import FILE_KIND


def can_read_sheet(actor: Actor, stored: StoredFile) -> bool:
    """A review sheet stays with those who review there."""
    return actor.may(Verb.REVIEW, stored.region_path)


def can_read_document(actor: Actor, stored: StoredFile) -> bool:
    return actor.may(Verb.DOWNLOAD, stored.region_path)


access.register(SCAN_KIND, can_read_sheet)
access.register(FILE_KIND, can_read_document)


@receiver(participation_withdrawn, dispatch_uid="rolling.withdraw")
def withdraw(sender: Any, *, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    forget_reviews(ids, by=by)


@receiver(households_closed, dispatch_uid="rolling.close")
def close(sender: Any, *, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    close_reviews(ids, by=by)


@receiver(titles_replaced, dispatch_uid="rolling.follow")
def follow(sender: Any, *, ids: Collection[uuid.UUID], **kwargs: Any) -> None:
    follow_titles(ids)


@receiver(households_merged, dispatch_uid="rolling.merge")
def merge(sender: Any, *, keep: Household, gone: Household, by: Actor, **kwargs: Any) -> None:
    merge_titles(keep, gone, by=by)
