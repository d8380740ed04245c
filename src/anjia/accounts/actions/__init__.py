"""The writes of accounts."""

from anjia.accounts.actions.factors import remove_factor, rename_passkey, settle_factors
from anjia.accounts.actions.guards import count_code_try, forget_code_tries
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
from anjia.accounts.actions.sign_ins import end_sign_in, end_sign_ins, forget_sign_ins
from anjia.accounts.actions.tokens import make_token, revoke_token

__all__ = [
    "Note",
    "accept_invitation",
    "change_preferences",
    "change_profile",
    "choose_kinds",
    "count_code_try",
    "end_membership",
    "end_sign_in",
    "end_sign_ins",
    "forget_code_tries",
    "forget_messages",
    "forget_sign_ins",
    "grant_membership",
    "invite_person",
    "make_token",
    "open_message",
    "read_messages",
    "remove_factor",
    "rename_passkey",
    "reset_access",
    "revoke_token",
    "settle_factors",
    "tell",
    "tell_each",
    "withdraw_invitation",
]
