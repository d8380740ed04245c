"""People are walled too: nobody helps where they also judge families, nor judges where they help (domain F4)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.accounts import roles
from anjia.accounts.models import Membership, User
from anjia.accounts.queries import held_or_coming
from anjia.kernel.scope import contains
from anjia.regions.models import Region
from anjia.services.grants import SUPERVISOR, WORKER

INSIDE = frozenset({WORKER, SUPERVISOR})
JUDGES = frozenset(role.key for role in roles.ALL if role.judges_families)


def why_apart(user: User, role: str, region: Region) -> str | Promise:
    """Why the user may not hold the role in the region beside what they hold; empty where they may."""
    across = JUDGES if role in INSIDE else INSIDE if role in JUDGES else frozenset()
    held = [m for m in held_or_coming(user) if m.role in across and _overlap(m.region.path, region.path)]
    return _words(held[0]) if held else ""


def judges_families(phone: str, path: str) -> bool:
    """Whether the account of a phone judges families in the place, around it or within it.

    For those who help without an account: volunteers. Accounts are known by their phone.
    """
    digits = "".join(letter for letter in phone if letter.isdigit())
    user = User.objects.filter(username=digits).first() if digits else None
    return user is not None and any(m.role in JUDGES and _overlap(m.region.path, path) for m in held_or_coming(user))


def _overlap(one: str, other: str) -> bool:
    return contains(one, other) or contains(other, one)


def _words(held: Membership) -> str:
    return str(
        _(
            "办理求助的人和评议家庭的人，在同一个地方不能是同一个人：来求助的人才敢开口，评议才不受影响。"
            "对方现在是%(place)s的%(role)s。"
        )
        % {"place": held.region.name, "role": held.get_role_display()}
    )
