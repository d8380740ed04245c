"""The only writes of this slice."""

from anjia.rolling.actions.appealed import overturn_revocation, strike_findings
from anjia.rolling.actions.cancel import draft_cancellation, sign_cancellation, void_cancellation
from anjia.rolling.actions.leave import close_reviews, follow_titles, forget_reviews, lapse, merge_titles
from anjia.rolling.actions.mark_due import mark_due
from anjia.rolling.actions.plan import Planned, cancel_review, plan_reviews, recuse_reviewer
from anjia.rolling.actions.record import Look, extend_rectification, record_review
from anjia.rolling.actions.revoke import (
    approve_revocation,
    decline_revocation,
    deliver_decision,
    propose_revocation,
    record_agreement,
    record_hearing,
)

__all__ = [
    "Look",
    "Planned",
    "approve_revocation",
    "cancel_review",
    "close_reviews",
    "decline_revocation",
    "deliver_decision",
    "draft_cancellation",
    "extend_rectification",
    "follow_titles",
    "forget_reviews",
    "lapse",
    "mark_due",
    "merge_titles",
    "overturn_revocation",
    "plan_reviews",
    "propose_revocation",
    "record_agreement",
    "record_hearing",
    "record_review",
    "recuse_reviewer",
    "sign_cancellation",
    "strike_findings",
    "void_cancellation",
]
