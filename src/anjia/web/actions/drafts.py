"""Keeping and dropping half-filled forms. A draft is open in one tab: another one asks before it takes over."""

import json
import uuid
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from anjia.web.drafts import Ticket, answers_of, ticket_of
from anjia.web.models import FormDraft

MOST_CHARACTERS = 60_000


@transaction.atomic
def keep_draft(
    ticket: Ticket, answers: dict[str, list[str]], *, tab: str = "", takes_over: bool = False, lets_go: bool = False
) -> FormDraft | None:
    """Save what stands in a form now. None where another tab holds it and this one does not take over.

    `lets_go` says that the tab is being closed: the next one may go on without asking.
    """
    content = json.dumps(answers, ensure_ascii=False)[: MOST_CHARACTERS + 1]
    held = FormDraft.objects.select_for_update().filter(user_id=ticket.user_id, path=ticket.path).first()
    if len(content) > MOST_CHARACTERS or (held and held.tab not in {"", tab} and not takes_over):
        return None
    draft, _made = FormDraft.objects.update_or_create(
        user_id=ticket.user_id, path=ticket.path, defaults={"content": content, "tab": "" if lets_go else tab}
    )
    return draft


def keep_posted(request: HttpRequest) -> str:
    """A form that arrives after its session has ended is kept; answers where it goes on, or nothing."""
    user: Any = request.user
    ticket = ticket_of(request.POST.get("draft_token", "")) if request.method == "POST" else None
    if ticket is None or ticket.user_id != user.pk:
        return ""
    keep_draft(ticket, answers_of(request.POST, ticket.names), takes_over=True, lets_go=True)
    return f"{ticket.path}?draft=1"


def drop_draft(user_id: uuid.UUID | None, path: str) -> None:
    """Forget what was begun on a page."""
    FormDraft.objects.filter(user_id=user_id, path=path).delete()
