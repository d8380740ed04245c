"""What stands behind the wall and is shared by every kind of case. Outward there are only plain ids."""

from anjia.services.models.case import BreakGlass, Case, CaseBar, CaseMember, CaseNumber
from anjia.services.models.client import Client, ClientConsent
from anjia.services.models.counts import AdviceCount, OutsideFigure, SatisfactionAnswer, SentForm
from anjia.services.models.deadline import Deadline
from anjia.services.models.joint import JointSession
from anjia.services.models.record import CaseFile, CaseNote, CaseTask, Referral

__all__ = [
    "AdviceCount",
    "BreakGlass",
    "Case",
    "CaseBar",
    "CaseFile",
    "CaseMember",
    "CaseNote",
    "CaseNumber",
    "CaseTask",
    "Client",
    "ClientConsent",
    "Deadline",
    "JointSession",
    "OutsideFigure",
    "Referral",
    "SatisfactionAnswer",
    "SentForm",
]
