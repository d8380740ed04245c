"""The recycle bin: what may come back, told by the slices that own it; emptied after thirty days (experience 5).

Consents, audit events and issued documents are never deleted, so they never stand here; a withdrawal is no deletion.
"""

import json
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.context import rehearsing, request_id
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.schedules import every
from anjia.kernel.scope import under_any
from anjia.web.enums import Verb
from anjia.web.models import BinEntry

KEPT = timedelta(days=30)
UNDO = timedelta(minutes=5)


@dataclass(frozen=True)
class Restorable:
    """A kind of thing that can come back. `verb` is needed where it stood; empty for what is one's own alone.

    `restore(content, by)` brings it back and answers where it is now; it raises Refused with what prevents it.
    `forget(content)` destroys what only the bin still held of it, such as a file, once nobody can bring it back.
    """

    kind: str
    label: str | Promise
    verb: str
    restore: Callable[[dict[str, Any], Any], str]
    forget: Callable[[dict[str, Any]], None] | None = None


kinds: dict[str, Restorable] = {}


def register(kind: Restorable) -> None:
    """Called from `apps.py` or `receivers` by the slice that deletes."""
    kinds[kind.kind] = kind


def discard(
    kind: str,
    *,
    title: str,
    content: dict[str, Any],
    by: Actor,
    region_path: str = "",
    household_id: uuid.UUID | None = None,
) -> BinEntry | None:
    """Put into the bin what an action is about to delete, in its transaction. `title` is masked already.

    A rehearsal keeps nothing: it is thrown away whole.
    """
    if rehearsing.get():
        return None
    return BinEntry.objects.create(
        kind=kind,
        title=title,
        content=json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False),
        user_id=by.pk,
        region_path=region_path,
        household_id=household_id,
        request_id=request_id.get(),
    )


def visible_to(user: Any) -> QuerySet[BinEntry]:
    """What this user may bring back: where they hold the verb of its kind, or their own."""
    seen = Q(pk__in=[])
    for kind in kinds.values():
        own = Q(kind=kind.kind, user_id=user.pk)
        seen |= Q(kind=kind.kind) & under_any("region_path", user.scopes(kind.verb)) if kind.verb else own
    return BinEntry.objects.filter(seen, created_at__gte=timezone.now() - KEPT)


@transaction.atomic
def restore_entry(entry: BinEntry, *, by: Actor) -> str:
    """Bring something back; answers where it is now. Raises Refused where its place is taken or gone."""
    kind = kinds[entry.kind]
    if kind.verb:
        require(by, kind.verb, entry.region_path)
    elif entry.user_id != by.pk:
        raise Refused(_("只能恢复自己删除的内容。"))
    if not BinEntry.objects.select_for_update().filter(pk=entry.pk).exists():
        raise Conflict(_("这一项已经恢复过了。"))
    location = kind.restore(json.loads(entry.content), by)
    audit.record(Verb.RESTORE, entry, by=by, after={"kind": entry.kind}, region_path=entry.region_path)
    BinEntry.objects.filter(pk=entry.pk).delete()
    return location


def undo(entry: BinEntry, *, by: Actor) -> str:
    """Take back at once what one has just removed oneself. Raises Refused after five minutes."""
    if entry.user_id != by.pk or timezone.now() - entry.created_at > UNDO:
        raise Refused(_("撤销的时间已过。"), who=_("30 天内仍可以在回收站里恢复。"))
    return restore_entry(entry, by=by)


def of_this_request(user_id: Any) -> BinEntry | None:
    """What the request at hand has put into the bin; its page offers to undo it."""
    return BinEntry.objects.filter(user_id=user_id, request_id=request_id.get()).first() if request_id.get() else None


@transaction.atomic
def empty_for(household_ids: Collection[uuid.UUID]) -> int:
    """Erasing a family erases what the bin holds of it. Returns how many entries went."""
    return _drop(BinEntry.objects.filter(household_id__in=household_ids))


@every(minutes=60, name="web.empty_bin")
@transaction.atomic
def empty_bin() -> None:
    """Drop what nobody brought back within thirty days."""
    _drop(BinEntry.objects.filter(created_at__lt=timezone.now() - KEPT))


def _drop(entries: QuerySet[BinEntry]) -> int:
    """Entries that nobody can bring back any more go, with what they alone held."""
    for name, kind in kinds.items():
        if kind.forget:
            for entry in entries.filter(kind=name).order_by("pk"):
                kind.forget(json.loads(entry.content))
    return int(entries.delete()[0])
