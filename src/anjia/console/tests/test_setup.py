"""The first run guide (experience 21)."""

import pytest
from django.test import Client

from anjia.console.setup import find_panels, steps
from anjia.evaluations.factories import family_in
from anjia.households.models import Household
from anjia.programmes.factories import open_cycle
from anjia.regions.models import Region


def shape(path):
    return [(step.is_done, step.is_next) for step in steps(path)]


def test_the_first_step_that_is_not_done_is_the_next(world):
    assert shape(world.county.path) == [(True, False), (True, False), (False, True), (False, False)]
    family_in(world.group)
    assert shape(world.county.path) == [(True, False), (True, False), (True, False), (False, True)]
    open_cycle(world)
    assert shape(world.county.path) == [(True, False)] * 4
    assert shape(world.village.path)[3] == (True, False)
    Household.objects.all().delete()
    Region.objects.filter(level=Region.Level.GROUP, path__startswith=world.neighbour_county.path).delete()
    assert shape(world.neighbour_county.path)[0] == (False, True)


@pytest.mark.parametrize("role", ["administrator", "district_office"])
def test_whoever_sets_the_house_up_sees_it_until_everything_stands(world, role):
    client, user = Client(), getattr(world, role)
    client.force_login(user, backend="anjia.accounts.backends.PasswordBackend")
    body = client.get("/console/").content.decode()
    assert "第一次使用" in body
    assert "下一步" in body
    family_in(world.group)
    open_cycle(world)
    assert "第一次使用" not in client.get("/console/").content.decode()


def test_setting_up_takes_the_place_of_an_empty_list(world):
    client = Client()
    client.force_login(world.administrator, backend="anjia.accounts.backends.PasswordBackend")
    body = client.get("/console/").content.decode()
    assert "按这几步搭起来" in body
    assert "都办完了" not in body


def test_nobody_else_is_bothered_with_it(world):
    for person in (world.village_officer, world.town_federation):
        assert find_panels(person, world.village.path) == []
    assert find_panels(world.administrator, "") == []
