"""The writes of care."""

from anjia.services.care.actions.contacts import note_contact
from anjia.services.care.actions.handling import assess_care, withdraw_care
from anjia.services.care.actions.pairs import drop_pair, end_pair, propose_pair, start_pair, stop_visits
from anjia.services.care.actions.roster import (
    enter_volunteer,
    erase_volunteers,
    lapse_checks,
    leave_volunteer,
    vet_volunteer,
)
from anjia.services.care.actions.visits import answer_missed, make_visit, miss_overdue, move_visit

__all__ = [
    "answer_missed",
    "assess_care",
    "drop_pair",
    "end_pair",
    "enter_volunteer",
    "erase_volunteers",
    "lapse_checks",
    "leave_volunteer",
    "make_visit",
    "miss_overdue",
    "move_visit",
    "note_contact",
    "propose_pair",
    "start_pair",
    "stop_visits",
    "vet_volunteer",
    "withdraw_care",
]
