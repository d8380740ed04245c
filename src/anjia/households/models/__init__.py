from anjia.households.models.consent import Consent, ConsentProof, ConsentText
from anjia.households.models.household import Household, HouseholdMember, mask_name
from anjia.households.models.importing import ImportBatch, ImportUpload, RosterMapping, StagedFamily
from anjia.households.models.scan import ScannedPage, ScanUpload, SheetPage

__all__ = [
    "Consent",
    "ConsentProof",
    "ConsentText",
    "Household",
    "HouseholdMember",
    "ImportBatch",
    "ImportUpload",
    "RosterMapping",
    "ScanUpload",
    "ScannedPage",
    "SheetPage",
    "StagedFamily",
    "mask_name",
]
