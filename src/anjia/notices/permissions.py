"""Predicates of notices; they agree with `queries`."""

from anjia.kernel.permissions import Actor
from anjia.notices.enums import STARS, Verb
from anjia.notices.models import Objection, PublicNotice


def can_view(user: Actor, notice: PublicNotice) -> bool:
    return user.may(Verb.VIEW, notice.region.path)


def can_publish(user: Actor, notice: PublicNotice) -> bool:
    return notice.kind not in STARS and user.may(Verb.PUBLISH, notice.region.path)


def can_take_down(user: Actor, notice: PublicNotice) -> bool:
    return notice.kind not in STARS and user.may(Verb.TAKE_DOWN, notice.region.path)


def can_investigate(user: Actor, objection: Objection) -> bool:
    """The town federation's own; whoever publishes in the same village is no outsider there."""
    return can_record(user, objection.notice)


def can_record(user: Actor, notice: PublicNotice) -> bool:
    """Whoever may investigate types in an objection that came on paper: it may bear a name (frame F6)."""
    path = notice.region.path
    return user.may(Verb.INVESTIGATE, path) and not user.may(Verb.PUBLISH, path)
