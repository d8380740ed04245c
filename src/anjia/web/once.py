"""A form carries a token; the same token sent twice is one act (a double click, a reload, a bad line)."""

import uuid
from collections.abc import Callable

from django.db import IntegrityError, transaction

from anjia.kernel.ids import uuid7
from anjia.web.models import SubmittedForm


def new_token() -> str:
    """A token for a hidden field named `once`."""
    return str(uuid7())


def carry_out(token: str, user_id: uuid.UUID | None, act: Callable[[], str]) -> tuple[str, bool]:
    """Run `act` (which returns where to go next) unless the token was used; returns `(location, first time)`.

    Token and act commit together. A concurrent twin waits for the first and is then led to the same place.
    """
    try:
        key = uuid.UUID(token)
    except ValueError:
        key = uuid7()
    try:
        with transaction.atomic():
            with transaction.atomic():
                SubmittedForm.objects.create(token=key, user_id=user_id)
            location = act()
            SubmittedForm.objects.filter(pk=key).update(location=location)
    except IntegrityError:
        done = SubmittedForm.objects.filter(pk=key, user_id=user_id).first()
        if done is None or not done.location:
            raise
        return done.location, False
    return location, True
