"""The numbers of a household-heads meeting, by the rules in force on its day (domain B13; 村民委员会组织法 28)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from anjia.regions.enums import Measure, Rule
from anjia.regions.legal import bases
from anjia.regions.models import LegalBasis


def least(whole: int, basis: LegalBasis) -> int:
    """The fewest of `whole` that reach the share of a basis, or exceed it where it says 超过.

    Two thirds of 30 are 20, of 31 they are 21; more than half of 20 are 11.
    """
    share = Fraction(whole) * basis.share
    return floor(share) + 1 if basis.measure == Measure.MORE_THAN else ceil(share)


@dataclass(frozen=True)
class MeetingRules:
    """Who must come, and how many of those present must agree."""

    quorum: LegalBasis
    majority: LegalBasis

    def needed(self, households: int) -> int:
        """How many households must be represented."""
        return least(households, self.quorum)

    def votes_needed(self, present: int) -> int:
        """The fewest votes with which a family is nominated."""
        return least(present, self.majority)


def rules_on(day: date) -> MeetingRules:
    """The rules of a meeting held on a day."""
    found = bases([Rule.MEETING_QUORUM, Rule.MEETING_MAJORITY], day)
    return MeetingRules(found[Rule.MEETING_QUORUM], found[Rule.MEETING_MAJORITY])
