"""Inviting by link: the token is shown once, only its hash is stored, it works once and for seven days."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions.memberships import add_membership, check_grant
from anjia.accounts.actions.sign_ins import end_sign_ins
from anjia.accounts.actions.succession import check_can_be_passed_on, succeed
from anjia.accounts.enums import Purpose, Verb
from anjia.accounts.models import HandOver, Invitation, User
from anjia.accounts.permissions import can_grant, can_reset
from anjia.accounts.usernames import normalise, validate_username
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.regions.models import Region

LIFETIME = timedelta(days=7)
RESET_WHO = _("须由管辖这个人全部角色的单位办理；担任多级职务的，请联系系统管理员。")
WHO = _("请向邀请您的人索要新的链接。")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find_invitation(token: str) -> Invitation | None:
    """The invitation a link stands for, if the link still works."""
    found = Invitation.objects.select_related("region").filter(token_hash=hash_of(token)).first()
    return found if found and found.is_open else None


@transaction.atomic
def invite_person(*, username: str, display_name: str, role: str, region: Region, by: Actor) -> tuple[Invitation, str]:
    """Invite a person to a role; returns the invitation and the token for the link, which is kept nowhere.

    Whether the person has an account already is not told. Raises NotPermitted, Refused, ValidationError.
    """
    check_grant(role=role, region=region, by=by)
    name = normalise(username)
    validate_username(name)
    if isinstance(by, User) and by.username == name:
        raise Refused(_("不能给自己授予角色。"), who=_("请由另一位管理人员办理。"))
    return make_link(Purpose.JOIN, name, display_name.strip(), role, region, by)


def make_link(
    purpose: Purpose, username: str, display_name: str, role: str, region: Region, by: Actor
) -> tuple[Invitation, str]:
    """A link of one of the two purposes, and its token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        purpose=purpose,
        token_hash=hash_of(token),
        username=username,
        display_name=display_name,
        role=role,
        region=region,
        invited_by_id=by.pk,
        expires_at=timezone.now() + LIFETIME,
    )
    after = {"purpose": purpose, "role": role, "expires_at": invitation.expires_at}
    audit.record(Verb.INVITE, invitation, by=by, after=after, region_path=region.path)
    return invitation, token


@transaction.atomic
def reset_access(user: User, *, by: Actor) -> tuple[Invitation, str]:
    """A link with which somebody who lost password or phone sets both anew; the token is kept nowhere.

    Raises NotPermitted unless the actor oversees every role the person holds: else a reset were a way up.
    """
    if not can_reset(by, user):
        raise NotPermitted(_("您不能为“%(person)s”重设登录。") % {"person": user}, who=RESET_WHO)
    first = user.memberships_now[0]
    return make_link(Purpose.RESET, user.username, user.display_name, first.role, first.region, by)


@transaction.atomic
def accept_invitation(token: str, *, password: str = "", by: User | None = None) -> User:
    """Use a link: makes the account with the password, or gives `by`, who is that user, the role.

    Raises Conflict (used, withdrawn, expired), Refused, or ValidationError for a weak password.
    """
    invitation = find_invitation(token)
    if invitation is None:
        raise Conflict(_("这个邀请链接已经用过、已被收回或已过期。"), who=WHO)
    if invitation.purpose == Purpose.RESET:
        return _let_in_anew(invitation, password)
    existing = User.objects.filter(username=invitation.username).first()
    if existing and (by is None or by.pk != existing.pk):
        raise Refused(_("这个手机号码或工号已有账号。"), who=_("请先登录该账号，再打开这个链接。"))
    user = existing or _create_user(invitation, password)
    _use_up(invitation, user)
    _give_role(invitation, user)
    audit.record(Verb.INVITE, invitation, by=user, after={"accepted_by": user.pk}, region_path=invitation.region.path)
    return user


def _give_role(invitation: Invitation, user: User) -> None:
    """The role one was invited to; where it is somebody else's still, it goes over now, with what is open."""
    waiting = HandOver.objects.filter(invitation=invitation).select_related("membership__user", "membership__region")
    hand_over, inviter = waiting.first(), _inviter(invitation)
    if hand_over is None:
        _check_inviter(invitation)
        add_membership(user, role=invitation.role, region=invitation.region, by=inviter)
        return
    check_can_be_passed_on(hand_over.membership, inviter)
    succeed(hand_over, user, by=inviter)


def _let_in_anew(invitation: Invitation, password: str) -> User:
    user = User.objects.get(username=invitation.username)
    if not can_reset(_inviter(invitation), user):
        raise Refused(_("发出链接的人已不再负责，链接失效。"), who=RESET_WHO)
    validate_password(password, user)
    _use_up(invitation, user)
    user.set_password(password)
    user.save(update_fields=["password", "updated_at"])
    # The lost phone opens nothing any more; the next sign-in sets up a new one.
    Authenticator.objects.filter(user=user).delete()
    end_sign_ins(user, by=user)
    audit.record(Verb.INVITE, user, by=user, after={"reset_by": invitation.invited_by_id})
    return user


def _create_user(invitation: Invitation, password: str) -> User:
    user = User(username=invitation.username, display_name=invitation.display_name)
    validate_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("这个邀请链接刚刚被用过。"), who=WHO) from None
    return user


def _use_up(invitation: Invitation, user: User) -> None:
    now = timezone.now()
    waiting = Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now
    )
    if not waiting.update(accepted_at=now, accepted_by_id=user.pk, updated_at=now, version=F("version") + 1):
        raise Conflict(_("这个邀请链接刚刚被用过。"), who=WHO)


def _inviter(invitation: Invitation) -> Actor:
    if invitation.invited_by_id is None:
        return SYSTEM
    return User.objects.get(pk=invitation.invited_by_id)


def _check_inviter(invitation: Invitation) -> None:
    # Who may no longer hand out the role has no open invitations either.
    if not can_grant(_inviter(invitation), invitation.role, invitation.region):
        raise Refused(_("邀请您的人已不再负责这个地区，邀请失效。"), who=WHO)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> Invitation:
    """Take a link back before it is used. Raises NotPermitted or Conflict."""
    if not can_grant(by, invitation.role, invitation.region):
        raise NotPermitted(_("您不能收回这个邀请。"), who=_("请联系发出邀请的单位。"))
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True)
    if not waiting.update(withdrawn_at=timezone.now()):
        raise Conflict(_("这个邀请已经用过或收回，请刷新后查看。"))
    HandOver.objects.filter(invitation=invitation, done_at=None).update(called_off_at=timezone.now())
    invitation.refresh_from_db()
    audit.record(Verb.INVITE, invitation, by=by, after={"withdrawn": True}, region_path=invitation.region.path)
    return invitation


@transaction.atomic
def forget_invitations(ids: Collection[UUID], by: Actor) -> int:
    """Invitations whose links have long been void go with the names in them; who came in has an account."""
    return int(Invitation.objects.filter(pk__in=ids).delete()[0])
