"""The `world` fixture: two towns of the same shape with everybody in their roles (a pytest plugin)."""

import pickle
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from anjia.accounts.factories import ALIASES, persona
from anjia.accounts.models import User
from anjia.kernel.crypto import field_keys
from anjia.regions.factories import Tree, city_tree
from anjia.regions.models import Region

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
    """Lay it; a fixture calls this once a test. The first of a day is built by the same actions that people use, and
    kept: most tests of the suite begin with this world, and building it took most of their time.
    """
    if not _is_bare():
        return build_world()
    day = timezone.localdate(), next(iter(field_keys().values()))
    kept = _kept.get(day)
    if kept is None or timezone.now() < kept.at - SLACK:
        now, before = timezone.now(), _filled()
        world = build_world()
        _kept[day] = Kept(now, world, sorted(_filled() - before))
        return world
    return kept.lay()


def build_world() -> World:
    """By the actions themselves."""
    tree = city_tree()
    world = World(tree)
    for prefix, group in (("", tree.group), ("neighbour_", tree.neighbour_group)):
        for role in (*IN_GROUP, *IN_VILLAGE, *IN_TOWN):
            world.people[prefix + role] = persona(role, group)
    for role in ABOVE:
        world.people[role] = persona(role, tree.county if role == "district_office" else tree.city)
    return world


# A clock that stands still for a test begins anew for the next: how much earlier than the kept world it may be.
SLACK = timedelta(seconds=30)


class Kept:
    """The rows of a world as the database gave them, and its objects as they were when it was built, with all that
    they had looked up by then: a test that counts statements counts the same ones.
    """

    def __init__(self, at: datetime, world: World, tables: list[str]):
        self.at = at
        self.objects = pickle.dumps((world.tree, dict(world.people)))
        with connection.cursor() as cursor:
            self.rows = [self._rows_of(table, cursor) for table in tables]

    @staticmethod
    def _rows_of(table: str, cursor: Any) -> tuple[str, list[tuple[Any, ...]]]:
        name = connection.ops.quote_name
        cursor.execute(f"SELECT * FROM {name(table)}")
        columns = [column[0] for column in cursor.description]
        into = f"INSERT INTO {name(table)} ({', '.join(map(name, columns))})"
        return f"{into} VALUES ({', '.join(['%s'] * len(columns))})", cursor.fetchall()

    def lay(self) -> World:
        """The same rows again, and fresh objects for them."""
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, rows in self.rows:
                cursor.executemany(statement, rows)
        tree, people = pickle.loads(self.objects)
        world = World(tree)
        world.people.update(people)
        return world


# By the day and the key that seals: a test may turn back the clock, or give the house other keys.
_kept: dict[tuple[date, bytes], Kept] = {}


def _is_bare() -> bool:
    """Whether no test has put anything there before."""
    return not Region.objects.exists() and not User.objects.exists()


def _filled() -> set[str]:
    """The tables of models in which there is anything."""
    tables = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables))
        return {table for (table,) in cursor.fetchall()}


@pytest.fixture
def world(db: None) -> World:
    return make_world()
