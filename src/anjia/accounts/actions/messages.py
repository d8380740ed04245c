"""Telling people something, and what they do with what they were told (experience 15)."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts import messages, outgoing
from anjia.accounts.messages import Fact
from anjia.accounts.models import Message, MutedKind, User
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.permissions import Actor

KEEP_READ = timedelta(days=90)
KEEP_ANY = timedelta(days=365)


@transaction.atomic
def tell(
    to: Iterable[uuid.UUID | User],
    kind: str,
    *,
    url: str,
    key: str,
    facts: Mapping[str, Fact] | None = None,
    but: Actor | None = None,
) -> int:
    """Put a message into inboxes, in the caller's transaction; returns how many people it was meant for.

    `to`: users or their ids, see `queries.messages.holders`. `kind`: a registered kind, `facts`: what its sentence
    asks for. `url`: a path of this site. `key`: what it is about; told twice, it is there once, and stays read.
    `but`: the person who did it needs no message. Statement count does not depend on the number of readers.
    Raises ValueError for an unknown kind, a fact that is missing, or an address elsewhere.
    """
    kept = _checked(kind, url, facts or {})
    readers = _readers(to, kind, but)
    rows = [Message(user_id=reader, kind=kind, key=key, facts=kept, url=url) for reader in readers]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    outgoing.nudge(readers)
    return len(readers)


def _checked(kind: str, url: str, facts: Mapping[str, Fact]) -> dict[str, str | int]:
    if messages.kind_of(kind) is messages.GONE:
        raise ValueError(f"no kind of message is called {kind!r}")
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError(f"a message leads to a page of this site, not to {url!r}")
    kept = messages.plain(facts)
    try:
        [messages.sentence(kind, part, kept) for part in ("title", "detail")]
    except (KeyError, TypeError) as missing:
        raise ValueError(f"{kind}: its sentence asks for {missing}") from None
    return kept


def _readers(to: Iterable[uuid.UUID | User], kind: str, but: Actor | None) -> list[uuid.UUID]:
    wanted = {person.pk if isinstance(person, User) else person for person in to}
    wanted.discard(but.pk if but else None)
    if messages.kind_of(kind).duty:
        return sorted(wanted)
    off = MutedKind.objects.filter(kind=kind).values_list("user_id", flat=True)
    return sorted(wanted.difference(off)) if wanted else []


@transaction.atomic
def open_message(message: Message, *, by: Actor) -> Message:
    """Mark one's own message read; opened twice, the first time counts. Raises NotPermitted for anybody else's."""
    if message.user_id != by.pk:
        raise NotPermitted(_("这条消息不是发给您的。"))
    Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=timezone.now())
    message.refresh_from_db()
    return message


@transaction.atomic
def read_messages(*, by: Actor, kind: str = "") -> int:
    """Mark all of one's own messages read, or those of one kind; returns how many were unread."""
    unread = Message.objects.filter(user=by.pk, read_at__isnull=True)
    return (unread.filter(kind=kind) if kind else unread).update(read_at=timezone.now())


@transaction.atomic
def choose_kinds(off: Iterable[str], *, by: User) -> None:
    """Receive every kind but these from now on. Raises Refused, with its reason, for one that is a duty."""
    unwanted = [messages.kind_of(name) for name in sorted(set(off))]
    for kind in unwanted:
        if kind.duty:
            raise Refused(_("“%(kind)s”不能关闭。%(why)s") % {"kind": kind.label, "why": kind.duty})
    names = [kind.name for kind in unwanted if kind is not messages.GONE]
    MutedKind.objects.filter(user=by).exclude(kind__in=names).delete()
    MutedKind.objects.bulk_create([MutedKind(user=by, kind=name) for name in names], ignore_conflicts=True)


def forget_messages() -> int:
    """Delete what was read three months ago and anything older than a year; returns how many."""
    now = timezone.now()
    read, _kinds = Message.objects.filter(read_at__lt=now - KEEP_READ).delete()
    old, _kinds = Message.objects.filter(created_at__lt=now - KEEP_ANY).delete()
    return read + old
