"""A city's year of stars, made in the database: four quarters of as many families as asked for, all closed."""

from datetime import date

from django.db import connection, transaction

from anjia.kernel.ids import uuid7
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.factories import Tree, city_tree
from anjia.stars.factories import star_cycle
from anjia.stars.models import StarQuarter

# Families of the registry, then their stars quarter by quarter, as the villages record them. `md5` spreads the stars.
HOMES = """
INSERT INTO households_household (id, created_at, updated_at, version, region_id, head_name, head_birth,
    household_size, address, phone, phone_index, occupation, residence_type, search_tokens, is_active)
SELECT (%s || lpad(to_hex(n), 12, '0'))::uuid, now(), now(), 1, %s::uuid, '户主', '', 3, '', '', '', '', 'local', '',
       true
FROM generate_series(1, %s) n
"""
STARS = """
INSERT INTO stars_starrecord (id, created_at, updated_at, version, household_id, cycle_id, region_id, quarter, stars,
    marks)
SELECT (%s || lpad(to_hex(row_number() OVER ()), 12, '0'))::uuid, now(), now(), 1, h.id, %s::uuid, h.region_id, %s,
       s.stars, repeat('d', s.stars) || repeat('N', 5 - s.stars)
FROM households_household h, LATERAL (SELECT 5 - (hashtext(h.id::text || %s) & 3) AS stars) s
"""
# A star more or less in the third quarter of one family in a hundred: what a correction writes.
CORRECT = """
UPDATE stars_starrecord SET stars = CASE WHEN stars = 5 THEN 4 ELSE stars + 1 END, corrected_at = now(),
    version = version + 1
WHERE cycle_id = %s::uuid AND quarter = 3 AND household_id IN (
    SELECT household_id FROM stars_starrecord WHERE cycle_id = %s::uuid AND quarter = 3
    ORDER BY md5(household_id::text) LIMIT %s)
"""


def lay(families: int) -> ProgrammeCycle:
    """The cycle, with everything recorded, closed and known to the planner, as after a night's vacuum."""
    tree = city_tree()
    cycle = star_cycle(tree.county)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(HOMES, [uuid7().hex[:20], str(tree.group.pk), families])
        for quarter in (1, 2, 3, 4):
            cursor.execute(STARS, [uuid7().hex[:20], str(cycle.pk), quarter, str(quarter)])
    _close(cycle, tree)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) stars_starrecord")
        cursor.execute("ANALYZE")
        cursor.execute("CHECKPOINT")
    return cycle


def _close(cycle: ProgrammeCycle, tree: Tree) -> None:
    day = {"closed_on": date(cycle.year, 12, 31), "issue": 1}
    for number in (1, 2, 3, 4):
        StarQuarter.objects.create(cycle=cycle, region=tree.village, number=number, state="closed", **day)


def correct(cycle: ProgrammeCycle, families: int) -> int:
    """Correct so many families; returns how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CORRECT, [str(cycle.pk), str(cycle.pk), families])
        done = cursor.rowcount
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE stars_starrecord")
    return int(done)
