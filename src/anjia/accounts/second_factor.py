"""The second factor (TOTP): required of everybody who holds a role that can export (domain B11)."""

from typing import Any

from allauth.mfa.models import Authenticator

from anjia.accounts import roles
from anjia.accounts.models import User


def is_required(user: Any) -> bool:
    """Whether one of the user's roles can export."""
    return isinstance(user, User) and user.holds(*roles.EXPORTING)


def is_set_up(user: User) -> bool:
    """Whether the user has a TOTP device."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def state_of(user: User) -> dict[str, bool]:
    """What pages show of a user's second factor."""
    kinds = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
    return {
        "needed": is_required(user),
        "set_up": Authenticator.Type.TOTP in kinds,
        "has_codes": Authenticator.Type.RECOVERY_CODES in kinds,
    }


def is_missing(user: Any) -> bool:
    """Whether the user must set up a second factor before anything else."""
    return is_required(user) and not is_set_up(user)
