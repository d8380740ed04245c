"""Shares as they are written: one place, half up, from whole numbers (domain A8-22)."""

from decimal import ROUND_HALF_UP, Decimal


def share(part: int | None, whole: int | None) -> str:
    """A dash where there is nothing to share, or a number is hidden; a whole hundred without a place (A8-3).

    >>> share(245, 264), share(99, 99), share(756, 909), share(0, 0), share(None, 3)
    ('92.8%', '100%', '83.2%', '—', '—')
    """
    if part is None or not whole:
        return "—"
    if part == whole:
        return "100%"
    return f"{(Decimal(100 * part) / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
