"""The only writes of this slice."""

from anjia.stars.actions.close import close_quarter
from anjia.stars.actions.correct import correct_quarter
from anjia.stars.actions.grade import check_gradable, grade_year, publish_year, regrade
from anjia.stars.actions.leave import adopt_stars, leave_stars
from anjia.stars.actions.record import Entry, record_stars
from anjia.stars.actions.recuse import declare_star_recusal
from anjia.stars.actions.win_back import win_back

__all__ = [
    "Entry",
    "adopt_stars",
    "check_gradable",
    "close_quarter",
    "correct_quarter",
    "declare_star_recusal",
    "grade_year",
    "leave_stars",
    "publish_year",
    "record_stars",
    "regrade",
    "win_back",
]
