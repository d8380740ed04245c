"""The reference city in small: every village without groups gets groups, totals and families."""

import pytest

from anjia.console.demo.city import fill_city
from anjia.console.demo.ground import lay_ground
from anjia.console.demo.rosters import GROUPS
from anjia.households.models import Household
from anjia.kernel.scope import under
from anjia.regions.models import HouseholdTotal, Region
from anjia.regions.queries import villages_under

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_every_village_of_a_place_gets_groups_totals_and_a_roster(settings):
    settings.DEMO = True
    lay_ground()
    place = Region.objects.get(code="430202001000")
    villages = villages_under(place.path).filter(children=None).count()
    told = []
    imported = fill_city(place, 20, report=lambda name, done, total: told.append((name, done, total)))
    families = Household.objects.filter(under("region__path", place.path))
    assert imported == families.count() > 15 * villages > 0
    assert families.values("region__parent").distinct().count() == villages
    groups = Region.objects.filter(under("path", place.path), level=Region.Level.GROUP)
    assert groups.count() == GROUPS * villages
    assert HouseholdTotal.objects.filter(region__in=groups).count() == groups.count()
    assert told == [(place.name, 1, 1)]
    assert fill_city(place, 20) == 0
