"""The writes of petitions."""

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

__all__ = [
    "accept_petition",
    "answer_order",
    "answer_recheck",
    "answer_review",
    "ask_recheck",
    "ask_review",
    "extend_petition",
    "merge_petition",
    "order_petition",
    "redirect_petition",
    "register_petition",
    "reply_petition",
    "withdraw_petition",
]
