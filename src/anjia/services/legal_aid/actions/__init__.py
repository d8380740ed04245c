"""The writes of legal aid."""

from anjia.services.legal_aid.actions.deciding import (
    appoint_defence,
    ask_papers,
    grant_ahead,
    grant_aid,
    lapse,
    papers_came,
    refuse_aid,
)
from anjia.services.legal_aid.actions.ending import (
    answer_objection,
    end_aid,
    object_to,
    review_quality,
    withdraw_application,
)
from anjia.services.legal_aid.actions.lawyers import assign_lawyer, deliver, replace_lawyer
from anjia.services.legal_aid.actions.measures import keep_measure, remove_measure

__all__ = [
    "answer_objection",
    "appoint_defence",
    "ask_papers",
    "assign_lawyer",
    "deliver",
    "end_aid",
    "grant_ahead",
    "grant_aid",
    "keep_measure",
    "lapse",
    "object_to",
    "papers_came",
    "refuse_aid",
    "remove_measure",
    "replace_lawyer",
    "review_quality",
    "withdraw_application",
]
