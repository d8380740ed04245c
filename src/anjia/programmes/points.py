"""Half-points as people write them: 180 is 90, 17 is 8.5."""

from decimal import Decimal


def shown(half_points: int | None) -> str:
    """
    >>> shown(180), shown(17)
    ('90', '8.5')
    """
    if half_points is None:
        return "—"
    return f"{half_points // 2}.5" if half_points % 2 else str(half_points // 2)


def half_points(points: Decimal) -> int:
    """Raises ValueError for what is no half step."""
    doubled = points * 2
    if doubled != doubled.to_integral_value():
        raise ValueError(points)
    return int(doubled)
