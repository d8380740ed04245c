"""A form sent twice is done once; token and act commit together on this side of the wall."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from anjia.kernel.ids import uuid7
from anjia.services.codes import WALLED
from anjia.services.models import SentForm

KEPT = timedelta(days=2)


def carry_out(token: str, user_id: uuid.UUID | None, act: Callable[[], str]) -> tuple[str, bool]:
    """Run `act` (which returns where to go next) unless the token was used; returns `(location, first time)`."""
    try:
        key = uuid.UUID(token)
    except ValueError:
        key = uuid7()
    try:
        with transaction.atomic(using=WALLED):
            with transaction.atomic(using=WALLED):
                SentForm.objects.create(token=key, user_id=user_id)
            location = act()
            SentForm.objects.filter(pk=key).update(location=location)
    except IntegrityError:
        done = SentForm.objects.filter(pk=key, user_id=user_id).first()
        if done is None or not done.location:
            raise
        return done.location, False
    return location, True


def forget_forms() -> int:
    """Tokens older than two days."""
    return SentForm.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
