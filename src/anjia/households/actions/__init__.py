"""The only writes of the registry."""

from anjia.households.actions.cards import close_session, end_cards, issue_cards, open_session, void_cards
from anjia.households.actions.changes import (
    acknowledge_move,
    change_head,
    leave_area,
    move_household,
    record_death,
)
from anjia.households.actions.confirm_import import confirm_import, discard_import, settle_import
from anjia.households.actions.consents import (
    agree_oneself,
    issue_slip_codes,
    prove_by_codes,
    prove_by_sheet,
    prove_by_witness,
    withdraw_participation,
    withdraw_publication,
)
from anjia.households.actions.corrections import confirm_correction, correct_name, decline_correction
from anjia.households.actions.households import (
    edit_household,
    register_household,
    register_households,
    remove_member,
    reveal_phone,
    save_member,
)
from anjia.households.actions.merge_import import merge_batch, stage_batch
from anjia.households.actions.personal_data import erase_household, hand_out_file
from anjia.households.actions.scans import assign_page, file_page, read_scans, set_aside, upload_scans
from anjia.households.actions.sheets import print_sheets
from anjia.households.actions.split_merge import keep_apart, merge_households, split_household
from anjia.households.actions.undo_import import undo_import
from anjia.households.actions.upload_roster import choose_columns, upload_roster

__all__ = [
    "acknowledge_move",
    "agree_oneself",
    "assign_page",
    "change_head",
    "choose_columns",
    "close_session",
    "confirm_correction",
    "confirm_import",
    "correct_name",
    "decline_correction",
    "discard_import",
    "edit_household",
    "end_cards",
    "erase_household",
    "file_page",
    "hand_out_file",
    "issue_cards",
    "issue_slip_codes",
    "keep_apart",
    "leave_area",
    "merge_batch",
    "merge_households",
    "move_household",
    "open_session",
    "print_sheets",
    "prove_by_codes",
    "prove_by_sheet",
    "prove_by_witness",
    "read_scans",
    "record_death",
    "register_household",
    "register_households",
    "remove_member",
    "reveal_phone",
    "save_member",
    "set_aside",
    "settle_import",
    "split_household",
    "stage_batch",
    "undo_import",
    "upload_roster",
    "upload_scans",
    "void_cards",
    "withdraw_participation",
    "withdraw_publication",
]
