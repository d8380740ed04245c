"""A year's grades, set-based: one statement for a city, the same on SQLite and PostgreSQL (domain A6-3, A6-4).

What did not change is not written: the grades that stand are joined before the upsert, since an `ON CONFLICT` that
only then finds nothing to do has locked, and so rewritten, a million rows by that time.
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
# Ids in the order of the rows: the first 20 digits of one new id, then a number.
IDS = {
    "postgresql": "(%s || lpad(to_hex(row_number() OVER ()), 12, '0'))::uuid",
    "sqlite": "(%s || printf('%%012x', row_number() OVER ()))",
}
SQL = """
INSERT INTO {grade} (id, created_at, updated_at, version, household_id, cycle_id, stars, quarters, level)
SELECT {ids}, %s, %s, 1, year.household_id, %s, year.stars, year.quarters,
       CASE WHEN year.quarters = {all} THEN {level} END
FROM (SELECT household_id, SUM(stars) AS stars, COUNT(*) AS quarters FROM {record} WHERE cycle_id = %s {among}
      GROUP BY household_id) year
LEFT JOIN {grade} known ON known.household_id = year.household_id AND known.cycle_id = %s
WHERE known.id IS NULL OR known.stars <> year.stars OR known.quarters <> year.quarters
   OR COALESCE(known.level, 0) <> COALESCE(CASE WHEN year.quarters = {all} THEN {level} END, 0)
ON CONFLICT (household_id, cycle_id) DO UPDATE SET
    stars = excluded.stars, quarters = excluded.quarters, level = excluded.level,
    updated_at = excluded.updated_at, version = {grade}.version + 1
"""


def grade(cycle: ProgrammeCycle) -> int:
    """Grade every family of a cycle; returns how many grades are new or changed."""
    return _run(cycle, "", ())


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


def _run(cycle: ProgrammeCycle, among: str, params: Sequence[Any]) -> int:
    connection = connections[router.db_for_write(YearGrade)]
    now = YearGrade._meta.get_field("created_at").get_db_prep_value(timezone.now(), connection)
    cycle_id, prefix = _key(cycle.pk), uuid7().hex[:20]
    statement = SQL.format(
        grade=YearGrade._meta.db_table,
        record=StarRecord._meta.db_table,
        ids=IDS[connection.vendor],
        all=len(QUARTERS),
        level=_level(cycle.standard_version.bands),
        among=among,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [prefix, now, now, cycle_id, cycle_id, *params, cycle_id])
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
