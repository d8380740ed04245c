"""Who works with Anjia, what they hold, and what they are told."""

from anjia.accounts.models.message import Message, MutedKind
from anjia.accounts.models.people import Invitation, Membership, MembershipQuerySet, User, UserManager
from anjia.accounts.models.token import ApiToken

__all__ = [
    "ApiToken",
    "Invitation",
    "Membership",
    "MembershipQuerySet",
    "Message",
    "MutedKind",
    "User",
    "UserManager",
]
