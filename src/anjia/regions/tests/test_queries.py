"""Scopes as ranges, names, matching, breadcrumb and switcher."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from anjia.kernel.permissions import SYSTEM
from anjia.kernel.scope import path_range
from anjia.regions.factories import load
from anjia.regions.models import Region
from anjia.regions.queries import (
    breadcrumb,
    full_names_of,
    groups_under,
    match_village,
    names_of,
    switcher,
    villages_under,
    visible_to,
)


def test_a_scope_is_one_range(world):
    low, high = path_range(world.town.path)
    inside = set(Region.objects.filter(path__gte=low, path__lt=high))
    by_tree = {world.town, *world.town.children.all()}
    by_tree |= {group for village in world.town.children.all() for group in village.children.all()}
    assert inside == by_tree
    assert set(visible_to(world.town_federation)) == inside


@pytest.mark.parametrize("persona", ["group_leader", "village_officer", "town_federation", "district_office"])
def test_what_one_sees_is_what_one_may(world, persona):
    user = getattr(world, persona)
    seen = set(visible_to(user).values_list("path", flat=True))
    for path in Region.objects.values_list("path", flat=True):
        assert (path in seen) == user.may("regions.view", path)


def test_the_machine_sees_everything(world):
    assert visible_to(SYSTEM).count() == Region.objects.count()


def test_villages_that_ended_are_no_longer_offered(world):
    yesterday = timezone.localdate() - timedelta(days=1)
    Region.objects.filter(pk=world.other_village.pk).update(valid_to=yesterday, successor=world.village)
    assert list(villages_under(world.town.path)) == [world.village]
    world.other_village.refresh_from_db()
    assert not world.other_village.is_valid_on()
    assert world.other_village.is_valid_on(date(2020, 1, 1))
    assert groups_under(world.village.path).count() == 2


@pytest.mark.parametrize("name", ["大园社区居委会", "大园社区居民委员会", "大园", "大园村", "大 园社区"])
def test_a_village_is_found_by_any_of_its_names(world, name):
    assert match_village(name, world.town.path) == [world.other_village]


def test_a_village_is_sought_in_ones_own_town_only(world):
    assert match_village("学堂冲社区居委会", world.town.path) == []


def test_two_villages_of_one_stem_are_both_offered_unless_the_name_is_exact(world):
    load([("430203001201", "大园村委会")])
    assert len(match_village("大园", world.town.path)) == 2
    assert [village.name for village in match_village("大园村委会", world.town.path)] == ["大园村委会"]


def test_names_of_many_paths_by_one_query(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        names = names_of([world.town.path, world.village.path, "9999"])
    assert names == {world.town.path: "贺家土街道", world.village.path: "来园社区居委会"}
    with django_assert_num_queries(1):
        full = full_names_of([world.group.path], top=Region.Level.COUNTY)
    assert full == {world.group.path: "芦淞区贺家土街道来园社区居委会1组"}


def test_the_breadcrumb_begins_at_ones_own_scope(world):
    assert [place.name for place in breadcrumb(world.group, world.town_federation)] == [
        "贺家土街道",
        "来园社区居委会",
        "1组",
    ]
    assert len(breadcrumb(world.group, world.city_office)) == 5


def test_the_switcher_offers_own_scopes_and_their_children_only(world):
    assert switcher(world.town_federation) == [world.town, world.village, world.other_village]
    assert switcher(world.town_federation, "1组") == [world.group, world.other_village.children.get(name="1组")]
    assert switcher(world.town_federation, "学堂冲") == []
    assert switcher(world.district_office, "430203002002")[0] == world.neighbour_village
