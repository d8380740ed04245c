"""Webhooks: registered for a place, told of events with ids and figures, paused where nobody answers."""

import secrets
import uuid
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions.messages import tell
from anjia.accounts.delivery import TIMEOUT, Call, body_of, judged, send
from anjia.accounts.enums import DeliveryState, Verb
from anjia.accounts.messages import Fact
from anjia.accounts.models import WebhookDelivery, WebhookEndpoint
from anjia.accounts.webhooks import kinds as known_kinds
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.jobs import enqueue
from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import SEGMENT
from anjia.regions.models import Region

JOB = "accounts.deliver_webhooks"
PAUSED = "webhook_paused"
BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440)]
PAUSE_AFTER = 8
LEASE = timedelta(minutes=2)
AT_ONCE = 40


@transaction.atomic
def add_endpoint(
    region: Region, *, name: str, url: str, kinds: Collection[str], by: Actor
) -> tuple[WebhookEndpoint, str]:
    """Register an address; returns it with the secret that signs, which is shown once.

    Raises NotPermitted outside the scope, Refused for an address that may not be called or an unknown kind.
    """
    require(by, Verb.MANAGE_WEBHOOKS, region.path)
    if not kinds or not set(kinds) <= set(known_kinds):
        raise Refused(_("请至少选一种要推送的事项。"))
    judged(url)
    secret = secrets.token_urlsafe(32)
    endpoint = WebhookEndpoint.objects.create(
        region=region, name=name.strip(), url=url, secret=secret, kinds=sorted(kinds), made_by_id=by.pk
    )
    after = {"url": url, "kinds": endpoint.kinds}
    audit.record(Verb.MANAGE_WEBHOOKS, endpoint, by=by, after=after, region_path=region.path)
    return endpoint, secret


@transaction.atomic
def pause_endpoint(endpoint: WebhookEndpoint, *, by: Actor) -> None:
    """Send nothing there until somebody says so; what waits keeps waiting."""
    require(by, Verb.MANAGE_WEBHOOKS, endpoint.region.path)
    if not WebhookEndpoint.objects.filter(pk=endpoint.pk, paused_at__isnull=True).update(paused_at=timezone.now()):
        raise Conflict(_("推送已经暂停，请刷新后查看。"))
    audit.record(Verb.MANAGE_WEBHOOKS, endpoint, by=by, after={"paused": True}, region_path=endpoint.region.path)


@transaction.atomic
def resume_endpoint(endpoint: WebhookEndpoint, *, by: Actor) -> None:
    """Send again: what waited and what failed goes out now."""
    require(by, Verb.MANAGE_WEBHOOKS, endpoint.region.path)
    if not WebhookEndpoint.objects.filter(pk=endpoint.pk, paused_at__isnull=False).update(paused_at=None, misses=0):
        raise Conflict(_("推送没有暂停，请刷新后查看。"))
    _again(WebhookDelivery.objects.filter(endpoint=endpoint).exclude(state=DeliveryState.DELIVERED))
    audit.record(Verb.MANAGE_WEBHOOKS, endpoint, by=by, after={"paused": False}, region_path=endpoint.region.path)


@transaction.atomic
def replay_delivery(delivery: WebhookDelivery, *, by: Actor) -> None:
    """Send one event once more, with the same event id."""
    path = delivery.endpoint.region.path
    require(by, Verb.MANAGE_WEBHOOKS, path)
    _again(WebhookDelivery.objects.filter(pk=delivery.pk))
    audit.record(Verb.MANAGE_WEBHOOKS, delivery, by=by, after={"replayed": True}, region_path=path)


def _again(deliveries: Any) -> None:
    now = timezone.now()
    deliveries.update(state=DeliveryState.WAITING, attempts=0, next_at=now, delivered_at=None, error="")
    enqueue(JOB, key=f"{JOB}:{uuid7()}")


