"""One person follows another in a role: the writes that a hand-over and a leave cover have in common."""

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts import open_work
from anjia.accounts.actions.memberships import add_membership, end_stand_ins
from anjia.accounts.actions.messages import tell
from anjia.accounts.actions.sign_ins import end_sign_ins
from anjia.accounts.message_kinds import HANDED_OVER, TAKEN_OVER
from anjia.accounts.models import HandOver, Membership, User
from anjia.accounts.permissions import GRANT_VERB, can_hand_over
from anjia.accounts.queries import holders
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor

HAND_OVER = "accounts.hand_over"
WHO = _("需要改动时，请联系授予这个角色的单位。")


def check_can_be_passed_on(membership: Membership, by: Actor) -> Membership:
    """The membership as it stands now, held against a second hand; raises where it is over, lent, or not one's own."""
    current = Membership.objects.select_for_update().get(pk=membership.pk)
    current.user, current.region = membership.user, membership.region
    if not current.is_in_force:
        day = current.ends_on or current.starts_on
        raise Conflict(_("这项任职已在 %(day)s 结束或还没有开始，不能再移交。") % {"day": day}, who=WHO)
    if not can_hand_over(by, current):
        raise NotPermitted(_("您不能移交这项任职。"), who=_("由本人，或授予这个角色的单位办理。"))
    if current.covers_id:
        raise Refused(_("代理的任职不能转交别人。"), who=_("请由本人或授予这个角色的单位另行安排。"))
    return current


def check_person(membership: Membership, person: User) -> None:
    """Raise Refused or Conflict for somebody who cannot follow or stand in for the holder."""
    if person.pk == membership.user_id:
        raise Refused(_("不能移交给自己。"), who=_("请选择另一个人。"))
    if not person.is_active:
        raise Refused(_("“%(person)s”的账号已停用。") % {"person": person}, who=_("请另选一人，或先恢复账号。"))
    held = Membership.objects.in_force().filter(user=person, role=membership.role, region=membership.region)
    if held.filter(covers__isnull=True).exists():
        raise Conflict(_("“%(person)s”已经担任这个角色。") % {"person": person})


def succeed(hand_over: HandOver, successor: User, *, by: Actor, keep_session: str = "") -> HandOver:
    """The old membership ends, the new begins, and what was held by name changes hands: in the caller's transaction."""
    old = hand_over.membership
    check_person(old, successor)
    items = [item.as_kept() for item in open_work.of(old)]
    today = timezone.localdate()
    still_held = Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today), pk=old.pk)
    if not still_held.update(ends_on=today, updated_at=timezone.now(), version=F("version") + 1):
        raise Conflict(_("这项任职刚刚已经移交或结束，请刷新后查看。"))
    end_stand_ins(old, today)
    new = add_membership(successor, role=old.role, region=old.region, by=by)
    moved = open_work.pass_on(old, successor)
    done = {"successor": successor, "taken_up": new, "items": items, "done_at": timezone.now()}
    HandOver.objects.filter(pk=hand_over.pk).update(**done, updated_at=timezone.now(), version=F("version") + 1)
    hand_over.refresh_from_db()
    _tell_and_note(hand_over, moved, by=by, keep_session=keep_session)
    return hand_over


def _tell_and_note(hand_over: HandOver, moved: int, *, by: Actor, keep_session: str) -> None:
    old, path = hand_over.membership, hand_over.membership.region.path
    before, after = (
        {"user": old.user_id},
        {"user": hand_over.successor_id, "moved": moved, "open": len(hand_over.items)},
    )
    audit.record(HAND_OVER, hand_over, by=by, before=before, after=after, note=hand_over.note, region_path=path)
    holder = User.objects.get(pk=old.user_id)
    if not holder.memberships_now:
        end_sign_ins(holder, by=by, but=keep_session if by.pk == holder.pk else "", why=str(_("任职已移交")))
    facts = {"place": old.region.name, "role": str(old.get_role_display())}
    url = hand_over.get_absolute_url()
    tell([hand_over.successor], TAKEN_OVER.name, url=url, key=str(hand_over.pk), facts=facts, but=by)
    others = {old.user_id, *holders(path, verb=GRANT_VERB[old.role])} - {hand_over.successor_id}
    tell(others, HANDED_OVER.name, url=url, key=str(hand_over.pk), facts=facts, but=by)
