"""Verbs of the screens themselves."""

from enum import StrEnum


class Verb(StrEnum):
    """What the trail says of lists; who may open a list is the list's own permission."""

    EXPORT_LIST = "web.export_list"
    RESTORE = "web.restore"
