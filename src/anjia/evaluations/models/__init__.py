from anjia.evaluations.models.ballot import Ballot, CriterionDeduction, Recusal
from anjia.evaluations.models.candidacy import Candidacy, Opinion, StepRoster
from anjia.evaluations.models.meeting import Attendance, GroupMeeting, PanelSeat
from anjia.evaluations.models.spot_check import BlindBallot, BlindDeduction, DrawnFamily, SpotCheck

__all__ = [
    "Attendance",
    "Ballot",
    "BlindBallot",
    "BlindDeduction",
    "Candidacy",
    "CriterionDeduction",
    "DrawnFamily",
    "GroupMeeting",
    "Opinion",
    "PanelSeat",
    "Recusal",
    "SpotCheck",
    "StepRoster",
]
