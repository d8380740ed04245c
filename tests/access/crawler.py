"""Follows every link a person is shown, and remembers what each address answered."""

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from anjia.accounts.models import User
from anjia.households.models import Household
from anjia.households.queries import proven_participants
from anjia.web.gate import PUBLIC
from tests.access.resolver import routes

LINKS = re.compile(r'(?:href|action|hx-get|data-url|src)="([^"#]+)"')
# Not followed: signing out ends the walk; static files are the server's, not ours.
LEFT_ALONE = ("/accounts/sign-out/", "/static/")
SAME_ROUTE = 2
# Kept files differ by what they are of; a file drawn up on the way is the same drawing of somebody else.
STORED = {"documents:file_download"}
# A page anybody may read is the same for whoever is signed in: the walk of a visitor looks at it closely.
PUBLIC_VIEWS = {route.name for route in routes() if route.permission is PUBLIC}


FEW = 20


def thin_out() -> None:
    """Families nobody has got to yet are in every list and printed pack; a few show what the crowd does."""
    waiting = Household.objects.exclude(pk__in=proven_participants(Household.objects.all())).order_by("pk")
    Household.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)[FEW:])).update(is_active=False)


@dataclass
class Walk:
    """What one person could reach by following links: address to status, and the bytes of every answer."""

    user: User
    answers: dict[str, int] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)

    def routes(self) -> set[str]:
        return {resolve(urlsplit(url).path).view_name for url in self.answers}


def walk(
    user: User | None,
    *,
    start: tuple[str, ...] = ("/console/", "/"),
    within: str = "/",
    most: int = 400,
    each: int = SAME_ROUTE,
) -> Walk:
    """Breadth first from the staff home and the public home; a few addresses of each route are enough.

    One is enough where a file is drawn up, which leads nowhere and is dear, and where somebody signed in comes by a
    page that is anybody's.
    """
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    done, seen, waiting = Walk(user), Counter(), deque(start)
    while waiting and len(done.answers) < most:
        url = waiting.popleft()
        if url in done.answers or not url.startswith(within) or not _wanted(url, seen, each, by=user):
            continue
        answer = client.get(url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        done.answers[url], done.bodies[url] = answer.status_code, body
        if answer.status_code in {301, 302}:
            waiting.append(answer["Location"])
        elif "html" in answer.headers.get("Content-Type", ""):
            waiting += [urljoin(url, unescape(link)) for link in LINKS.findall(body.decode())]
        elif (name := resolve(urlsplit(url).path).view_name) not in STORED:
            seen[name] = each
    return done


def _wanted(url: str, seen: Counter, each: int, *, by: User | None) -> bool:
    parts = urlsplit(url)
    if parts.netloc or parts.scheme or not parts.path.startswith("/") or parts.path.startswith(LEFT_ALONE):
        return False
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return True
    seen[name] += 1
    return seen[name] <= (1 if by is not None and name in PUBLIC_VIEWS else each)
