"""What the grades are held against: the bare statement in the same database, and the same sum in DuckDB."""

import duckdb
from django.db import connection

from anjia.programmes.models import ProgrammeCycle
from bench.frame import Context

TABLE = (
    "CREATE TABLE bare_grade "
    "(household_id uuid, cycle_id uuid, stars int, level int, PRIMARY KEY (household_id, cycle_id))"
)
LEVEL = (
    "CASE WHEN sum(stars) = 20 THEN 5 WHEN sum(stars) >= 17 THEN 4 WHEN sum(stars) >= 14 THEN 3 "
    "WHEN sum(stars) >= 11 THEN 2 ELSE 1 END"
)
BARE = (
    f"INSERT INTO bare_grade SELECT household_id, cycle_id, sum(stars), {LEVEL} FROM stars_starrecord "
    "WHERE cycle_id = %s::uuid GROUP BY household_id, cycle_id"
)
ROUNDS = 3


class Peer:
    """The bare statement, into a table with nothing but its key; no look at what stands there already."""

    def __init__(self, cycle: ProgrammeCycle):
        self.cycle = cycle

    def seconds(self, context: Context, families: int) -> float:
        """The best of three runs."""
        best = float("inf")
        with connection.cursor() as cursor:
            cursor.execute(TABLE)
            for _round in range(ROUNDS):
                cursor.execute("TRUNCATE bare_grade")
                with context.timed() as watch:
                    cursor.execute(BARE, [str(self.cycle.pk)])
                if cursor.rowcount != families:
                    raise AssertionError(f"the peer added up {cursor.rowcount} of {families}")
                best = min(best, watch.seconds)
            cursor.execute("DROP TABLE bare_grade")
        return best


def duckdb_seconds(context: Context, families: int) -> float:
    """The same sum over as many rows in a column store in memory, two threads; the rows come from PostgreSQL."""
    with duckdb.connect() as duck, connection.cursor() as cursor:
        duck.execute("SET threads = 2")
        file = context.folder / "records.csv"
        with (
            file.open("wb") as out,
            cursor.copy(
                "COPY (SELECT household_id, quarter, stars FROM stars_starrecord) TO STDOUT (FORMAT csv)"
            ) as rows,
        ):
            for part in rows:
                out.write(part)
        columns = "{'household_id': 'UUID', 'quarter': 'TINYINT', 'stars': 'TINYINT'}"
        duck.execute(f"CREATE TABLE record AS SELECT * FROM read_csv('{file}', columns = {columns})")
        with context.timed() as watch:
            duck.execute(f"CREATE TABLE grade AS SELECT household_id, sum(stars) s, {LEVEL} l FROM record GROUP BY 1")
        counted = duck.execute("SELECT count(*) FROM grade").fetchone()
        if counted is None or counted[0] != families:
            raise AssertionError(f"DuckDB added up {counted} of {families}")
        return watch.seconds
