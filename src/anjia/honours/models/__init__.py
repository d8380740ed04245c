from anjia.honours.models.adoption import TitleAdoption
from anjia.honours.models.decision import NamingDecision
from anjia.honours.models.entry import DecisionEntry
from anjia.honours.models.erratum import Erratum, ErratumLine
from anjia.honours.models.title import Title

__all__ = ["DecisionEntry", "Erratum", "ErratumLine", "NamingDecision", "Title", "TitleAdoption"]
