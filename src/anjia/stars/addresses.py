"""Where things of this slice are found."""

from django.urls import reverse

from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region


def record_url(cycle: ProgrammeCycle, village: Region, number: int, group: Region | None = None) -> str:
    """Where a quarter is recorded; a group's sheet, where one is named."""
    url = reverse("stars:quarter_record", args=[cycle.pk, village.pk, number])
    return f"{url}?group={group.pk}" if group else url
