"""Area codes, domain B1."""

import pytest

from anjia.regions.codes import group_code, is_official, level_of, padded, parent_code, stand_in
from anjia.regions.enums import Level


@pytest.mark.parametrize(
    ("short", "code", "level"),
    [
        ("4302", "430200000000", Level.CITY),
        ("430203", "430203000000", Level.COUNTY),
        ("430203001", "430203001000", Level.TOWN),
        ("430203001001", "430203001001", Level.VILLAGE),
    ],
)
def test_short_codes_are_padded_and_tell_their_level(short, code, level):
    assert padded(short) == code
    assert level_of(code) is level


@pytest.mark.parametrize("code", ["", "43", "43020", "4302030010012", "43020300100a", "４３０２０３００１００１"])
def test_other_lengths_and_other_signs_are_no_codes(code):
    assert level_of(padded(code)) is None


@pytest.mark.parametrize("province", ["10", "16", "20", "24", "30", "38", "47", "55", "66", "70", "90"])
def test_unknown_provinces_are_refused(province):
    assert not is_official(province + "0203001001")


@pytest.mark.parametrize("province", ["11", "15", "23", "37", "46", "54", "65", "71", "81", "82"])
def test_known_provinces_pass(province):
    assert is_official(province + "0203001001")


@pytest.mark.parametrize("code", ["430003001001", "430203000001", "430200001001", "430000000000"])
def test_a_code_with_a_hole_is_refused(code):
    assert level_of(code) is None


def test_the_parent_is_the_prefix_and_zeros():
    assert parent_code("430203001001") == "430203001000"
    assert parent_code("430203001000") == "430203000000"
    assert parent_code("430203000000") == "430200000000"
    assert parent_code("430200000000") == ""


def test_groups_get_a_suffix_of_our_own():
    assert group_code("430203001001", 7) == "430203001001-07"
    assert level_of("430203001001-07") is Level.GROUP
    assert parent_code("430203001001-07") == "430203001001"
    assert level_of("430203001000-07") is None


def test_a_bad_code_has_no_parent():
    with pytest.raises(ValueError, match="not an area code"):
        parent_code("12")


def test_a_city_without_counties_gets_a_stand_in_for_one():
    assert level_of("441900003000") is Level.TOWN
    assert level_of("441900003001") is Level.VILLAGE
    assert parent_code("441900003001") == "441900003000"
    assert parent_code("441900003000") == stand_in("441900003000") == "441900000000-00"
    assert level_of("441900000000-00") is Level.COUNTY
    assert parent_code("441900000000-00") == "441900000000"


def test_no_other_city_does():
    assert level_of("430200003001") is None
    assert level_of("430200000000-00") is None
