"""The second factors of a user: what happens when one is added, renamed or taken away (domain B11)."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.accounts import second_factor
from anjia.accounts.actions.sign_ins import end_sign_ins
from anjia.accounts.models import User
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused

CHANGE = "accounts.change_second_factor"


@transaction.atomic
def settle_factors(user: User, *, added: str, keep_session: str) -> None:
    """After a factor or new recovery codes came in: the trail tells, and other sessions end."""
    audit.record(CHANGE, user, by=user, after={"added": added})
    end_sign_ins(user, by=user, but=keep_session, why=str(_("第二重验证有变化")))


@transaction.atomic
def rename_passkey(passkey: Authenticator, *, name: str, by: User) -> Authenticator:
    """Give one's passkey another name."""
    _require_own(passkey, by)
    wrapped = passkey.wrap()
    wrapped.name = name.strip()
    passkey.save(update_fields=["data"])
    return passkey


@transaction.atomic
def remove_factor(factor: Authenticator, *, by: User, keep_session: str = "") -> None:
    """Take away an authenticator app or a passkey; the recovery codes go with the last one.

    Raises Refused for the last one while a role demands it, NotPermitted for anybody else's.
    """
    _require_own(factor, by)
    # Two tabs that each take one away are let in one after the other.
    User.objects.select_for_update().get(pk=by.pk)
    others = second_factor.factors_of(by).exclude(pk=factor.pk)
    if not others.exists() and second_factor.is_required(by):
        raise Refused(
            _("这是您最后一个第二重验证方式，您的角色要求至少保留一个。"),
            who=_("请先添加另一个（手机验证器或通行密钥），再移除这一个。"),
        )
    removed, _kinds = second_factor.factors_of(by).filter(pk=factor.pk).delete()
    if not removed:
        raise Conflict(_("这个验证方式已经移除，请刷新后查看。"))
    if not second_factor.factors_of(by).exists():
        Authenticator.objects.filter(user=by).delete()
    audit.record(CHANGE, by, by=by, after={"removed": factor.type})
    end_sign_ins(by, by=by, but=keep_session, why=str(_("第二重验证有变化")))


def _require_own(factor: Authenticator, by: User) -> None:
    if factor.user_id != by.pk:
        raise NotPermitted(_("只能改自己的验证方式。"))
