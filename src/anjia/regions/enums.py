"""Levels of the division tree, and what may be done with it."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """From the city at the root down to the residents' group (domain A3-1)."""

    CITY = "city", _("市")
    COUNTY = "county", _("区县")
    TOWN = "town", _("乡镇（街道）")
    VILLAGE = "village", _("村（社区）")
    GROUP = "group", _("村（居）民小组")

    @property
    def depth(self) -> int:
        """1 for a city … 5 for a group: the number of segments in the path."""
        return list(Level).index(self) + 1

    @property
    def below(self) -> "Level | None":
        """The level of the children; None for a group."""
        levels = list(Level)
        return levels[self.depth] if self.depth < len(levels) else None

    @property
    def above(self) -> "Level | None":
        """The level of the parent; None for a city."""
        return list(Level)[self.depth - 2] if self.depth > 1 else None


class Verb(StrEnum):
    """What may be done with regions; roles get their grants from `accounts`."""

    VIEW = "regions.view"
    LOAD_DIVISIONS = "regions.load_divisions"
    CREATE_GROUPS = "regions.create_groups"
    RECORD_TOTALS = "regions.record_totals"
    OVERRIDE_HOLIDAYS = "regions.override_holidays"
