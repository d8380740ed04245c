"""Relations turned to a new head, as far as they are sure (GB/T 4761-2008; domain B3)."""

import pytest

from anjia.households.kinship import CODES, of_old_head, turned


@pytest.mark.parametrize(
    ("new", "head_sex", "expected"),
    [
        ("12", "", "11"), ("11", "", "12"), ("10", "", "10"), ("10", "2", "12"), ("22", "1", "51"), ("32", "2", "52"),
        ("30", "", "50"), ("38", "2", "54"), ("28", "1", "55"), ("38", "", "59"), ("51", "1", "20"), ("52", "2", "30"),
        ("50", "", ""), ("71", "1", "70"), ("41", "", "60"), ("53", "", "38"), ("56", "", "28"), ("60", "", "40"),
        ("99", "1", ""), ("", "1", ""),
    ],
)  # fmt: skip
def test_what_the_old_head_is_to_the_new(new, head_sex, expected):
    assert of_old_head(new, head_sex) == expected


@pytest.mark.parametrize(
    ("code", "new", "head_sex", "only_child", "expected"),
    [
        # A spouse follows: children stay children, the other's parents become in-laws and the other way round.
        ("22", "12", "1", False, "22"), ("51", "12", "1", False, "53"), ("52", "11", "2", False, "56"),
        ("53", "11", "2", False, "51"), ("51", "10", "", False, "59"), ("71", "12", "1", False, ""),
        # A child follows.
        ("12", "22", "1", False, "52"), ("11", "32", "2", False, "51"), ("10", "22", "1", False, "52"),
        ("10", "22", "", False, "50"), ("32", "22", "1", False, "70"), ("52", "22", "1", False, "60"),
        ("38", "22", "1", True, "12"), ("38", "22", "1", False, ""), ("41", "22", "1", True, "20"),
        ("44", "32", "1", True, "30"), ("41", "22", "1", False, ""), ("40", "22", "1", True, ""),
        ("71", "22", "1", True, ""),
        # A child-in-law follows.
        ("22", "38", "1", True, "11"), ("32", "28", "1", True, "12"), ("41", "38", "1", True, "20"),
        ("22", "38", "1", False, ""), ("12", "38", "1", True, ""),
        # A parent follows.
        ("51", "52", "1", False, "11"), ("52", "51", "1", False, "12"), ("50", "52", "1", False, "10"),
        ("12", "51", "1", False, "38"), ("10", "51", "1", False, ""), ("22", "52", "1", False, "41"),
        ("32", "52", "2", False, "44"), ("22", "51", "", False, "40"), ("71", "51", "1", False, "20"),
        ("99", "51", "1", False, ""),
        # A sibling follows: only the parents are sure.
        ("51", "71", "1", False, "51"), ("12", "71", "1", False, ""), ("22", "99", "1", False, ""),
    ],
)  # fmt: skip
def test_what_a_member_is_to_the_new_head(code, new, head_sex, only_child, expected):
    assert turned(code, new, head_sex=head_sex, only_child=only_child) == expected


def test_every_turn_ends_in_a_code_or_in_nothing():
    for code in CODES:
        for new in CODES:
            for sex in ("", "1", "2"):
                for only in (True, False):
                    assert turned(code, new, head_sex=sex, only_child=only) in {"", *CODES}
                assert of_old_head(new, sex) in {"", *CODES}
