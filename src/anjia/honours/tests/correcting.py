"""Names corrected behind a decision, and the letter that says so."""

from anjia.honours.actions import sign_erratum
from anjia.honours.models import Erratum
from anjia.households.actions import correct_name
from anjia.households.models import Household


def rename(name: str, to: str, by) -> Household:
    household = Household.objects.select_related("region").get(head_name=name)
    correct_name(household, name=to, version=household.version, by=by)
    return household


def sign(erratum, world, **told) -> Erratum:
    return sign_erratum(erratum, signer_name="周主席", by=told.pop("by", world.district_office), **told)
