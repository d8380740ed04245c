"""The world every slice tests in: two towns of the same shape, everybody in their role."""

from anjia.accounts import roles
from anjia.accounts.second_factor import is_missing
from anjia.regions.enums import Verb


def test_every_role_has_its_persona(world):
    for role in roles.ALL:
        user = getattr(world, role.key)
        assert [m.role for m in user.memberships_now] == [role.key]
        assert user.memberships_now[0].region.level in role.levels
        assert not is_missing(user)


def test_the_towns_have_the_same_shape(world):
    assert world.town_approver.may(Verb.VIEW, world.village.path)
    assert not world.town_approver.may(Verb.VIEW, world.neighbour_village.path)
    assert world.neighbour_town_approver.may(Verb.VIEW, world.neighbour_village.path)
    assert world.district_office.may(Verb.VIEW, world.neighbour_village.path)
    assert world.neighbour_town.level == world.town.level
