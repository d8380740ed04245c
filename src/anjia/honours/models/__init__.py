from anjia.honours.models.decision import NamingDecision
from anjia.honours.models.entry import DecisionEntry
from anjia.honours.models.title import Title

__all__ = ["DecisionEntry", "NamingDecision", "Title"]
