"""The append-only trail: every event carries its own HMAC; a job seals events into a chain.

Nobody queues on the chain's head: sealing happens apart, once a minute, and the unsealed window is shown.
Each database that holds a trail has its own (`using`), with its own key: an event stands where its object stands.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DEFAULT_DB_ALIAS, connections, models, router, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from anjia.kernel.bulk import insert_rows
from anjia.kernel.context import rehearsing, request_id, token_id
from anjia.kernel.crypto import derive_key
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent, AuditLink, AuditSeal
from anjia.kernel.permissions import Actor

COLUMNS = (
    "id", "at", "actor_id", "verb", "object_type", "object_id",
    "region_path", "before", "after", "note", "request_id", "token_id", "mac",
)  # fmt: skip
# The note of every event of a rehearsal.
REHEARSED = "rehearsal"


def ledgers() -> list[str]:
    """The databases that hold a trail."""
    return [alias for alias in connections if router.allow_migrate_model(alias, AuditEvent)]


def secret_of(using: str) -> bytes:
    """The secret a database's trail is kept under; other keys of that side are derived from it too."""
    secret: bytes = settings.ANJIA_AUDIT_KEY if using == DEFAULT_DB_ALIAS else settings.ANJIA_WALLED_KEYS[using].audit
    return secret


def _key(using: str) -> bytes:
    return derive_key(secret_of(using), "audit")


def _mac(values: Sequence[Any], using: str) -> str:
    return _mac_of([_encoded(value) for value in values], using)


