"""The writes of accounts."""

from anjia.accounts.actions.invitations import accept_invitation, invite_person, reset_access, withdraw_invitation
from anjia.accounts.actions.memberships import end_membership, grant_membership
from anjia.accounts.actions.profile import change_preferences, change_profile

__all__ = [
    "accept_invitation",
    "change_preferences",
    "change_profile",
    "end_membership",
    "grant_membership",
    "invite_person",
    "reset_access",
    "withdraw_invitation",
]
