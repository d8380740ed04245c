"""Petitions, and what is suggested to other bodies from many of them."""

from anjia.services.petitions.models.petition import (
    Petition,
    PetitionAnswer,
    PetitionDemand,
    PetitionHearing,
    PetitionOrder,
)
from anjia.services.petitions.models.suggestion import PolicySuggestion, QuotedFigure, SuggestionReply

__all__ = [
    "Petition",
    "PetitionAnswer",
    "PetitionDemand",
    "PetitionHearing",
    "PetitionOrder",
    "PolicySuggestion",
    "QuotedFigure",
    "SuggestionReply",
]
