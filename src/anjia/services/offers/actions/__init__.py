"""The writes of service offers."""

from anjia.services.offers.actions.asking import ask_for, refer_person
from anjia.services.offers.actions.handling import arrange, leave
from anjia.services.offers.actions.offering import (
    OfferWords,
    change_offer,
    close_offer,
    close_over,
    draft_offer,
    open_offer,
)

__all__ = [
    "OfferWords",
    "arrange",
    "ask_for",
    "change_offer",
    "close_offer",
    "close_over",
    "draft_offer",
    "leave",
    "open_offer",
    "refer_person",
]