def _encoded(value: Any) -> str:
    """One value as canonical JSON; a row's mac is taken over the list of them."""
    if isinstance(value, uuid.UUID):
        return f'"{value}"'
    return json.dumps(
        _canonical(value), cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def _mac_of(encoded: Sequence[str], using: str) -> str:
    return hmac.digest(_key(using), f"[{','.join(encoded)}]".encode(), hashlib.sha256).hex()


def event_mac(event: AuditEvent) -> str:
    """What the event's mac ought to be, from its own columns; the token's is among them where there was one."""
    values = [getattr(event, name) for name in COLUMNS[:-1]]
    return _mac(values if event.token_id else values[:-1], event._state.db or DEFAULT_DB_ALIAS)


def _canonical(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.astimezone(UTC).isoformat() if hasattr(value, "astimezone") else value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def _plain(values: dict[str, Any] | None) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(values or {}, cls=DjangoJSONEncoder))
    return plain


def record(
    verb: str,
    obj: models.Model | None,
    *,
    by: Actor,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
    region_path: str = "",
    using: str | None = None,
) -> None:
    """Append one event, in the transaction of the change it tells of: to the trail of the object's database."""
    object_type = obj._meta.label_lower if obj is not None else ""
    entry = (obj.pk if obj is not None else None, region_path, before, after)
    trail = using or (router.db_for_write(obj._meta.model) if obj is not None else DEFAULT_DB_ALIAS)
    record_many(verb, object_type, [entry], by=by, note=note, using=trail)


def record_many(
    verb: str,
    object_type: str,
    entries: Iterable[tuple[uuid.UUID | None, str, dict[str, Any] | None, dict[str, Any] | None]],
    *,
    by: Actor,
    note: str = "",
    using: str = DEFAULT_DB_ALIAS,
) -> None:
    """Append one event per entry `(object id, region path, before, after)` in one statement."""
    now, request, token = timezone.now(), request_id.get(), token_id.get()
    plain, encoded = _Repeated(_plain), _Repeated(_encoded)
    same = by.pk, str(verb), object_type
    rows = []
    in_rehearsal = rehearsing.get()
    noted = _notes(verb, None, REHEARSED) if in_rehearsal else _notes(verb, by, note)
    for object_id, region_path, before, after in entries:
        if in_rehearsal:
            before, after = _kept(before), _kept(after)
        values = [uuid7(), now, *same, object_id, region_path, plain(before), plain(after)]
        values += [noted(region_path), request]
        sealed = [*values, token] if token else values
        rows.append([*values, token, _mac_of([encoded(value) for value in sealed], using)])
    insert_rows(AuditEvent, COLUMNS, rows, using=using)


def _kept(values: dict[str, Any] | None) -> dict[str, Any]:
    """Of what is rehearsed only the steps are told: what is thrown away leaves no copy in a trail that keeps all."""
    return {"state": values["state"]} if values and "state" in values else {}


def _notes(verb: str, by: Actor | None, note: str) -> Callable[[str], str]:
    """The note of an event at a path: who acts on somebody's behalf there (`acting_note`) has that in it too."""
    acting_note = getattr(by, "acting_note", None)
    known: dict[str, str] = {}

    def noted(path: str) -> str:
        if acting_note is None:
            return note
        if path not in known:
            known[path] = " · ".join(filter(None, (acting_note(str(verb), path), note)))
        return known[path]

    return noted


class _Repeated:
    """A function that is asked the same of the same objects, row after row: each is answered once.

    Knows objects by identity and holds them, so that an id cannot come to mean another.
    """

    MOST = 1000

    def __init__(self, function: Callable[[Any], Any]):
        self._function = function
        self._known: dict[int, tuple[Any, Any]] = {}

    def __call__(self, value: Any) -> Any:
        known = self._known.get(id(value))
        if known is None:
            known = value, self._function(value)
            if len(self._known) < self.MOST:
                self._known[id(value)] = known
        return known[1]


def unsealed(using: str = DEFAULT_DB_ALIAS) -> models.QuerySet[AuditEvent]:
    """Events that no seal holds yet, oldest first."""
    linked = AuditLink.objects.using(using).filter(event_id=OuterRef("pk"))
    return AuditEvent.objects.using(using).filter(~Exists(linked)).order_by("id")


def seal(*, limit: int = 50_000, using: str = DEFAULT_DB_ALIAS) -> AuditSeal | None:
    """Chain the unsealed events; None where there is nothing to seal. Two sealers cannot both take a number."""
    with transaction.atomic(using=using):
        return _seal(limit, using)


def _seal(limit: int, using: str) -> AuditSeal | None:
    events = list(unsealed(using).values_list("id", "mac")[:limit])
    if not events:
        return None
    seals = AuditSeal.objects.using(using)
    last = seals.order_by("-sequence").first()
    sequence, previous = (last.sequence + 1, last.digest) if last else (1, "")
    digest = _chain(previous, [mac for _, mac in events], using)
    link = seals.create(
        sequence=sequence, sealed_at=timezone.now(), events=len(events), previous=previous, digest=digest
    )
    rows = [(event_id, sequence, position, mac) for position, (event_id, mac) in enumerate(events)]
    insert_rows(AuditLink, ("event_id", "seal_sequence", "position", "mac"), rows, using=using)
    return link


def _chain(previous: str, macs: Iterable[str], using: str) -> str:
    digest = hmac.new(_key(using), previous.encode(), hashlib.sha256)
    for mac in macs:
        digest.update(mac.encode())
    return digest.hexdigest()


def head(using: str = DEFAULT_DB_ALIAS) -> str:
    """The anchor to print on backups and exports: `number:digest` of the newest seal."""
    last = AuditSeal.objects.using(using).order_by("-sequence").first()
    return f"{last.sequence}:{last.digest}" if last else "0:"


@dataclass(frozen=True)
class Verdict:
    """The outcome of a verification: what was checked, and the first fault in words (empty where all holds)."""

    events: int
    seals: int
    unsealed: int
    fault: str = ""


def verify(using: str = DEFAULT_DB_ALIAS) -> Verdict:
    """Check every event's mac and every link of the chain; names the first that does not hold."""
    events = AuditEvent.objects.using(using)
    counts = events.count(), AuditSeal.objects.using(using).count(), unsealed(using).count()
    for event in events.order_by("id").iterator(chunk_size=2000):
        if not hmac.compare_digest(event.mac, event_mac(event)):
            return Verdict(*counts, fault=f"event {event.pk} was changed")
    return Verdict(*counts, fault=_broken_link(using))


def _broken_link(using: str) -> str:
    previous, expected = "", 1
    for link in AuditSeal.objects.using(using).order_by("sequence"):
        if link.sequence != expected or link.previous != previous:
            return f"seal {link.sequence} does not follow seal {expected - 1}"
        fault = _broken_seal(link, using)
        if fault:
            return fault
        previous, expected = link.digest, expected + 1
    stray = AuditLink.objects.using(using).filter(seal_sequence__gte=expected).order_by("seal_sequence").first()
    return f"seal {stray.seal_sequence} is missing" if stray else ""


def _broken_seal(link: AuditSeal, using: str) -> str:
    links = AuditLink.objects.using(using).filter(seal_sequence=link.sequence)
    held = list(links.order_by("position"))
    macs = dict(AuditEvent.objects.using(using).filter(pk__in=links.values("event_id")).values_list("pk", "mac"))
    for entry in held:
        if macs.get(entry.event_id) != entry.mac:
            state = "was changed" if entry.event_id in macs else "is missing"
            return f"event {entry.event_id} in seal {link.sequence} {state}"
    if len(held) != link.events or _chain(link.previous, [entry.mac for entry in held], using) != link.digest:
        return f"seal {link.sequence} does not hold"
    return ""
