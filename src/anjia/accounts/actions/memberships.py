"""Handing out roles and taking them back."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts import roles, walls
from anjia.accounts.actions.sign_ins import end_sign_ins
from anjia.accounts.models import Membership, User
from anjia.accounts.permissions import GRANT_VERB, can_grant, clashes
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor
from anjia.regions.models import Region


def check_grant(*, role: str, region: Region, by: Actor) -> None:
    """Raise NotPermitted or Refused unless the actor may hand out the role in the region."""
    if role not in roles.BY_KEY:
        raise Refused(_("没有这个角色。"), who=_("请从列表中选择角色。"))
    if not can_grant(by, role, region):
        raise NotPermitted(
            _("您不能在“%(place)s”授予“%(role)s”。") % {"place": region, "role": roles.BY_KEY[role].label},
            who=_("村组角色由乡镇（街道）妇联授予，乡镇角色由区县办公室授予，其余由系统管理员授予。"),
        )
    if region.level not in roles.BY_KEY[role].levels:
        levels = "、".join(str(Region.Level(level).label) for level in roles.BY_KEY[role].levels)
        raise Refused(
            _("“%(role)s”只能设在%(levels)s，“%(place)s”不是。")
            % {"role": roles.BY_KEY[role].label, "levels": levels, "place": region}
        )


@transaction.atomic
def grant_membership(user: User, *, role: str, region: Region, by: Actor, starts_on: date | None = None) -> Membership:
    """Give a user a role in a region from a day on (today by default).

    Raises NotPermitted, Refused (level, roles that exclude each other, oneself), Conflict (held already).
    """
    if by.pk == user.pk and by.pk is not None:
        raise Refused(_("不能给自己授予角色。"), who=_("请由另一位管理人员办理。"))
    check_grant(role=role, region=region, by=by)
    return add_membership(user, role=role, region=region, by=by, starts_on=starts_on)


def add_membership(user: User, *, role: str, region: Region, by: Actor, starts_on: date | None = None) -> Membership:
    """The write itself, once it was decided that the role may be handed out."""
    user.forget_memberships()
    if clashes(user, role):
        raise Refused(
            _("管理、审计与业务须由不同的人担任，“%(person)s”已有的角色与“%(role)s”不能兼任。")
            % {"person": user, "role": roles.BY_KEY[role].label},
            who=_("请先结束原有角色，或另选一人。"),
        )
    check_walls(user, role, region)
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                user=user,
                role=role,
                region=region,
                starts_on=starts_on or timezone.localdate(),
                granted_by_id=by.pk,
            )
    except IntegrityError:
        raise Conflict(_("“%(person)s”已经担任这个角色。") % {"person": user}) from None
    user.forget_memberships()
    after = {"user": user.pk, "role": role, "starts_on": membership.starts_on}
    audit.record(GRANT_VERB[role], membership, by=by, after=after, region_path=region.path)
    return membership


def check_walls(user: User, role: str, region: Region) -> None:
    """Raise Refused where a slice keeps the role apart from one the user holds there, now or soon.

    The user's row is held meanwhile: two roles handed out at once cannot both slip through.
    """
    User.objects.select_for_update().filter(pk=user.pk).first()
    why = walls.why_apart(user, role, region)
    if why:
        raise Refused(why, who=_("请另选一人，或先结束原有的角色。"))


@transaction.atomic
def end_membership(membership: Membership, *, by: Actor, ends_on: date | None = None, note: str = "") -> Membership:
    """End a membership; from that day (today by default) it gives nothing.

    Raises NotPermitted, Refused (a day before it began), Conflict (ended already).
    """
    if membership.covers_id:
        raise Refused(_("这是代理，请用“结束代理”办理。"))
    if not can_grant(by, membership.role, membership.region):
        raise NotPermitted(_("您不能结束这项任职。"), who=_("请联系授予这个角色的单位。"))
    day = ends_on or timezone.localdate()
    if day < membership.starts_on:
        raise Refused(_("结束日期不能早于开始日期。"), who=_("请改正日期。"))
    ended = Membership.objects.filter(pk=membership.pk, ends_on__isnull=True).update(ends_on=day)
    if not ended:
        raise Conflict(_("这项任职已经结束，请刷新后查看。"))
    membership.refresh_from_db()
    end_stand_ins(membership, day)
    before, after = {"ends_on": None}, {"ends_on": day}
    path = membership.region.path
    audit.record(
        GRANT_VERB[membership.role],
        membership,
        by=by,
        before=before,
        after=after,
        note=note,
        region_path=path,
    )
    _leave_where_nothing_is_left(membership, by)
    return membership


def end_stand_ins(membership: Membership, day: date) -> None:
    """Who stood in for somebody whose role is over stands in no longer, and what was still to come falls away."""
    Membership.objects.filter(covers=membership, ends_on__gt=day).update(ends_on=Greatest(F("starts_on"), day))


def _leave_where_nothing_is_left(membership: Membership, by: Actor) -> None:
    """Somebody who holds no role any more is signed out everywhere."""
    holder = User.objects.get(pk=membership.user_id)
    if not holder.memberships_now:
        end_sign_ins(holder, by=by, why=str(_("任职已结束")))
