"""Splitting a number so that nothing is lost: the largest remainder (domain A5-10)."""

from collections.abc import Sequence


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Share `total` out by weights; the parts always add up to it. Ties go to whoever stands first.

    Where no weight counts, everybody counts the same. Raises ValueError for a negative number, or for nobody to
    give anything to.

    >>> split(1000, [3120, 2875, 1990, 1015])
    [347, 319, 221, 113]
    """
    if total < 0 or any(weight < 0 for weight in weights):
        raise ValueError("neither a total nor a weight can be negative")
    if not weights:
        if total:
            raise ValueError("there is nobody to share with")
        return []
    shares = list(weights) if any(weights) else [1] * len(weights)
    whole = sum(shares)
    parts = [total * share // whole for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda i: (-(total * shares[i] % whole), i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
