"""A family's own file is put together from the slices' parts, in plain words (domain B10)."""

from datetime import date

import pytest

from anjia.households import own_file as registry
from anjia.households.actions import withdraw_publication
from anjia.households.enums import ConsentKind
from anjia.households.factories import consent, family
from anjia.households.own_file import Line, Part, key_of, own_file, own_part

pytestmark = pytest.mark.django_db
ON = date(2026, 4, 28)


@pytest.fixture
def household(world):
    return family(world.group, "王秀英", "13812345678", address="樟树坪 8 号")


@pytest.fixture
def alone(monkeypatch):
    """The registry with nothing in it."""
    monkeypatch.setattr(registry, "_finders", [])


def answering(name, part):
    def finder(household, on):
        return part

    finder.__name__ = name
    return finder


def test_two_parts_of_one_name_would_share_an_address_and_are_refused(alone):
    own_part(order=1)(answering("titles", None))
    with pytest.raises(ValueError, match="titles"):
        own_part(order=2)(answering("titles", None))


def test_every_part_has_an_address_of_its_own():
    keys = [key_of(finder) for _order, finder in registry._finders]
    assert len(keys) == len(set(keys)) > 8


def words(parts):
    return "\n".join(f"{line.label} {line.text} {line.chip}" for part in parts for line in part.lines)


def test_parts_stand_in_their_order_and_count_working_days(alone, household):
    own_part(order=30)(answering("last", Part("后面")))
    own_part(order=10)(answering("first", Part("前面", (Line("到期", until=date(2026, 5, 8)), Line("没有日子")))))
    own_part(order=20)(answering("silent", None))
    first, second = own_file(household, ON)
    assert (first.title, second.title) == ("前面", "后面")
    assert [line.days for line in first.lines] == [5, None]


def test_a_day_that_is_over_says_so(alone, household):
    own_part(order=1)(answering("over", Part("过了", (Line("到期", until=date(2026, 4, 27)),))))
    assert own_file(household, ON)[0].lines[0].days == -1


def test_the_family_reads_what_is_held_and_its_phone_is_shortened(household):
    told = words(own_file(household, ON))
    assert "王秀英" in told
    assert "樟树坪 8 号" in told
    assert "138****5678" in told
    assert "13812345678" not in told


def test_both_consents_are_told_as_they_stand(world, household):
    assert "您家现在没有参加" in words(own_file(household, ON))
    consent(household)
    assert "还没有您家自己的签字" in words(own_file(household, ON))
    consent(household, kind=ConsentKind.PUBLISH, proven=True)
    assert "户主的全名。" in words(own_file(household, ON))
    withdraw_publication(household, by=world.village_officer)
    assert "王*明" in words(own_file(household, ON))
