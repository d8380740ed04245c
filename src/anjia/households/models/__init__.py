from anjia.households.models.card import FamilyCard, FamilySession
from anjia.households.models.change import ChangeRequest, DuplicateAnswer, HouseholdChange, MinorConsent
from anjia.households.models.consent import Consent, ConsentProof, ConsentText
from anjia.households.models.correction import Correction
from anjia.households.models.household import Household, HouseholdMember, mask_name
from anjia.households.models.importing import ImportBatch, ImportUpload, RosterMapping, StagedFamily
from anjia.households.models.scan import ScannedPage, ScanUpload, SheetPage

__all__ = [
    "ChangeRequest",
    "Consent",
    "ConsentProof",
    "ConsentText",
    "Correction",
    "DuplicateAnswer",
    "FamilyCard",
    "FamilySession",
    "Household",
    "HouseholdChange",
    "HouseholdMember",
    "ImportBatch",
    "ImportUpload",
    "MinorConsent",
    "RosterMapping",
    "ScanUpload",
    "ScannedPage",
    "SheetPage",
    "StagedFamily",
    "mask_name",
]
