"""The writes of accounts."""

from anjia.accounts.actions.invitations import accept_invitation, invite_person, reset_access, withdraw_invitation
from anjia.accounts.actions.memberships import end_membership, grant_membership
from anjia.accounts.actions.messages import (
    Note,
    choose_kinds,
    forget_messages,
    open_message,
    read_messages,
    tell,
    tell_each,
)
from anjia.accounts.actions.profile import change_preferences, change_profile
from anjia.accounts.actions.tokens import make_token, revoke_token

__all__ = [
    "Note",
    "accept_invitation",
    "change_preferences",
    "change_profile",
    "choose_kinds",
    "end_membership",
    "forget_messages",
    "grant_membership",
    "invite_person",
    "make_token",
    "open_message",
    "read_messages",
    "reset_access",
    "revoke_token",
    "tell",
    "tell_each",
    "withdraw_invitation",
]
