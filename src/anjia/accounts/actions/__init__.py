"""The writes of accounts."""

from anjia.accounts.actions.closing import close_account, reopen_account
from anjia.accounts.actions.cover import arrange_cover, end_cover
from anjia.accounts.actions.factors import remove_factor, rename_passkey, settle_factors
from anjia.accounts.actions.guards import count_code_try, forget_code_tries
from anjia.accounts.actions.hand_over import call_off_hand_over, hand_over_role, invite_successor
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
    "arrange_cover",
    "call_off_hand_over",
    "change_preferences",
    "change_profile",
    "choose_kinds",
    "close_account",
    "count_code_try",
    "end_cover",
    "end_membership",
    "end_sign_in",
    "end_sign_ins",
    "forget_code_tries",
    "forget_messages",
    "forget_sign_ins",
    "grant_membership",
    "hand_over_role",
    "invite_person",
    "invite_successor",
    "make_token",
    "open_message",
    "read_messages",
    "remove_factor",
    "rename_passkey",
    "reopen_account",
    "reset_access",
    "revoke_token",
    "settle_factors",
    "tell",
    "tell_each",
    "withdraw_invitation",
]
