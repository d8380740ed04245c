"""A town with as many families as asked for, in one state of one cycle."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from anjia.evaluations.actions.candidacies import COLUMNS
from anjia.evaluations.factories import open_cycle
from anjia.evaluations.models import Candidacy
from anjia.households.models import Household
from anjia.kernel import bulk
from anjia.kernel.ids import uuid7
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.factories import Tree, city_tree
from anjia.regions.models import Region

HOUSEHOLD = (
    "id", "created_at", "updated_at", "version", "region", "head_name", "head_birth", "household_size", "address",
    "phone", "phone_index", "occupation", "residence_type", "search_tokens", "is_active",
)  # fmt: skip
GROUPS = 50
SURNAMES = "王李张刘陈杨赵黄周吴"


def town() -> Tree:
    """The tree of the tests, with 50 groups to each village."""
    return city_tree(groups=GROUPS)


def families_in(state: str, count: int, *, tree: Tree, year: int, place: Region | None = None) -> ProgrammeCycle:
    """A cycle of the year in which `count` families of the place (the town, if none is named) stand in the state."""
    cycle = open_cycle(tree.county, year=year)
    path = (place or tree.town).path
    groups = list(Region.objects.filter(path__startswith=path, level=Region.Level.GROUP))
    now = timezone.now()
    homes = [(uuid7(), groups[number % len(groups)].pk) for number in range(count)]
    bulk.insert_rows(
        Household,
        HOUSEHOLD,
        (
            (pk, now, now, 1, group, _name(number), "", 4, f"{number}号", "", "", "", "local", "", True)
            for number, (pk, group) in enumerate(homes)
        ),
    )
    scores = (60,) * 10
    bulk.insert_rows(
        Candidacy,
        COLUMNS,
        ((uuid7(), now, now, 1, pk, cycle.pk, group, state, "", scores, 600, 3, "recommend") for pk, group in homes),
    )
    return cycle


def _name(number: int) -> str:
    return f"{SURNAMES[number % 10]}{chr(0x4E00 + number % 5000)}{chr(0x4E00 + random.Random(number).randrange(5000))}"


class Statements:
    """How many statements a block sent, COPY included; the savepoints of nested transactions are no statements."""

    count = 0


@contextmanager
def counted() -> Iterator[Statements]:
    seen = Statements()
    copy = bulk._copy

    def execute(run, sql, params, many, context):
        seen.count += not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))
        return run(sql, params, many, context)

    def copied(*args):
        seen.count += 1
        return copy(*args)

    bulk._copy = copied
    try:
        with connection.execute_wrapper(execute):
            yield seen
    finally:
        bulk._copy = copy
