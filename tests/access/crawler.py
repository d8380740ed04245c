"""Follows every link a person is shown, and remembers what each address answered."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from anjia.accounts.models import User

LINKS = re.compile(r'(?:href|action|hx-get|data-url|src)="([^"#]+)"')
# Not followed: signing out ends the walk; static files are the server's, not ours.
LEFT_ALONE = ("/accounts/sign-out/", "/static/")
SAME_ROUTE = 3


@dataclass
class Walk:
    """What one person could reach by following links: address to status, and the bytes of every answer."""

    user: User
    answers: dict[str, int] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)

    def routes(self) -> set[str]:
        return {resolve(urlsplit(url).path).view_name for url in self.answers}


def walk(
    user: User | None, *, start: tuple[str, ...] = ("/console/", "/"), most: int = 400, each: int = SAME_ROUTE
) -> Walk:
    """Breadth first from the staff home and the public home; a few addresses of each route are enough."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    done, seen, waiting = Walk(user), Counter(), deque(start)
    while waiting and len(done.answers) < most:
        url = waiting.popleft()
        if url in done.answers or not _wanted(url, seen, each):
            continue
        answer = client.get(url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        done.answers[url], done.bodies[url] = answer.status_code, body
        if answer.status_code in {301, 302}:
            waiting.append(answer["Location"])
        elif "html" in answer.headers.get("Content-Type", ""):
            waiting += [urljoin(url, unescape(link)) for link in LINKS.findall(body.decode())]
    return done


def _wanted(url: str, seen: Counter, each: int) -> bool:
    parts = urlsplit(url)
    if parts.netloc or parts.scheme or not parts.path.startswith("/") or parts.path.startswith(LEFT_ALONE):
        return False
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return True
    seen[name] += 1
    return seen[name] <= each
