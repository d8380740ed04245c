"""1,400 village workbooks to committed rows, validated, with tokens; against an indexed COPY of the same rows.

django-import-export reads a few such workbooks in the same run, and its rows per second are compared.
"""

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any

from django.db import connection

from anjia.console.demo.rosters import FAMILIES, Rosters
from anjia.households.actions.import_files import import_places
from anjia.households.importing import context_for
from anjia.households.models import Consent, Household
from anjia.households.roster import examine, read_workbook
from anjia.kernel.permissions import SYSTEM
from anjia.regions.models import Region
from bench.frame import Context, Row, peak_memory_mb
from bench.import_peers import AS_IT_COMES, CHECKED, PREVIEWED, TUNED
from bench.rosters import plant_tree, write_rosters

VILLAGES = 1_400
TUNED_VILLAGES = 6
SLOW_FAMILIES = 300
TABLES = (Household._meta.db_table, Consent._meta.db_table)


def run(context: Context) -> list[Row]:
    places = write_rosters(plant_tree(context.size(VILLAGES)), context.folder)
    with context.timed() as ours:
        for _batch, result in import_places(places, by=SYSTEM):
            if result.issues:
                raise RuntimeError(f"the bench's own rosters have errors: {result.issues[0]}")
    rows = Household.objects.count()
    memory = peak_memory_mb()
    copied = _copy_again()
    return [
        context.row("rows", rows / ours.seconds, "rows/s", peer=("indexed COPY", rows / copied), must=">= 0.4x"),
        *_against_peers(context, rows / ours.seconds),
        context.row("memory", memory, "MB", must="<= 400 MB"),
        context.row(f"preview of {FAMILIES} rows", preview(), "s", must="<= 2 s"),
    ]


def _against_peers(context: Context, ours: float) -> list[Row]:
    """Our rows per second over django-import-export's; it empties the registry, so it comes after the COPY."""
    villages = Region.objects.filter(level=Region.Level.VILLAGE).order_by("path")[:TUNED_VILLAGES]
    rosters = Rosters()
    whole = [rosters.workbook(village.code, number) for number, village in enumerate(villages)]
    small = [Rosters(SLOW_FAMILIES).workbook(villages[0].code, 0)]
    # The musts stand where the peer does what we do (ADR 9); what it does with less is shown beside them.
    samples = (
        (CHECKED, small, SLOW_FAMILIES, ">= 10x"),
        (TUNED, whole, FAMILIES * len(whole), ""),
        (PREVIEWED, small, SLOW_FAMILIES, ">= 100x"),
        (AS_IT_COMES, small, SLOW_FAMILIES, ""),
    )
    return [
        context.row(
            f"rows (peer: {families:,} of them)",
            ours,
            "rows/s",
            peer=(peer.name, peer.rows_per_second(files, families)),
            must=must,
        )
        for peer, files, families, must in samples
    ]


def preview() -> float:
    """The seconds from an uploaded file to everything its preview shows."""
    village = Region.objects.filter(level=Region.Level.VILLAGE).order_by("path")[0]
    data = Rosters().workbook(village.code, 0)
    begun = time.perf_counter()
    examine(read_workbook(data, "名册.xlsx"), None, context_for(village, dt.date(2026, 3, 1), {}))
    return time.perf_counter() - begun


def _copy_again() -> float:
    """The seconds an indexed COPY of the same rows takes, table by table into a twin of the table."""
    seconds = 0.0
    with connection.cursor() as cursor:
        for table in TABLES:
            _twin(cursor, table)
            blocks = list(_blocks(cursor, table))
            begun = time.perf_counter()
            with cursor.copy(f"COPY peer_{table} FROM STDIN (FORMAT binary)") as copy:
                for block in blocks:
                    copy.write(block)
            seconds += time.perf_counter() - begun
    return seconds


def _twin(cursor: Any, table: str) -> None:
    """The same table once more: same indexes, same checks, same foreign keys."""
    cursor.execute(f"CREATE TABLE peer_{table} (LIKE {table} INCLUDING ALL)")
    cursor.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass", [table]
    )
    for (definition,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE peer_{table} ADD {definition}")


def _blocks(cursor: Any, table: str) -> Iterator[bytes]:
    with cursor.copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
        for block in copy:
            yield bytes(block)
