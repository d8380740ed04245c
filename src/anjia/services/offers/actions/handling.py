"""Arranged with the person, left at will, ended, forgotten; registered with the kind of case."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.workflow import advance
from anjia.services.actions import finish_task, shut, withdraw_consent, write_note
from anjia.services.actions.walled import walled
from anjia.services.enums import NoteSide, Purpose
from anjia.services.models import Case, CaseTask
from anjia.services.offers.models import OfferRequest
from anjia.services.offers.permissions import require_helper
from anjia.services.offers.queries import request_of
from anjia.services.offers.workflow import REQUEST
from anjia.services.permissions import require_member


@walled
def arrange(row: OfferRequest, *, words: str, by: Actor) -> OfferRequest:
    """Tell the person when and where; said again, it is arranged anew. They read it by the code."""
    require_helper(row, by)
    if not words.strip():
        raise Refused(_("请写明什么时候、到哪里、找谁。"))
    moved: OfferRequest = advance(row, REQUEST["arrange"], by=by)
    write_note(row.case, words, number=row.case.number, side=NoteSide.TO, by=by)
    for task in CaseTask.objects.filter(case=row.case, set_by_id__isnull=True, done_on__isnull=True):
        finish_task(task, by=by)
    return moved


def leave(row: OfferRequest, *, by: Actor = SYSTEM) -> None:
    """The person wants it no more: with it goes the consent, and after thirty days whatever they said."""
    withdraw_consent(row.case, purpose=Purpose.HANDLE, by=by)


def close_request(case: Case, by: Actor) -> None:
    """The kind's part of closing a case."""
    row = request_of(case)
    require_helper(row, by)
    advance(row, REQUEST["close"], by=by)


def reopen_request(case: Case, by: Actor) -> None:
    advance(request_of(case), REQUEST["reopen"], by=by)


def drop_request(case: Case, by: Actor) -> None:
    """The person no longer agrees to the handling."""
    require_member(case, by, verb=REQUEST["withdraw"].permission)
    advance(request_of(case), REQUEST["withdraw"], by=by)
    shut(case, by=by)


def erase_request(case: Case) -> None:
    """What they asked for, and who sent them."""
    OfferRequest.objects.filter(case=case).update(wants="", agency="", kept_at="")