@transaction.atomic
def announce(kind: str, *, object_id: uuid.UUID, region_path: str, **figures: int | str) -> int:
    """Tell every address that wants to hear of such an event at the place, in the caller's transaction.

    `figures` are numbers and words of closed lists, never personal data. Returns how many addresses.
    """
    above = [region_path[:end] for end in range(SEGMENT, len(region_path) + 1, SEGMENT)]
    wanted = WebhookEndpoint.objects.filter(region__path__in=above).order_by("pk")
    endpoints = [endpoint for endpoint in wanted if kind in endpoint.kinds]
    if not endpoints:
        return 0
    event_id, now = uuid7(), timezone.now()
    code = Region.objects.values_list("code", flat=True).get(path=region_path)
    payload = {"id": str(event_id), "kind": kind, "at": now.isoformat(), "object": str(object_id), "region": code}
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(
            endpoint=endpoint, event_id=event_id, kind=kind, payload={**payload, "figures": figures}, next_at=now
        )
        for endpoint in endpoints
    )
    enqueue(JOB, key=f"{JOB}:{event_id}")
    return len(endpoints)


def deliver_due() -> int:
    """Send what is due, to all addresses side by side: the worker is held for one timeout at most. Returns how many.

    An address that did not answer last time gets one call a turn, so that a hanging one cannot multiply.
    """
    claimed = _claim()
    if not claimed:
        return 0
    pool = ThreadPoolExecutor(len(claimed))
    calls = {pool.submit(send, _call(delivery)): delivery for delivery in claimed}
    done, _hanging = wait(calls, timeout=TIMEOUT + 1)
    for future, delivery in calls.items():
        _note(delivery, future.result() if future in done else "timeout")
    pool.shutdown(wait=False, cancel_futures=True)
    return len(claimed)


def _claim() -> list[WebhookDelivery]:
    now = timezone.now()
    due = WebhookDelivery.objects.filter(
        state=DeliveryState.WAITING, next_at__lte=now, endpoint__paused_at__isnull=True
    )
    seen: set[uuid.UUID] = set()
    claimed: list[WebhookDelivery] = []
    for delivery in due.select_related("endpoint__region").order_by("next_at", "pk")[: AT_ONCE * 5]:
        is_second = delivery.endpoint_id in seen and delivery.endpoint.misses
        mine = WebhookDelivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING, next_at=delivery.next_at)
        if not is_second and len(claimed) < AT_ONCE and mine.update(next_at=now + LEASE):
            seen.add(delivery.endpoint_id)
            claimed.append(delivery)
    return claimed


def _call(delivery: WebhookDelivery) -> Call:
    endpoint = delivery.endpoint
    return Call(endpoint.url, endpoint.secret, delivery.kind, str(delivery.event_id), body_of(delivery.payload))


@transaction.atomic
def _note(delivery: WebhookDelivery, error: str) -> None:
    now, mine = timezone.now(), WebhookDelivery.objects.filter(pk=delivery.pk)
    endpoint = WebhookEndpoint.objects.filter(pk=delivery.endpoint_id)
    if not error:
        mine.update(state=DeliveryState.DELIVERED, delivered_at=now, attempts=F("attempts") + 1, error="")
        endpoint.update(misses=0)
        return
    attempts = delivery.attempts + 1
    is_over = attempts > len(BACKOFF)
    later = now + BACKOFF[min(attempts, len(BACKOFF)) - 1]
    state = DeliveryState.FAILED if is_over else DeliveryState.WAITING
    mine.update(state=state, attempts=attempts, error=error, next_at=later)
    endpoint.update(misses=F("misses") + 1)
    _pause_dead(delivery.endpoint)


def _pause_dead(endpoint: WebhookEndpoint) -> None:
    dead = WebhookEndpoint.objects.filter(pk=endpoint.pk, misses__gte=PAUSE_AFTER, paused_at__isnull=True)
    if dead.update(paused_at=timezone.now()):
        url = reverse("accounts:webhook", args=[endpoint.pk])
        facts: dict[str, Fact] = {"place": endpoint.region.name, "misses": PAUSE_AFTER}
        tell([endpoint.made_by_id], PAUSED, url=url, key=f"{PAUSED}:{endpoint.pk}:{uuid7()}", facts=facts)
