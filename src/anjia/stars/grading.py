"""A year's grades, set-based: one statement for a city, the same on SQLite and PostgreSQL (domain A6-3, A6-4).

What did not change is not written: the grades that stand are joined before the upsert, since an `ON CONFLICT` that
only then finds nothing to do has locked, and so rewritten, a million rows by that time. A level is not compared: it
follows from stars and quarters by the bands of a standard that a running cycle cannot change.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import connections, router
from django.utils import timezone

from anjia.kernel.ids import uuid7
from anjia.programmes.models import ProgrammeCycle
from anjia.stars.marks import QUARTERS
from anjia.stars.models import StarRecord, YearGrade

CHUNK = 500
# Ids in the order of the rows: the first 20 digits of one new id, then a number of 12 digits (from 16 to the 11th).
IDS = {
    "postgresql": "(%s || to_hex(17592186044416 + row_number() OVER ()))::uuid",
    "sqlite": "(%s || printf('%%x', 17592186044416 + row_number() OVER ()))",
}
SQL = """
INSERT INTO {grade} (id, created_at, updated_at, version, household_id, cycle_id, stars, quarters, level)
SELECT {ids}, %s, %s, 1, year.household_id, %s, year.stars, year.quarters,
       CASE WHEN year.quarters = {all} THEN {level} END
FROM (SELECT household_id, SUM(stars) AS stars, COUNT(*) AS quarters FROM {record} WHERE cycle_id = %s {among}
      GROUP BY household_id) year
"""
# Nobody has a grade in this cycle yet: nothing to compare with, and no row that could be there already.
AGAIN = """
WHERE NOT EXISTS (SELECT 1 FROM {grade} known WHERE known.household_id = year.household_id AND known.cycle_id = %s
    AND known.stars = year.stars AND known.quarters = year.quarters)
ON CONFLICT (household_id, cycle_id) DO UPDATE SET
    stars = excluded.stars, quarters = excluded.quarters, level = excluded.level,
    updated_at = excluded.updated_at, version = {grade}.version + 1
"""


def grade(cycle: ProgrammeCycle) -> int:
    """Grade every family of a cycle; returns how many grades are new or changed. The caller holds the cycle."""
    return _run(cycle, "", (), is_first=not YearGrade.objects.filter(cycle=cycle).exists())


def grade_corrected(cycle: ProgrammeCycle, since: datetime) -> int:
    """Grade anew only the families whose stars were corrected since; found by an index of the corrected."""
    field = StarRecord._meta.get_field("corrected_at")
    connection = connections[router.db_for_write(StarRecord)]
    again = (
        f"AND household_id IN (SELECT household_id FROM {StarRecord._meta.db_table} "
        "WHERE cycle_id = %s AND corrected_at >= %s AND corrected_at IS NOT NULL)"
    )
    return _run(cycle, again, (_key(cycle.pk), field.get_db_prep_value(since, connection)))


def grade_families(cycle: ProgrammeCycle, household_ids: Collection[uuid.UUID]) -> int:
    """Grade some families anew."""
    ids, changed = list(household_ids), 0
    for start in range(0, len(ids), CHUNK):
        part = [_key(pk) for pk in ids[start : start + CHUNK]]
        changed += _run(cycle, f"AND household_id IN ({', '.join(['%s'] * len(part))})", part)
    return changed


def _run(cycle: ProgrammeCycle, among: str, params: Sequence[Any], *, is_first: bool = False) -> int:
    connection = connections[router.db_for_write(YearGrade)]
    now = YearGrade._meta.get_field("created_at").get_db_prep_value(timezone.now(), connection)
    cycle_id, prefix = _key(cycle.pk), uuid7().hex[:20]
    statement = (SQL if is_first else SQL + AGAIN).format(
        grade=YearGrade._meta.db_table,
        record=StarRecord._meta.db_table,
        ids=IDS[connection.vendor],
        all=len(QUARTERS),
        level=_level(cycle.standard_version.bands),
        among=among,
    )
    with connection.cursor() as cursor:
        told = [prefix, now, now, cycle_id, cycle_id, *params]
        cursor.execute(statement, told if is_first else [*told, cycle_id])
        return int(cursor.rowcount)


def _level(bands: Sequence[dict[str, int]]) -> str:
    """The bands of the standard as an expression; they were checked to hold every number from 0 to 20."""
    arms = " ".join(
        f"WHEN year.stars BETWEEN {int(band['min'])} AND {int(band['max'])} THEN {int(band['level'])}" for band in bands
    )
    return f"(CASE {arms} END)"


def _key(pk: uuid.UUID) -> Any:
    """An id as the database driver wants it."""
    return YearGrade._meta.pk.get_db_prep_value(pk, connections[router.db_for_write(YearGrade)])
