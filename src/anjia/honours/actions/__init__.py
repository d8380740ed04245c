"""The only writes of this slice."""

from anjia.honours.actions.adopt import (
    attach_scan,
    choose_title_columns,
    confirm_adoption,
    discard_adoption,
    upload_titles,
)
from anjia.honours.actions.decide import decide_naming, draft_decision, void_decision
from anjia.honours.actions.errata import forget_names, note_correction, resubmit_erratum, return_erratum, sign_erratum
from anjia.honours.actions.naming import TownNaming
from anjia.honours.actions.print_certificates import print_certificates
from anjia.honours.actions.sign import sign_decision
from anjia.honours.actions.titles import end_model_titles, reinstate_model_titles, withdraw_titles
from anjia.honours.actions.undo_adoption import undo_adoption

__all__ = [
    "TownNaming",
    "attach_scan",
    "choose_title_columns",
    "confirm_adoption",
    "decide_naming",
    "discard_adoption",
    "draft_decision",
    "end_model_titles",
    "forget_names",
    "note_correction",
    "print_certificates",
    "reinstate_model_titles",
    "resubmit_erratum",
    "return_erratum",
    "sign_decision",
    "sign_erratum",
    "undo_adoption",
    "upload_titles",
    "void_decision",
    "withdraw_titles",
]
