"""What notices do when a family below says something: in the same transaction."""

import uuid
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from anjia.documents import access
from anjia.documents.models import StoredFile
from anjia.households.models import Household
from anjia.households.rehoming import rehome
from anjia.households.signals import (
    head_renamed,
    households_merged,
    participation_withdrawn,
    publication_changed,
)
from anjia.kernel.permissions import Actor
from anjia.notices.actions import correct_entries, leave_notices, publish_quarter, publish_star_year, refresh_names
from anjia.notices.actions.file_objection import PAPER_KIND
from anjia.notices.enums import Verb
from anjia.notices.messages import tell_answered
from anjia.notices.models import NoticeEntry, Objection
from anjia.notices.signals import objection_answered
from anjia.programmes.models import ProgrammeCycle
from anjia.stars.models import StarQuarter
from anjia.stars.signals import quarter_closed, quarter_corrected, year_published


def can_read_paper(actor: Actor, stored: StoredFile) -> bool:
    """Who objects is told to nobody but the investigator (frame F6)."""
    mine = any(stored.region_path.startswith(path) for path in actor.scopes(Verb.INVESTIGATE))
    return mine and not actor.may(Verb.PUBLISH, stored.region_path)


access.register(PAPER_KIND, can_read_paper)


@receiver(participation_withdrawn, dispatch_uid="notices.leave")
def leave(sender: Any, *, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    leave_notices(ids, by=by)


@receiver(publication_changed, dispatch_uid="notices.rename")
def rename(sender: Any, *, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    refresh_names(ids, by=by)


@receiver(head_renamed, dispatch_uid="notices.correct")
def correct(sender: Any, *, household: Household, after: str, by: Actor, **kwargs: Any) -> None:
    correct_entries(household, after, by=by)


@receiver(objection_answered, dispatch_uid="notices.tell_answered")
def answered(sender: Any, *, objection: Objection, by: Actor, **kwargs: Any) -> None:
    tell_answered(objection, by=by)


@receiver(households_merged, dispatch_uid="notices.merge")
def merge(sender: Any, *, keep: Household, gone: Household, **kwargs: Any) -> None:
    """Past notices of a row that is no more belong to the family it was."""
    shown = NoticeEntry.objects.filter(household=keep).order_by().values("notice")
    rehome(NoticeEntry.objects.filter(household=gone).exclude(notice__in=shown), keep.pk)


@receiver(quarter_closed, dispatch_uid="notices.quarter")
def put_up_quarter(sender: Any, *, quarter: StarQuarter, by: Actor, **kwargs: Any) -> None:
    publish_quarter(quarter, by=by)


@receiver(quarter_corrected, dispatch_uid="notices.quarter_again")
def put_up_quarter_again(sender: Any, *, quarter: StarQuarter, reason: str, by: Actor, **kwargs: Any) -> None:
    publish_quarter(quarter, by=by, reason=reason)


@receiver(year_published, dispatch_uid="notices.star_year")
def put_up_year(
    sender: Any, *, cycle: ProgrammeCycle, villages: Collection[str] | None, by: Actor, **kwargs: Any
) -> None:
    publish_star_year(cycle, by=by, villages=villages)
