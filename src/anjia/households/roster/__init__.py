"""An uploaded roster, from bytes to validated columns. Pure: no models, no database.

`read_workbook(data, name)` opens it safely, `find_headers` proposes the columns, `examine` validates all of it,
`mark_errors` gives the user's own file back.
"""

from anjia.households.roster.compare import compare
from anjia.households.roster.examine import examine
from anjia.households.roster.fields import LABELS, ROSTER, Field, Vocabulary
from anjia.households.roster.header import Header, find_headers, mapping_of
from anjia.households.roster.issues import Code, Issue, Level, Told
from anjia.households.roster.marking import mark_errors
from anjia.households.roster.opening import read_workbook
from anjia.households.roster.result import Context, Counts, Duplicates, RosterResult, UnknownGroup
from anjia.households.roster.villages import Candidate, VillageProposal
from anjia.households.roster.workbook import Sheet, Workbook, combine

__all__ = [
    "LABELS",
    "ROSTER",
    "Candidate",
    "Code",
    "Context",
    "Counts",
    "Duplicates",
    "Field",
    "Header",
    "Issue",
    "Level",
    "RosterResult",
    "Sheet",
    "Told",
    "UnknownGroup",
    "VillageProposal",
    "Vocabulary",
    "Workbook",
    "combine",
    "compare",
    "examine",
    "find_headers",
    "mapping_of",
    "mark_errors",
    "read_workbook",
]
