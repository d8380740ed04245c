"""The only writes of this slice."""

from anjia.honours.actions.decide import decide_naming, draft_decision, void_decision
from anjia.honours.actions.export_titles import approve_export, log_download, request_export
from anjia.honours.actions.print_certificates import print_certificates
from anjia.honours.actions.sign import sign_decision
from anjia.honours.actions.titles import withdraw_titles

__all__ = [
    "approve_export",
    "decide_naming",
    "draft_decision",
    "log_download",
    "print_certificates",
    "request_export",
    "sign_decision",
    "void_decision",
    "withdraw_titles",
]
