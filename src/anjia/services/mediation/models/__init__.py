"""A mediation's own part of its case, and the registers of those who mediate."""

from anjia.services.mediation.models.mediation import Agreement, Ending, FollowUp, Mediation, MediationSession
from anjia.services.mediation.models.registers import (
    Committee,
    MediatorTraining,
    ResponsibilityLink,
    Screening,
    ScreeningReport,
)

__all__ = [
    "Agreement",
    "Committee",
    "Ending",
    "FollowUp",
    "Mediation",
    "MediationSession",
    "MediatorTraining",
    "ResponsibilityLink",
    "Screening",
    "ScreeningReport",
]
