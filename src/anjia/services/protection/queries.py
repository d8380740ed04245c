"""Reads of protection: within what may be seen of its case."""

from anjia.services.models import Case
from anjia.services.protection.models import Protection, ProtectionOrder
from anjia.services.protection.workflow import ORDER_OPEN


def protection_of(case: Case) -> Protection:
    return Protection.objects.select_related("case__client").get(case=case)


def open_order(protection: Protection) -> ProtectionOrder | None:
    """The order that is asked for or holds; one at a time."""
    return protection.orders.filter(state__in=ORDER_OPEN).select_related("protection__case__client").first()
