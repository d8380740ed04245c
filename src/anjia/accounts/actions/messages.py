"""Telling people something, and what they do with what they were told (experience 15)."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts import messages, outgoing
from anjia.accounts.messages import Fact
from anjia.accounts.models import Message, MutedKind, User
from anjia.kernel.context import rehearsing
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.permissions import Actor

KEEP_READ = timedelta(days=90)
KEEP_ANY = timedelta(days=365)


@dataclass(frozen=True)
class Note:
    """One matter: what it is about, where it is seen, what its sentence says, and who is to read it."""

    to: Iterable[uuid.UUID | User]
    key: str
    url: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


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

    `to`: users or their ids, see `queries.holders`. `kind`: a registered kind, `facts`: what its sentence asks for.
    `url`: a path of this site. `key`: what it is about; told twice, it is there once, and stays read.
    `but`: the person who did it needs no message.
    Raises ValueError for an unknown kind, a fact that is missing, or an address elsewhere.
    """
    return tell_each([Note(to, key, url, facts or {})], kind, but=but)


@transaction.atomic
def tell_each(notes: Iterable[Note], kind: str, *, but: Actor | None = None) -> int:
    """The same for many matters of one kind; the statements do not grow with the matters or their readers.

    A rehearsal tells nobody: it leaves no trace.
    """
    if rehearsing.get():
        return 0
    told = [(note, _checked(kind, note.url, note.facts)) for note in notes]
    off = _off(kind, but)
    rows = [
        Message(user_id=reader, kind=kind, key=note.key, facts=kept, url=note.url)
        for note, kept in told
        for reader in sorted({_id(person) for person in note.to} - off)
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    outgoing.nudge({row.user_id for row in rows})
    return len(rows)


def _id(person: uuid.UUID | User) -> uuid.UUID:
    return person.pk if isinstance(person, User) else person


def _off(kind: str, but: Actor | None) -> set[uuid.UUID]:
    """Those who are not told: who did it, and who has switched the kind off."""
    off = {but.pk} if but and but.pk else set()
    if messages.kind_of(kind).duty:
        return off
    return off | set(MutedKind.objects.filter(kind=kind).values_list("user_id", flat=True))


def _checked(kind: str, url: str, facts: Mapping[str, Fact]) -> dict[str, object]:
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
