"""The writes of mediation."""

from anjia.services.mediation.actions.confirming import (
    ask_court,
    confirm_agreement,
    follow_up,
    mediate_again,
    note_court_accepted,
    note_court_extended,
    refuse_confirmation,
)
from anjia.services.mediation.actions.course import withdraw_mediation
from anjia.services.mediation.actions.handling import (
    begin_talks,
    decline_talks,
    fail_talks,
    hold_session,
    make_agreement,
)
from anjia.services.mediation.actions.registers import add_committee, add_training, answer_for, end_committee
from anjia.services.mediation.actions.rounds import open_screening, report_screening

__all__ = [
    "add_committee",
    "add_training",
    "answer_for",
    "ask_court",
    "begin_talks",
    "confirm_agreement",
    "decline_talks",
    "end_committee",
    "fail_talks",
    "follow_up",
    "hold_session",
    "make_agreement",
    "mediate_again",
    "note_court_accepted",
    "note_court_extended",
    "open_screening",
    "refuse_confirmation",
    "report_screening",
    "withdraw_mediation",
]
