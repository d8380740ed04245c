"""Handing a role over in one step, with what is open (issue 3), to a colleague or to somebody who is invited."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions.invitations import make_link
from anjia.accounts.actions.succession import HAND_OVER, check_can_be_passed_on, check_person, succeed
from anjia.accounts.enums import Purpose
from anjia.accounts.models import HandOver, Invitation, Membership, User
from anjia.accounts.permissions import can_hand_over
from anjia.accounts.queries import successors_for
from anjia.accounts.usernames import normalise, validate_username
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor


@transaction.atomic
def hand_over_role(
    membership: Membership, successor: User, *, by: Actor, note: str = "", keep_session: str = ""
) -> HandOver:
    """End the holder's role and give it to a colleague, with everything open on it; all of it or nothing.

    `keep_session`: the key of the session of a holder who does it, to print the sheet; every other session of one
    who has no role left ends. Raises NotPermitted, Refused (oneself, a closed account, roles that exclude each other,
    a stranger, a cover), Conflict (over already, handed over already, held already).
    """
    current = check_can_be_passed_on(membership, by)
    check_person(current, successor)
    if not successors_for(current, by).filter(pk=successor.pk).exists():
        raise Refused(
            _("“%(person)s”不在本地的工作人员里。") % {"person": successor}, who=_("请用邀请的办法，把链接发给本人。")
        )
    return succeed(_begin(current, by=by, note=note), successor, by=by, keep_session=keep_session)


@transaction.atomic
def invite_successor(
    membership: Membership, *, username: str, display_name: str, by: Actor, note: str = ""
) -> tuple[HandOver, str]:
    """Invite the successor; the role goes over when they accept. Returns the hand-over and the link's token.

    Whether there is an account already is not told. Raises as `hand_over_role`.
    """
    current = check_can_be_passed_on(membership, by)
    name = normalise(username)
    validate_username(name)
    if name == current.user.username:
        raise Refused(_("不能移交给自己。"), who=_("请填写接手人的手机号码或工号。"))
    invitation, token = make_link(Purpose.JOIN, name, display_name.strip(), current.role, current.region, by)
    return _begin(current, by=by, note=note, invitation=invitation), token


def _begin(membership: Membership, *, by: Actor, note: str, invitation: Invitation | None = None) -> HandOver:
    now = timezone.now()
    running = HandOver.objects.filter(membership=membership, done_at=None, called_off_at=None)
    for each in running.select_related("invitation", "membership"):
        if each.is_waiting and invitation is not None:
            raise Conflict(_("这项任职已经邀请了接手人，请先等对方接受，或取消那次移交。"))
        _withdraw(each)
    try:
        with transaction.atomic():
            return HandOver.objects.create(
                membership=membership, invitation=invitation, note=note.strip(), decided_by_id=by.pk, created_at=now
            )
    except IntegrityError:
        raise Conflict(_("这项任职刚刚已经移交，请刷新后查看。")) from None


def _withdraw(hand_over: HandOver) -> None:
    now = timezone.now()
    HandOver.objects.filter(pk=hand_over.pk).update(called_off_at=now, updated_at=now)
    waiting = Invitation.objects.filter(pk=hand_over.invitation_id, accepted_at=None, withdrawn_at=None)
    waiting.update(withdrawn_at=now, updated_at=now)


@transaction.atomic
def call_off_hand_over(hand_over: HandOver, *, by: Actor) -> HandOver:
    """Take back a hand-over whose successor has not accepted yet. Raises NotPermitted or Conflict."""
    if not can_hand_over(by, hand_over.membership):
        raise NotPermitted(_("您不能取消这次移交。"), who=_("由本人，或授予这个角色的单位办理。"))
    current = HandOver.objects.select_for_update().get(pk=hand_over.pk)
    if current.done_at or current.called_off_at:
        raise Conflict(_("这次移交已经办完或取消，请刷新后查看。"))
    _withdraw(current)
    current.refresh_from_db()
    path = hand_over.membership.region.path
    audit.record(HAND_OVER, current, by=by, after={"called_off": True}, region_path=path)
    return current
