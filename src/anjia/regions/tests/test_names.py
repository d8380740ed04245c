"""How people write names."""

import pytest

from anjia.regions.names import chinese_number, group_label, group_labels, group_number, village_stem


@pytest.mark.parametrize(
    "name",
    [
        "来园社区居委会",
        "来园社区居民委员会",
        "来园社区",
        "来园 社区",
        "来园村",
        "来园村委会",
        "来园村民委员会",
        "来园居委会",
        "来园",
    ],
)
def test_one_stem_for_all_endings(name):
    assert village_stem(name) == "来园"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7组", 7),
        ("７组", 7),
        ("第七组", 7),
        (" 7 组", 7),
        ("七村民小组", 7),
        ("十二组", 12),
        ("二十组", 20),
        ("7", 7),
        ("12小组", 12),
    ],
)
def test_groups_with_numbers(text, number):
    assert group_number(text) == number
    assert group_label(text) == f"{number}组"


@pytest.mark.parametrize("text", ["石塘组", "东升小组", "", "7栋"])
def test_groups_with_names_keep_them(text):
    assert group_number(text) is None
    assert group_label(text) == text


def test_other_text_is_no_number():
    assert chinese_number("万") is None
    assert chinese_number("东十") is None


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("1组…3组", ["1组", "2组", "3组"]),
        ("1-3组", ["1组", "2组", "3组"]),
        ("第1组至第3组", ["1组", "2组", "3组"]),
        ("1组、2组，石塘组", ["1组", "2组", "石塘组"]),
        ("1组\n2组\n1组", ["1组", "2组"]),
        ("3组…1组", ["3组...1组"]),
        ("", []),
    ],
)
def test_many_groups_at_once(text, labels):
    assert group_labels(text) == labels
