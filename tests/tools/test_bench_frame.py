import pytest

from bench.frame import Context, holds, table


@pytest.mark.parametrize(
    ("must", "value", "ratio", "expected"),
    [
        ("", 1, None, None),
        (">= 0.4x", 100, 0.4, True),
        (">= 0.4x", 100, 0.39, False),
        ("<= 400 MB", 399, None, True),
        ("<= 400 MB", 401, 0.1, False),
    ],
)
def test_what_must_hold(must, value, ratio, expected):
    assert holds(must, value, ratio) is expected


def test_a_ratio_without_a_peer_cannot_be_judged():
    with pytest.raises(ValueError, match="cannot tell"):
        holds(">= 2x", 1, None)


def test_a_row_is_taken_against_its_peer_and_shown(tmp_path):
    context = Context("decide", True, tmp_path)

    row = context.row("approve", 3.0, "s", peer=("one UPDATE", 1.5), must="<= 6x")

    assert (row.ratio, row.holds, context.size(10_000)) == (2.0, True, 1000)
    assert "2x" in table([row])
