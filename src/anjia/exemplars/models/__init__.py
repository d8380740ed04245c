from anjia.exemplars.models.ceremony import Ceremony, CeremonySeat
from anjia.exemplars.models.earlier import PlaqueImport
from anjia.exemplars.models.honour import OtherHonour
from anjia.exemplars.models.plaque import Plaque
from anjia.exemplars.models.recommendation import Recommendation

__all__ = ["Ceremony", "CeremonySeat", "OtherHonour", "Plaque", "PlaqueImport", "Recommendation"]
