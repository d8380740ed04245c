"""Addresses of pages in the slices above, by a short name: for the papers that the slices below print."""

from django.conf import settings
from django.urls import reverse

_names: dict[str, str] = {}


def offer_address(key: str, url_name: str) -> None:
    """`offer_address("pressed", "supervision:pressed")` from an `apps.py`."""
    _names[key] = url_name


def address_of(key: str) -> str:
    """The whole address as it is printed; empty where no slice offers the page."""
    return settings.SITE_URL + reverse(_names[key]) if key in _names else ""


def path_of(key: str) -> str:
    """The address within this site; empty where no slice offers the page."""
    return reverse(_names[key]) if key in _names else ""
