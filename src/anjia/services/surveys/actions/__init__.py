"""The writes of surveys."""

from anjia.services.surveys.actions.answers import answer_survey, take_back_batch, type_sheets
from anjia.services.surveys.actions.making import (
    add_question,
    drop_survey,
    make_codes,
    make_survey,
    open_survey,
    remove_question,
)
from anjia.services.surveys.actions.over import close_due, close_survey, erase_due

__all__ = [
    "add_question",
    "answer_survey",
    "close_due",
    "close_survey",
    "drop_survey",
    "erase_due",
    "make_codes",
    "make_survey",
    "open_survey",
    "remove_question",
    "take_back_batch",
    "type_sheets",
]
