"""What happens when somebody signs in, fails to, or leaves: the session's clock starts, and the trail tells."""

import time
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from anjia.accounts.adapter import SIGNED_IN_AT
from anjia.kernel import audit


@receiver(user_logged_in)
def note_sign_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    request.session[SIGNED_IN_AT] = int(time.time())
    audit.record("accounts.sign_in", user, by=user)


@receiver(user_logged_out)
def note_sign_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        audit.record("accounts.sign_out", user, by=user)
