"""The writes of petitions."""

from anjia.services.petitions.actions.demanding import demand_act, escalate_demands, record_demand_answer, urge
from anjia.services.petitions.actions.further import note_hearing, object_petition, resume_petition
from anjia.services.petitions.actions.handling import (
    accept_petition,
    extend_petition,
    merge_petition,
    redirect_petition,
    register_petition,
    reply_petition,
)
from anjia.services.petitions.actions.orders import answer_order, order_petition
from anjia.services.petitions.actions.reviewing import (
    answer_recheck,
    answer_review,
    ask_recheck,
    ask_review,
    withdraw_petition,
)
from anjia.services.petitions.actions.suggesting import (
    Draft,
    approve_suggestion,
    decide_publication,
    draft_suggestion,
    escalate_replies,
    propose_suggestion,
    record_reply,
    revise_suggestion,
    rework_suggestion,
    send_back_suggestion,
    send_suggestion,
    withdraw_suggestion,
)

__all__ = [
    "Draft",
    "accept_petition",
    "answer_order",
    "answer_recheck",
    "answer_review",
    "approve_suggestion",
    "ask_recheck",
    "ask_review",
    "decide_publication",
    "demand_act",
    "draft_suggestion",
    "escalate_demands",
    "escalate_replies",
    "extend_petition",
    "merge_petition",
    "note_hearing",
    "object_petition",
    "order_petition",
    "propose_suggestion",
    "record_demand_answer",
    "record_reply",
    "redirect_petition",
    "register_petition",
    "reply_petition",
    "resume_petition",
    "revise_suggestion",
    "rework_suggestion",
    "send_back_suggestion",
    "send_suggestion",
    "urge",
    "withdraw_petition",
    "withdraw_suggestion",
]
