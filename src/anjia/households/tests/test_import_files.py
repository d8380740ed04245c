"""Many places at once, from the command: what is merged stays, what was only staged is given up (experience 4)."""

import pytest

from anjia.accounts.testing import make_world
from anjia.households.actions.import_files import import_places
from anjia.households.enums import BatchState
from anjia.households.models import Consent, Household, ImportBatch, StagedFamily
from anjia.households.roster import LABELS
from anjia.households.tests.rosters import xlsx
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)


def roster(village, *names):
    rows = [
        [village.code, village.name, village.children.first().name, name, "1970-05", 3, "1号", "", "常住", "是", "是"]
        for name in names
    ]
    return f"{village.code}.xlsx", xlsx([[str(label) for label in LABELS.values()], *rows])


@pytest.fixture
def world(transactional_db):
    return make_world()


def test_each_place_is_a_batch_of_its_own(world):
    places = [
        (world.village, [roster(world.village, "王小明", "李四")]),
        (world.neighbour_village, [roster(world.neighbour_village, "赵六")]),
    ]
    imported = list(import_places(places, by=SYSTEM))
    assert [batch.state for batch, _result in imported] == [BatchState.MERGED, BatchState.MERGED]
    assert [batch.summary["done"]["new"] for batch, _result in imported] == [2, 1]
    assert set(Household.objects.values_list("head_name", "region__parent__code")) == {
        ("王小明", world.village.code),
        ("李四", world.village.code),
        ("赵六", world.neighbour_village.code),
    }
    assert Consent.objects.count() == 6
    assert not StagedFamily.objects.exists()


def test_a_file_that_cannot_be_read_stops_there_and_leaves_what_is_merged(world):
    places = [
        (world.village, [roster(world.village, "王小明")]),
        (world.neighbour_village, [("坏.xlsx", b"PK\x03\x04 broken")]),
    ]
    with pytest.raises(Refused):
        list(import_places(places, by=SYSTEM))
    assert list(Household.objects.values_list("head_name", flat=True)) == ["王小明"]


def test_what_was_only_staged_is_given_up_when_the_caller_stops(world):
    places = [
        (world.village, [roster(world.village, "王小明")]),
        (world.neighbour_village, [roster(world.neighbour_village, "赵六")]),
    ]
    walk = import_places(places, by=SYSTEM)
    next(walk)
    walk.close()
    assert list(Household.objects.values_list("head_name", flat=True)) == ["王小明"]
    assert sorted(ImportBatch.objects.values_list("state", flat=True)) == [BatchState.DISCARDED, BatchState.MERGED]
    assert not StagedFamily.objects.exists()


def test_nobody_imports_where_they_may_not(world):
    places = [(world.neighbour_village, [roster(world.neighbour_village, "赵六")])]
    with pytest.raises(NotPermitted):
        list(import_places(places, by=world.village_officer))
