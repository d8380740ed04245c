"""The way out for messages: a channel (SMS, mail, a work chat) is registered here; Anjia itself ships none.

What leaves says how many things wait and where, and nothing else: no place, no kind, no name (experience 15, 25).
"""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import translation
from django.utils.translation import ngettext

from anjia.accounts.models import User


@dataclass(frozen=True)
class Outgoing:
    """One text for one person."""

    user_id: uuid.UUID
    text: str


Channel = Callable[[list[Outgoing]], None]
channels: list[Channel] = []


def words(waiting: int, language: str) -> str:
    """您有 1 件事待办，请登录查看：https://…"""
    with translation.override(language):
        text = ngettext("您有 %(n)d 件事待办，请登录查看：%(url)s", "您有 %(n)d 件事待办，请登录查看：%(url)s", waiting)
        return text % {"n": waiting, "url": settings.SITE_URL}


def nudge(user_ids: Collection[uuid.UUID]) -> None:
    """Once the transaction is through, hand every channel a text for each person with something unread."""
    if channels and user_ids:
        transaction.on_commit(partial(_hand_out, list(user_ids)))


def _hand_out(user_ids: list[uuid.UUID]) -> None:
    waiting = User.objects.filter(pk__in=user_ids, inbox__read_at__isnull=True).order_by("pk")
    counted = waiting.annotate(unread=Count("inbox")).values_list("pk", "language", "unread")
    texts = [Outgoing(pk, words(unread, language)) for pk, language, unread in counted]
    for channel in channels:
        channel(texts)
