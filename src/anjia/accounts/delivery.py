"""Calling another system: the address is looked up once, judged, and then called as it was judged (no rebinding).

Private, link-local and loopback addresses are refused, redirects are not followed, and nothing is read but the status.
"""

import hashlib
import hmac
import ipaddress
import json
import socket
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused

TIMEOUT = 5.0
FORBIDDEN = _("这个地址在内部网络里，不能作为推送地址。")


@dataclass(frozen=True)
class Call:
    """What is sent to whom; plain values, so that a thread needs no database."""

    url: str
    secret: str
    kind: str
    event_id: str
    body: bytes


def signature(secret: str, at: int, body: bytes) -> str:
    """`t=…,v1=…`: HMAC-SHA-256 over the time, a full stop and the body."""
    digest = hmac.digest(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hex()
    return f"t={at},v1={digest}"


def body_of(payload: dict[str, Any]) -> bytes:
    return json.dumps(payload, ensure_ascii=False, sort_keys=True).encode()


def judged(url: str) -> tuple[str, str, int]:
    """Address, host and port of a URL that may be called; Refused with the reason where it may not."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise Refused(_("推送地址读不懂。")) from None
    if not host or parts.username or parts.scheme not in {"https", "http"}:
        raise Refused(_("推送地址须以 https:// 开头，不带账号密码。"))
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise Refused(_("找不到这个推送地址的主机。")) from None
    for address in found:
        _check(ipaddress.ip_address(address), parts.scheme)
    return sorted(found)[0], host, port


def _check(address: ipaddress.IPv4Address | ipaddress.IPv6Address, scheme: str) -> None:
    plain = getattr(address, "ipv4_mapped", None) or address
    if plain.is_loopback and settings.ANJIA_WEBHOOK_LOOPBACK:
        return
    if scheme != "https":
        raise Refused(_("推送地址须以 https:// 开头，不带账号密码。"))
    own = any(plain in ipaddress.ip_network(network) for network in settings.ANJIA_WEBHOOK_NETWORKS)
    if not own and (not plain.is_global or plain.is_multicast):
        raise Refused(FORBIDDEN, who=_("确有需要时，请系统管理员在设置里允许这个网段。"))


def send(call: Call) -> str:
    """Make one call; empty where it was taken, else why not in a word: `500`, `redirect`, `timeout`, `refused` …"""
    try:
        address, host, port = judged(call.url)
    except Refused:
        return "forbidden"
    at = int(time.time())
    named = f"[{address}]" if ":" in address else address
    target = httpx.URL(call.url).copy_with(host=named, port=port)
    headers = {
        "Host": httpx.URL(call.url).netloc.decode(),
        "Content-Type": "application/json",
        "Anjia-Event": call.kind,
        "Anjia-Event-Id": call.event_id,
        "Anjia-Signature": signature(call.secret, at, call.body),
    }
    try:
        with (
            httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "POST", target, content=call.body, headers=headers, extensions={"sni_hostname": host}
            ) as response,
        ):
            return _word(response.status_code)
    except httpx.TimeoutException:
        return "timeout"
    except httpx.HTTPError:
        return "unreachable"


def _word(status: int) -> str:
    if 200 <= status < 300:
        return ""
    return "redirect" if 300 <= status < 400 else str(status)
