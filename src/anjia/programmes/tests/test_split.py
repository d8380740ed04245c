import pytest
from hypothesis import given
from hypothesis import strategies as st

from anjia.programmes.targets import split


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [500, 300, 200], [50, 30, 20]),
        (10, [333, 333, 334], [3, 3, 4]),
        (1000, [3120, 2875, 1990, 1015], [347, 319, 221, 113]),
        (7, [1, 1, 1], [3, 2, 2]),
        (5, [0, 0], [3, 2]),
        (0, [1, 2], [0, 0]),
        (0, [], []),
    ],
)
def test_vectors(total, weights, parts):
    """Domain A5-10."""
    assert split(total, weights) == parts


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**5), min_size=1, max_size=40))
def test_the_parts_always_add_up_and_stay_within_one_of_their_share(total, weights):
    parts = split(total, weights)
    assert sum(parts) == total
    shares = weights if any(weights) else [1] * len(weights)
    assert all(abs(part * sum(shares) - total * share) < sum(shares) for part, share in zip(parts, shares, strict=True))


def test_what_cannot_be_split():
    for total, weights in [(-1, [1]), (1, [-1]), (1, [])]:
        with pytest.raises(ValueError, match=r"negative|nobody"):
            split(total, weights)
