"""The only writes of this slice."""

from anjia.notices.actions.answer_objection import answer_objection, start_investigation
from anjia.notices.actions.correct_entries import correct_entries, correct_results
from anjia.notices.actions.count_days import check_gaps, end_notices, record_heartbeat
from anjia.notices.actions.file_objection import file_objection, record_objection
from anjia.notices.actions.leave_notices import leave_notices, leave_results, refresh_names, relist_results
from anjia.notices.actions.publish_notice import publish_notice, repost_notice
from anjia.notices.actions.publish_result import publish_families, publish_results
from anjia.notices.actions.publish_stars import publish_quarter, publish_star_year
from anjia.notices.actions.rehearse import pass_working_day
from anjia.notices.actions.take_down_notice import take_down_notice

__all__ = [
    "answer_objection",
    "check_gaps",
    "correct_entries",
    "correct_results",
    "end_notices",
    "file_objection",
    "leave_notices",
    "leave_results",
    "pass_working_day",
    "publish_families",
    "publish_notice",
    "publish_quarter",
    "publish_results",
    "publish_star_year",
    "record_heartbeat",
    "record_objection",
    "refresh_names",
    "relist_results",
    "repost_notice",
    "start_investigation",
    "take_down_notice",
]
