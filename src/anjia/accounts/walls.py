"""Roles that two slices must keep apart in one place: asked whenever a role is handed out, whichever came first.

Filled from `apps.py` (architecture 1: people are walled too).
"""

from collections.abc import Callable

from django.utils.functional import Promise

from anjia.accounts.models import User
from anjia.regions.models import Region

Reason = Callable[[User, str, Region], str | Promise]
_reasons: list[Reason] = []


def keep_apart(reason: Reason) -> None:
    """`reason(user, role, region)` says why not, or nothing."""
    if reason not in _reasons:
        _reasons.append(reason)


def why_apart(user: User, role: str, region: Region) -> str:
    """The first reason why the user may not hold the role there; empty where there is none."""
    return next((str(why) for reason in _reasons if (why := reason(user, role, region))), "")
