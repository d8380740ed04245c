"""The only writes of this slice."""

from anjia.appeals.actions.assign import reassign_orphans, step_aside
from anjia.appeals.actions.decide import decide_appeal
from anjia.appeals.actions.file_appeal import OnPaper, file_appeal, take_back_appeal
from anjia.appeals.actions.forget import forget_appeals

__all__ = [
    "OnPaper",
    "decide_appeal",
    "file_appeal",
    "forget_appeals",
    "reassign_orphans",
    "step_aside",
    "take_back_appeal",
]
