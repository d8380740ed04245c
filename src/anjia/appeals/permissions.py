"""Who may decide an appeal: nobody who took part, nobody of the family, nobody below the level."""

from django.utils.translation import gettext_lazy as _

from anjia.appeals.enums import RecusedFor, Verb
from anjia.appeals.models import Appeal
from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, contains

ANOTHER = _("请由没有参加办理的人答复；本级没有的，由上一级答复。")
WHY = {
    RecusedFor.TOOK_PART: _("您参加过这一步的办理，不能答复对它的申诉。"),
    RecusedFor.KIN: _("您本人或亲属是这户家庭的成员，应当回避。"),
}


def can_view(user: Actor, appeal: Appeal) -> bool:
    return user.may(Verb.VIEW, appeal.region.path)


def stands_above(user: Actor, appeal: Appeal) -> bool:
    """Whether the user decides appeals there at the level of the step, or above it."""
    if user is SYSTEM:
        return True
    depth = appeal.kind.level.depth * SEGMENT
    return any(len(scope) <= depth and contains(scope, appeal.region.path) for scope in user.scopes(Verb.DECIDE))


def recusal_of(user: Actor, appeal: Appeal) -> RecusedFor | None:
    """Why the user may not decide it, if so."""
    found = appeal.recusals.filter(user=user.pk).values_list("reason", flat=True).first() if user.pk else None
    return RecusedFor(found) if found else None


def can_decide(user: Actor, appeal: Appeal) -> bool:
    return stands_above(user, appeal) and recusal_of(user, appeal) is None


def require_outsider(user: Actor, appeal: Appeal) -> None:
    """Raise NotPermitted in words."""
    if not stands_above(user, appeal):
        raise NotPermitted(_("您在这个地区不办理这一级的申诉。"), who=ANOTHER)
    reason = recusal_of(user, appeal)
    if reason is not None:
        raise NotPermitted(WHY[reason], who=ANOTHER)
