"""Leave cover: somebody stands in for the holder of a role from one day to another (issue 3)."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts import roles
from anjia.accounts.actions.memberships import check_walls
from anjia.accounts.actions.messages import tell
from anjia.accounts.actions.succession import check_can_be_passed_on, check_person
from anjia.accounts.message_kinds import COVER
from anjia.accounts.messages import Fact
from anjia.accounts.models import Membership, User
from anjia.accounts.permissions import GRANT_VERB, can_end_cover, clashes
from anjia.accounts.queries import successors_for
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor

LONGEST = timedelta(days=92)


@transaction.atomic
def arrange_cover(
    membership: Membership, substitute: User, *, starts_on: date, last_day: date, by: Actor
) -> Membership:
    """Let a colleague stand in through `last_day`. What they do stands under their own name, with whom they covered.

    Raises NotPermitted, Refused (days, oneself, a closed account, roles that exclude each other, a cover of a cover),
    Conflict where somebody covers those days already.
    """
    current = check_can_be_passed_on(membership, by)
    check_person(current, substitute)
    _check_days(current, starts_on, last_day)
    if not successors_for(current, by).filter(pk=substitute.pk).exists():
        raise Refused(_("“%(person)s”不在本地的工作人员里。") % {"person": substitute}, who=_("请另选一位同事。"))
    substitute.forget_memberships()
    if clashes(substitute, current.role):
        raise Refused(
            _("管理、审计与业务须由不同的人担任，“%(person)s”已有的角色与“%(role)s”不能兼任。")
            % {"person": substitute, "role": roles.BY_KEY[current.role].label},
            who=_("请另选一人。"),
        )
    check_walls(substitute, current.role, current.region)
    cover = Membership.objects.create(
        user=substitute,
        role=current.role,
        region=current.region,
        starts_on=starts_on,
        ends_on=last_day + timedelta(days=1),
        granted_by_id=by.pk,
        covers=current,
    )
    substitute.forget_memberships()
    told = {"user": substitute.pk, "covers": current.user_id, "starts_on": starts_on, "last_day": last_day}
    audit.record(GRANT_VERB[current.role], cover, by=by, after=told, region_path=current.region.path)
    facts: dict[str, Fact] = {
        "place": current.region.name,
        "role": str(current.get_role_display()),
        "first": starts_on,
        "last": last_day,
    }
    tell([substitute], COVER.name, url="/accounts/me/", key=str(cover.pk), facts=facts, but=by)
    return cover


def _check_days(membership: Membership, starts_on: date, last_day: date) -> None:
    if last_day < starts_on:
        raise Refused(_("结束的日子不能早于开始的日子。"), who=_("请改正日期。"))
    if starts_on < timezone.localdate():
        raise Refused(_("代理不能从过去的日子开始。"), who=_("请从今天或以后的日子算起。"))
    if last_day - starts_on > LONGEST:
        raise Refused(_("一次代理最长三个月。"), who=_("时间更长的，请办理移交。"))
    if membership.ends_on and last_day >= membership.ends_on:
        raise Refused(_("这项任职到 %(day)s 为止，代理不能更长。") % {"day": membership.last_day})
    taken = Membership.objects.filter(
        Q(starts_on__lte=last_day) & Q(ends_on__gt=starts_on) & Q(ends_on__gt=F("starts_on")), covers=membership
    )
    if taken.exists():
        other = taken.select_related("user").first()
        told = {"person": other.user, "first": other.starts_on, "last": other.last_day}
        raise Conflict(_("%(first)s 至 %(last)s 已由“%(person)s”代理。") % told, who=_("请先结束那次代理。"))


@transaction.atomic
def end_cover(cover: Membership, *, by: Actor, note: str = "") -> Membership:
    """End a cover before its day: by the holder who is back, the substitute, or who oversees the role.

    Raises NotPermitted, or Conflict where it is over already.
    """
    if not can_end_cover(by, cover):
        raise NotPermitted(_("您不能结束这次代理。"), who=_("由本人、代理人或授予这个角色的单位办理。"))
    today = timezone.localdate()
    day = max(today, cover.starts_on)
    if not Membership.objects.filter(pk=cover.pk, ends_on__gt=day).update(ends_on=day, updated_at=timezone.now()):
        raise Conflict(_("这次代理已经结束，请刷新后查看。"))
    before = {"ends_on": cover.ends_on}
    cover.refresh_from_db()
    told = {"ends_on": day}
    path = cover.region.path
    audit.record(GRANT_VERB[cover.role], cover, by=by, before=before, after=told, note=note, region_path=path)
    return cover
