"""The only writes of this slice."""

from anjia.evaluations.actions.appealed import (
    call_again,
    clear_vote,
    overturn_opinion,
    restore_to_notice,
    strike_deductions,
)
from anjia.evaluations.actions.ballots import record_ballot
from anjia.evaluations.actions.blind_ballots import record_blind_ballot
from anjia.evaluations.actions.candidacies import (
    choose_alternatives,
    consent_candidacies,
    open_candidacies,
    register_candidacies,
    withdraw_candidacies,
)
from anjia.evaluations.actions.handoff import leave_notice, name_candidacies, publish_candidacies, take_off_notice
from anjia.evaluations.actions.meetings import close_meeting, count_others, open_meeting, plan_meeting, seat_panel
from anjia.evaluations.actions.nominations import record_votes
from anjia.evaluations.actions.recusals import declare_recusal, end_recusal, exclude_raters
from anjia.evaluations.actions.rehearse import leave_rehearsals, play_opinions
from anjia.evaluations.actions.returned import resubmit_candidacy
from anjia.evaluations.actions.roll import mark_attendance
from anjia.evaluations.actions.rosters import make_roster
from anjia.evaluations.actions.scoring import finish_scoring
from anjia.evaluations.actions.spot_checks import (
    Terms,
    announce_spot_check,
    call_off_spot_check,
    close_spot_check,
    draw_spot_check,
)
from anjia.evaluations.actions.steps import approve_candidacies, give_opinion

__all__ = [
    "Terms",
    "announce_spot_check",
    "approve_candidacies",
    "call_again",
    "call_off_spot_check",
    "choose_alternatives",
    "clear_vote",
    "close_meeting",
    "close_spot_check",
    "consent_candidacies",
    "count_others",
    "declare_recusal",
    "draw_spot_check",
    "end_recusal",
    "exclude_raters",
    "finish_scoring",
    "give_opinion",
    "leave_notice",
    "leave_rehearsals",
    "make_roster",
    "mark_attendance",
    "name_candidacies",
    "open_candidacies",
    "open_meeting",
    "overturn_opinion",
    "plan_meeting",
    "play_opinions",
    "publish_candidacies",
    "record_ballot",
    "record_blind_ballot",
    "record_votes",
    "register_candidacies",
    "restore_to_notice",
    "resubmit_candidacy",
    "seat_panel",
    "strike_deductions",
    "take_off_notice",
    "withdraw_candidacies",
]
