"""Points are whole numbers of half-points: no floats anywhere (architecture 4, domain A2-7)."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Column = models.CharField[Sequence[int], tuple[int, ...]]
else:
    _Column = models.CharField


class HalfPointsField(_Column):
    """A row of scores in one column: a tuple of half-points in the order of the criteria, stored as `20,16,…`."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> tuple[int, ...]:
        return self.to_python(value)

    def to_python(self, value: Any) -> tuple[int, ...]:
        if not value:
            return ()
        if isinstance(value, str):
            return tuple(int(part) for part in value.split(","))
        return tuple(value)

    def get_prep_value(self, value: Any) -> str:
        return ",".join(str(part) for part in self.to_python(value))

    def value_to_string(self, obj: Any) -> str:
        return self.get_prep_value(self.value_from_object(obj))


def shown(half_points: int) -> str:
    """Half-points as a person reads them: 20 → "10", 17 → "8.5"."""
    return f"{half_points // 2}.5" if half_points % 2 else str(half_points // 2)


def shown_mean(total_half_points: int, raters: int) -> str:
    """The mean of several raters, rounded half up to one decimal; never for comparing.

    >>> shown_mean(1799, 10)
    '90.0'
    """
    if not raters:
        return "—"
    mean = Decimal(total_half_points) / (2 * raters)
    return str(mean.quantize(Decimal("0.1"), ROUND_HALF_UP))


def shown_points(points: Fraction) -> str:
    """Points of a whole village to one decimal, half up; never for comparing.

    >>> shown_points(Fraction(1799, 20))
    '90.0'
    """
    return str((Decimal(points.numerator) / Decimal(points.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def reaches(total_half_points: int, raters: int, pass_mark_half_points: int) -> bool:
    """Whether the exact mean reaches the pass mark: 89.95 against 90 does not (domain A2-7)."""
    return raters > 0 and total_half_points >= pass_mark_half_points * raters


def parse_points(text: str) -> int:
    """Half-points from typed text such as `8.5`. Raises ValueError for anything that is no half step."""
    value = Decimal(text.strip())
    doubled = value * 2
    if doubled != doubled.to_integral_value():
        raise ValueError(text)
    return int(doubled)


def add_up(rows: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Column sums of several raters' scores."""
    return tuple(sum(column) for column in zip(*rows, strict=True))
