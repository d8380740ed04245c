"""The only writes of this slice."""

from anjia.honours.actions.decide import decide_naming, draft_decision, void_decision
from anjia.honours.actions.print_certificates import print_certificates
from anjia.honours.actions.sign import sign_decision
from anjia.honours.actions.titles import withdraw_titles

__all__ = [
    "decide_naming",
    "draft_decision",
    "print_certificates",
    "sign_decision",
    "void_decision",
    "withdraw_titles",
]
