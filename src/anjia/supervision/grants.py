"""Who reads and answers: the district office alone.

Never the village, which is what people write about. Not the town either: its federation imports rosters for its
villages and manages their officers' accounts, so it may itself be concerned, and a report that names nobody cannot tell
whether it is. Asking a reporter for names, to find out, would end the anonymity. So the question is not put.
"""

from anjia.kernel.permissions import grants
from anjia.supervision.enums import Verb


def grant() -> None:
    """Fill the register of grants; called once, when the slice is ready."""
    grants.allow(Verb.ANSWER, "district_office")
