"""The only writes of this slice."""

from anjia.documents.actions.drop_file import drop_file
from anjia.documents.actions.exports import approve_export, log_download, request_export
from anjia.documents.actions.keep_paper import Paper, drop_papers, keep_paper
from anjia.documents.actions.numbers import adopt_number, forget_adopted, take_block, take_number, void_number
from anjia.documents.actions.store_file import acceptable, store_file

__all__ = [
    "Paper",
    "acceptable",
    "adopt_number",
    "approve_export",
    "drop_file",
    "drop_papers",
    "forget_adopted",
    "keep_paper",
    "log_download",
    "request_export",
    "store_file",
    "take_block",
    "take_number",
    "void_number",
]
