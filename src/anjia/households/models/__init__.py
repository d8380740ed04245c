from anjia.households.models.consent import Consent, ConsentProof, ConsentText
from anjia.households.models.household import Household, HouseholdMember

__all__ = ["Consent", "ConsentProof", "ConsentText", "Household", "HouseholdMember"]
