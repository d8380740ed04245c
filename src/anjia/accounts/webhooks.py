"""The kinds of events other systems may hear of, registered by the slices from `apps.py`."""

from django.utils.functional import Promise

kinds: dict[str, str | Promise] = {}


def offer_kind(name: str, label: str | Promise) -> None:
    """Make a kind known."""
    kinds[name] = label
