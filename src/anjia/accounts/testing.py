"""The `world` fixture: two towns of the same shape with everybody in their roles (a pytest plugin)."""

from dataclasses import dataclass, field

import pytest

from anjia.accounts.factories import ALIASES, persona
from anjia.accounts.models import User
from anjia.regions.factories import Tree, city_tree

IN_GROUP = ("group_leader",)
IN_VILLAGE = ("village_officer", "village_panel_member", "federation_exec_member", "resident_representative")
IN_TOWN = ("town_federation", "town_leading_group")
WALLED = ("case_worker", "case_supervisor")
ABOVE = ("district_office", "city_office", "inspector", "auditor", "administrator")


class People(dict[str, User]):
    """By role; those behind the wall, for whom few tests ask, are made when they are asked for."""

    def __init__(self, tree: Tree):
        super().__init__()
        self.tree = tree

    def __missing__(self, role: str) -> User:
        if role not in WALLED:
            raise KeyError(role)
        self[role] = made = persona(role, self.tree.county)
        return made


@dataclass
class World:
    """`world.town`, `world.village`… are regions, `world.town_approver`, `world.neighbour_group_leader` users.

    Personas: every role key, the aliases of the tests, and those up to the town with `neighbour_` before.
    """

    tree: Tree
    people: People = field(init=False)

    def __post_init__(self) -> None:
        self.people = People(self.tree)

    def __getattr__(self, name: str) -> object:
        if name in ("tree", "people"):
            raise AttributeError(name)
        prefix, _, rest = name.partition("neighbour_")
        alias = f"neighbour_{ALIASES.get(rest, rest)}" if rest and not prefix else ALIASES.get(name, name)
        if alias in self.people or alias in WALLED:
            return self.people[alias]
        return getattr(self.tree, name)


def make_world() -> World:
    """Build it; a fixture calls this once a test."""
    tree = city_tree()
    world = World(tree)
    for prefix, group in (("", tree.group), ("neighbour_", tree.neighbour_group)):
        for role in (*IN_GROUP, *IN_VILLAGE, *IN_TOWN):
            world.people[prefix + role] = persona(role, group)
    for role in ABOVE:
        world.people[role] = persona(role, tree.county if role == "district_office" else tree.city)
    return world


@pytest.fixture
def world(db: None) -> World:
    return make_world()
