"""Change requests as the village works them off."""

from django.db.models import QuerySet

from anjia.households.enums import RequestState, Verb
from anjia.households.models import ChangeRequest
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under, under_any


def requests_visible_to(user: Actor, path: str = "") -> QuerySet[ChangeRequest]:
    """The requests of the places where the user answers them, at or below a path."""
    found = ChangeRequest.objects.select_related("region__parent")
    if user is not SYSTEM:
        found = found.filter(under_any("region__path", user.scopes(Verb.ANSWER_REQUESTS)))
    return found.filter(under("region__path", path)) if path else found


def open_requests(user: Actor, path: str = "") -> QuerySet[ChangeRequest]:
    return requests_visible_to(user, path).filter(state=RequestState.RECEIVED)
