"""Tokens for programs: made by their owner for one of their own roles, shown once, revocable."""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts import second_factor
from anjia.accounts.actions.invitations import hash_of
from anjia.accounts.models import ApiToken, Membership, User
from anjia.accounts.permissions import can_grant
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import Actor, grants
from anjia.regions.enums import Verb as RegionVerb
from anjia.web.api.registry import verbs_of

VERB = "accounts.token"
PREFIX = "anjia_"
LONGEST = timedelta(days=366)
MOST = 20


@transaction.atomic
def make_token(
    membership: Membership, *, name: str, groups: Collection[str], last_day: date, by: User
) -> tuple[ApiToken, str]:
    """Make a token for one of one's own roles; returns it with its secret, which is kept nowhere.

    Raises NotPermitted for another's role, Refused (second factor, nothing chosen, longer than a year, too many).
    """
    _check_owner(membership, by)
    verbs = verbs_of(groups, grants.verbs_of(membership.role))
    if not verbs:
        raise Refused(_("没有选中任何用途。"), who=_("请至少选一项这个角色可以办的事。"))
    expires_at = _end_of(last_day)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        membership=membership,
        name=name.strip(),
        token_hash=hash_of(secret),
        hint=secret[-4:],
        verbs=sorted({*verbs, str(RegionVerb.VIEW)}),
        expires_at=expires_at,
    )
    after = {"name": token.name, "membership": membership.pk, "verbs": token.verbs, "expires_at": expires_at}
    audit.record(VERB, token, by=by, after=after, region_path=membership.region.path)
    return token, secret


def _check_owner(membership: Membership, by: User) -> None:
    if by.lent is not None or membership not in by.memberships_now:
        raise NotPermitted(_("令牌只能由本人在登录后，为自己现任的角色生成。"))
    if not second_factor.is_set_up(by):
        raise Refused(_("生成令牌须先设置手机验证器。"), who=_("请在“我的账号 · 登录安全”里设置。"))
    if ApiToken.objects.filter(membership=membership, revoked_at=None, expires_at__gt=timezone.now()).count() >= MOST:
        raise Refused(_("这个角色已有 %(n)d 个有效令牌。") % {"n": MOST}, who=_("请先吊销不再使用的。"))


def _end_of(day: date) -> datetime:
    """The last moment of a day; Refused where it is over or more than a year away."""
    today = timezone.localdate()
    if not today <= day <= today + LONGEST:
        raise Refused(_("到期日须在今天到一年之内。"))
    start = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    return start + timedelta(days=1)


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Actor) -> ApiToken:
    """Take a token out of use at once: by its owner, or by who hands out the role. Raises NotPermitted, Conflict."""
    membership = token.membership
    if by.pk != membership.user_id and not can_grant(by, membership.role, membership.region):
        raise NotPermitted(_("您不能吊销这个令牌。"), who=_("请由令牌的主人，或授予这个角色的单位办理。"))
    live = ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True)
    if not live.update(revoked_at=timezone.now(), revoked_by_id=by.pk):
        raise Conflict(_("这个令牌已经吊销，请刷新后查看。"))
    token.refresh_from_db()
    audit.record(VERB, token, by=by, after={"revoked": True}, region_path=membership.region.path)
    return token
