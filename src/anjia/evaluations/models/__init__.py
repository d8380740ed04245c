from anjia.evaluations.models.ballot import Ballot, CriterionDeduction, Recusal
from anjia.evaluations.models.candidacy import Candidacy, Opinion, StepRoster
from anjia.evaluations.models.meeting import Attendance, GroupMeeting, PanelSeat

__all__ = [
    "Attendance",
    "Ballot",
    "Candidacy",
    "CriterionDeduction",
    "GroupMeeting",
    "Opinion",
    "PanelSeat",
    "Recusal",
    "StepRoster",
]
