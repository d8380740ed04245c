"""What may be done with the installation as a whole."""

from enum import StrEnum


class Verb(StrEnum):
    """Held by the administrator."""

    DISCARD_DEMO = "console.discard_demo"
