"""Guessing codes ends after five, for a quarter of an hour, whichever worker is asked (domain B11; quality 3, 27)."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from anjia.accounts.models import CodeTries, User

MOST_TRIES = 5
PAUSE = timedelta(minutes=15)


def count_code_try(user: User) -> bool:
    """Count a try before its code is looked at, so that two at once are two; False while codes are locked."""
    now = timezone.now()
    CodeTries.objects.get_or_create(user=user, defaults={"last_at": now})
    own = CodeTries.objects.filter(user=user)
    own.filter(last_at__lte=now - PAUSE).update(tries=0)
    return bool(own.filter(tries__lt=MOST_TRIES).update(tries=F("tries") + 1, last_at=now))


def forget_code_tries(user: User) -> None:
    """A right code ends the count."""
    CodeTries.objects.filter(user=user).update(tries=0)
