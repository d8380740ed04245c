"""The only writes of this slice."""

from anjia.stories.actions.persons import add_person, add_photo, remove_photo, withdraw_person
from anjia.stories.actions.publishing import (
    check_story,
    publish_story,
    return_story,
    settle_finding,
    submit_story,
    take_down,
    take_down_of,
)
from anjia.stories.actions.writing import revise_story, start_story, write_sections

__all__ = [
    "add_person",
    "add_photo",
    "check_story",
    "publish_story",
    "remove_photo",
    "return_story",
    "revise_story",
    "settle_finding",
    "start_story",
    "submit_story",
    "take_down",
    "take_down_of",
    "withdraw_person",
    "write_sections",
]
