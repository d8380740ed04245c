"""The only writes of the registry."""

from anjia.households.actions.confirm_import import confirm_import, discard_import, settle_import
from anjia.households.actions.merge_import import merge_batch, stage_batch
from anjia.households.actions.undo_import import undo_import
from anjia.households.actions.upload_roster import choose_columns, upload_roster

__all__ = [
    "choose_columns",
    "confirm_import",
    "discard_import",
    "merge_batch",
    "settle_import",
    "stage_batch",
    "undo_import",
    "upload_roster",
]
