"""A form carries a token; the same token sent twice is one act (a double click, a reload, a bad line)."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.schedules import every
from anjia.web.models import SubmittedForm

KEPT = timedelta(days=2)
KEPT_HEADERS = ("Content-Type", "ETag", "Location")


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


def answer_once(key: uuid.UUID, user_id: uuid.UUID | None, digest: str, act: Callable[[], Any]) -> Any:
    """Run `act` (which returns a response) unless the key was used; a repetition gets the first one's answer.

    Raises Refused where the key comes with something else than the first time. Errors are not kept.
    """
    try:
        with transaction.atomic():
            with transaction.atomic():
                SubmittedForm.objects.create(token=key, user_id=user_id, digest=digest)
            response = act()
            if response.status_code < 400:
                SubmittedForm.objects.filter(pk=key).update(status=response.status_code, answer=_kept(response))
            else:
                # Nothing was done, so nothing is kept: the same key may try again.
                transaction.set_rollback(True)
    except IntegrityError:
        done = SubmittedForm.objects.filter(pk=key, status__isnull=False).first()
        if done is None:
            raise
        return _repeated(done, digest)
    return response


def _kept(response: HttpResponse) -> str:
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    return json.dumps({"headers": headers, "body": response.content.decode()})


def _repeated(done: SubmittedForm, digest: str) -> HttpResponse:
    if done.digest != digest:
        raise Refused(_("这个幂等键已经用于另一份内容，没有重复办理。"), who=_("新的内容请用新的键。"))
    kept = json.loads(done.answer)
    return HttpResponse(kept["body"], status=done.status, headers={**kept["headers"], "Idempotency-Replayed": "true"})


@every(minutes=60, name="web.forget_answers")
def forget_answers() -> None:
    """What programs were answered is dropped after two days."""
    SubmittedForm.objects.filter(status__isnull=False, at__lt=timezone.now() - KEPT).delete()
