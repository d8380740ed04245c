"""Who works with Anjia, what they hold, where they are signed in, and what they are told."""

from anjia.accounts.models.hand_over import HandOver
from anjia.accounts.models.message import Message, MutedKind
from anjia.accounts.models.people import Invitation, Membership, MembershipQuerySet, User, UserManager
from anjia.accounts.models.sign_in import CodeTries, SignIn
from anjia.accounts.models.token import ApiToken
from anjia.accounts.models.webhook import WebhookDelivery, WebhookEndpoint

__all__ = [
    "ApiToken",
    "CodeTries",
    "HandOver",
    "Invitation",
    "Membership",
    "MembershipQuerySet",
    "Message",
    "MutedKind",
    "SignIn",
    "User",
    "UserManager",
    "WebhookDelivery",
    "WebhookEndpoint",
]
