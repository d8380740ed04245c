"""The writes of care."""

from anjia.services.care.actions.aid import (
    close_project,
    drop_aid,
    grant_aid,
    note_safety,
    open_project,
    propose_aid,
    receive_donation,
)
from anjia.services.care.actions.contacts import note_contact
from anjia.services.care.actions.handling import assess_care, withdraw_care
from anjia.services.care.actions.pairs import drop_pair, end_pair, propose_pair, start_pair, stop_visits
from anjia.services.care.actions.roster import (
    enter_volunteer,
    erase_volunteers,
    lapse_checks,
    leave_volunteer,
    offer_self,
    vet_volunteer,
)
from anjia.services.care.actions.visits import answer_missed, make_visit, miss_overdue, move_visit

__all__ = [
    "answer_missed",
    "assess_care",
    "close_project",
    "drop_aid",
    "drop_pair",
    "end_pair",
    "enter_volunteer",
    "erase_volunteers",
    "grant_aid",
    "lapse_checks",
    "leave_volunteer",
    "make_visit",
    "miss_overdue",
    "move_visit",
    "note_contact",
    "note_safety",
    "offer_self",
    "open_project",
    "propose_aid",
    "propose_pair",
    "receive_donation",
    "start_pair",
    "stop_visits",
    "vet_volunteer",
    "withdraw_care",
]
