"""The second factor, an authenticator app or a passkey: required where a role says so (domain B11)."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db.models import QuerySet

from anjia.accounts import roles
from anjia.accounts.models import User

Type = Authenticator.Type
FACTORS = (Type.TOTP, Type.WEBAUTHN)


def is_required(user: Any) -> bool:
    """Whether one of the user's roles demands it where it is held."""
    held = user.memberships_now if isinstance(user, User) else []
    return any(roles.BY_KEY[m.role].needs_second_factor(m.region.level) for m in held)


def factors_of(user: User) -> QuerySet[Authenticator]:
    """What proves beside the password that it is the user; recovery codes only stand in for one of these."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).order_by("created_at", "pk")


def is_set_up(user: User) -> bool:
    """Whether the user has an authenticator app or a passkey."""
    return factors_of(user).exists()


def has_app(user: User) -> bool:
    """Whether the user has an authenticator app."""
    return factors_of(user).filter(type=Type.TOTP).exists()


def state_of(user: User) -> dict[str, Any]:
    """What pages show of a user's second factor. One query."""
    held: dict[str, list[Authenticator]] = {}
    for factor in Authenticator.objects.filter(user_id=user.pk).order_by("created_at", "pk"):
        held.setdefault(factor.type, []).append(factor)
    codes = held.get(Type.RECOVERY_CODES)
    return {
        "needed": is_required(user),
        "set_up": any(kind in held for kind in FACTORS),
        "app": held.get(Type.TOTP, [None])[0],
        "passkeys": held.get(Type.WEBAUTHN, []),
        "has_codes": codes is not None,
        "codes_left": len(RecoveryCodes(codes[0]).get_unused_codes()) if codes else 0,
    }


def is_missing(user: Any) -> bool:
    """Whether the user must set up a second factor before anything else."""
    return is_required(user) and not is_set_up(user)
