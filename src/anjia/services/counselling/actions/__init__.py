"""The writes of counselling."""

from anjia.services.counselling.actions.course import begin_course, finish_course, withdraw_counselling
from anjia.services.counselling.actions.crises import contact_again, raise_crisis, settle_crisis
from anjia.services.counselling.actions.hours import book_hour, say_what_became
from anjia.services.counselling.actions.places import count_group, keep_contact, keep_room, remove_contact, set_duty

__all__ = [
    "begin_course",
    "book_hour",
    "contact_again",
    "count_group",
    "finish_course",
    "keep_contact",
    "keep_room",
    "raise_crisis",
    "remove_contact",
    "say_what_became",
    "set_duty",
    "settle_crisis",
    "withdraw_counselling",
]
