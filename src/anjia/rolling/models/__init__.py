from anjia.rolling.models.rectification import Rectification
from anjia.rolling.models.renewal import RenewalEntry
from anjia.rolling.models.review import ReviewFinding, ReviewRecusal, TitleReview
from anjia.rolling.models.revocation import Cancellation, Revocation

__all__ = [
    "Cancellation",
    "Rectification",
    "RenewalEntry",
    "ReviewFinding",
    "ReviewRecusal",
    "Revocation",
    "TitleReview",
]
