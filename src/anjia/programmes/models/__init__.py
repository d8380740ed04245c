from anjia.programmes.models.base import CycleRow
from anjia.programmes.models.bodies import AppraisalPanel, LeadingGroup, LeadingGroupMember, PanelMember, PilotSite
from anjia.programmes.models.credit import Credit, CreditSource
from anjia.programmes.models.cycle import CycleStage, ProgrammeCycle, TargetAllocation
from anjia.programmes.models.hold import Hold
from anjia.programmes.models.standard import (
    Criterion,
    CriterionVariant,
    DeductionReason,
    Standard,
    StandardComment,
    StandardVersion,
)

__all__ = [
    "AppraisalPanel",
    "Credit",
    "CreditSource",
    "Criterion",
    "CriterionVariant",
    "CycleRow",
    "CycleStage",
    "DeductionReason",
    "Hold",
    "LeadingGroup",
    "LeadingGroupMember",
    "PanelMember",
    "PilotSite",
    "ProgrammeCycle",
    "Standard",
    "StandardComment",
    "StandardVersion",
    "TargetAllocation",
]
