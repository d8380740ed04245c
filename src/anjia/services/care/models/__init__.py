"""What care keeps of its own, beside the shared case."""

from anjia.services.care.models.aid import AidDonation, AidGrant, AidProject, HomeSafetyVisit
from anjia.services.care.models.case import CareCase, CareContact
from anjia.services.care.models.pair import CarePair, CareVisit
from anjia.services.care.models.volunteer import Volunteer

__all__ = [
    "AidDonation",
    "AidGrant",
    "AidProject",
    "CareCase",
    "CareContact",
    "CarePair",
    "CareVisit",
    "HomeSafetyVisit",
    "Volunteer",
]
