"""The same import on SQLite, against `executemany` of the same rows; ballots' writes wait for it at most a second."""

import threading
import time
from collections.abc import Iterable, Iterator

from django.db import connection, transaction

from anjia.console.demo.rosters import FAMILIES
from anjia.households.actions.import_files import Files, import_places
from anjia.households.models import Consent, Household
from anjia.kernel import audit
from anjia.kernel.permissions import SYSTEM
from anjia.regions.models import Region
from bench.bench_import import VILLAGES, preview
from bench.frame import Context, Row, peak_memory_mb
from bench.rosters import plant_tree, write_rosters

TABLES = (Household._meta.db_table, Consent._meta.db_table)
PAUSE = 0.05


class Writer(threading.Thread):
    """A small durable write every 50 ms, as a ballot is one: how long did the slowest wait?"""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.slowest = 0.0
        self.written = 0

    def run(self) -> None:
        while not self.over.wait(PAUSE):
            begun = time.perf_counter()
            with transaction.atomic():
                audit.record("bench.write", None, by=SYSTEM, note="x" * 200)
            self.slowest = max(self.slowest, time.perf_counter() - begun)
            self.written += 1
        connection.close()


def run(context: Context) -> list[Row]:
    places = write_rosters(plant_tree(context.size(VILLAGES)), context.folder)
    writer = Writer()
    writer.start()
    with context.timed() as ours:
        for _imported in import_places(_by_village(places), by=SYSTEM):
            pass
    writer.over.set()
    writer.join()
    rows = Household.objects.count()
    memory = peak_memory_mb()
    again = _insert_again()
    return [
        context.row("rows", rows / ours.seconds, "rows/s", peer=("executemany", rows / again), must=">= 0.3x"),
        context.row(f"slowest of {writer.written} writes meanwhile", writer.slowest, "s", must="<= 1 s"),
        context.row("memory", memory, "MB", must="<= 400 MB"),
        context.row(f"preview of {FAMILIES} rows", preview(), "s", must="<= 2 s"),
    ]


def _by_village(places: Iterable[tuple[Region, Files]]) -> Iterator[tuple[Region, Files]]:
    """On SQLite, as in a county, each village imports its own roster: one short merge after the other."""
    for town, files in places:
        villages = {village.code: village for village in town.children.all()}
        for name, data in files:
            yield villages[name.partition(".")[0]], [(name, data)]


def _insert_again() -> float:
    """The seconds `executemany` takes for the same rows in one transaction, into the emptied tables."""
    held = {table: _rows(table) for table in TABLES}
    with connection.cursor() as cursor:
        for table in reversed(TABLES):
            cursor.execute(f"DELETE FROM {table}")
    begun = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in held.items():
            marks = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    return time.perf_counter() - begun


def _rows(table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return cursor.fetchall()
