"""The only writes of this slice."""

from anjia.honours.actions.decide import decide_naming, draft_decision, void_decision
from anjia.honours.actions.errata import forget_names, note_correction, resubmit_erratum, return_erratum, sign_erratum
from anjia.honours.actions.print_certificates import print_certificates
from anjia.honours.actions.sign import sign_decision
from anjia.honours.actions.titles import withdraw_titles

__all__ = [
    "decide_naming",
    "draft_decision",
    "forget_names",
    "note_correction",
    "print_certificates",
    "resubmit_erratum",
    "return_erratum",
    "sign_decision",
    "sign_erratum",
    "void_decision",
    "withdraw_titles",
]
