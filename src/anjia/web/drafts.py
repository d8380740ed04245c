"""Half-filled forms: which of a form's answers may be kept, and the token that says so (experience 6, 23).

The token is written into the page and signed: what is saved is only what that form asked, for the person it was
shown to. Files and passwords are never kept.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils import timezone

from anjia.kernel.schedules import every
from anjia.web.models import FormDraft

SALT = "web.draft"
KEPT_DAYS = 7
FEWEST = 3
"""A form with fewer questions is filled in again as quickly as it is restored."""
NEVER = (forms.FileInput, forms.PasswordInput)
STANDS_ALONE = frozenset({"version"})
"""Hidden fields that are kept too: the version the answers were written against."""


@dataclass(frozen=True)
class Ticket:
    """What a form's page may save: for whom, under which address, which answers."""

    user_id: uuid.UUID
    path: str
    names: tuple[str, ...]


def names_of(form: forms.BaseForm) -> tuple[str, ...]:
    """The names of the answers that may be kept; none where the form is too short."""
    kept = {name: field for name, field in form.fields.items() if not isinstance(field.widget, NEVER)}
    asked = [name for name, field in kept.items() if not field.widget.is_hidden]
    if len(asked) < FEWEST:
        return ()
    return tuple(form.add_prefix(name) for name in kept if name in asked or name in STANDS_ALONE)


def token_of(ticket: Ticket) -> str:
    return signing.dumps([str(ticket.user_id), ticket.path, list(ticket.names)], salt=SALT, compress=True)


def ticket_of(token: str) -> Ticket | None:
    """What a token allows; None for one that was not made here, or is older than a working day."""
    try:
        user_id, path, names = signing.loads(token, salt=SALT, max_age=timedelta(hours=24))
    except signing.BadSignature:
        return None
    return Ticket(uuid.UUID(user_id), path, tuple(names))


def answers_of(posted: QueryDict, names: tuple[str, ...]) -> dict[str, list[str]]:
    """The answers among what was sent."""
    return {name: posted.getlist(name) for name in names if name in posted}


def put_into(form: Any, draft: FormDraft, names: tuple[str, ...]) -> None:
    """Fill a form that is not sent yet with a draft; what was emptied stays empty."""
    kept: Mapping[str, list[str]] = json.loads(draft.content)
    for name, field in form.fields.items():
        written = form.add_prefix(name)
        if written in names:
            values = kept.get(written, [])
            many = isinstance(field.widget, forms.SelectMultiple | forms.CheckboxSelectMultiple)
            form.initial[name] = values if many else values[-1] if values else ""


def draft_of(user_id: Any, path: str) -> FormDraft | None:
    """What somebody began to write on a page, if it is not older than a week."""
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    return FormDraft.objects.filter(user_id=user_id, path=path, updated_at__gte=since).first()


@every(minutes=60, name="web.drop_old_drafts")
def drop_old_drafts() -> None:
    """Drop drafts that nobody touched for a week."""
    FormDraft.objects.filter(updated_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
