"""What other systems hear of notices: ids, dates and figures; of an objection that it was answered, never what."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from anjia.accounts.actions.webhooks import announce
from anjia.notices.models import Objection, PublicNotice
from anjia.notices.signals import notice_published, notice_taken_down, notices_ended, objection_answered


def _announce(kind: str, notice: PublicNotice) -> None:
    if notice.cycle.is_rehearsal:
        return
    figures = {"families": notice.families, "batch": notice.batch, "year": notice.cycle.year}
    days = {"starts_on": notice.starts_on, "ends_on": notice.ends_on}
    told = figures | {name: day.isoformat() for name, day in days.items() if day}
    announce(kind, object_id=notice.pk, region_path=notice.region.path, **told)


@receiver(notice_published, dispatch_uid="notices.announce_published")
def published(sender: Any, *, notice: PublicNotice, **kwargs: Any) -> None:
    _announce("notice_published", notice)


@receiver(notice_taken_down, dispatch_uid="notices.announce_taken_down")
def taken_down(sender: Any, *, notice: PublicNotice, **kwargs: Any) -> None:
    _announce("notice_taken_down", notice)


@receiver(notices_ended, dispatch_uid="notices.announce_ended")
def ended(sender: Any, *, notices: Iterable[PublicNotice], **kwargs: Any) -> None:
    for notice in notices:
        _announce("notice_ended", notice)


@receiver(objection_answered, dispatch_uid="notices.announce_answered")
def answered(sender: Any, *, objection: Objection, **kwargs: Any) -> None:
    notice = objection.notice
    if not notice.cycle.is_rehearsal:
        announce("objection_answered", object_id=objection.pk, region_path=notice.region.path, notice=str(notice.pk))
