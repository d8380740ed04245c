"""SQLite: a copy of one moment while the site serves, and the way back."""

import gzip
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from anjia.kernel.backups.archive import Manifest, Unfit
from anjia.kernel.backups.digests import Tables, digest_of

MEMBER = "database.sqlite3.gz"
WITH_IT = ("", "-wal", "-shm", "-journal")


@contextmanager
def dumped(alias: str, folder: Path, manifest: Manifest) -> Iterator[Path]:
    """A compressed copy in the folder, and in the manifest what it holds. VACUUM INTO reads one snapshot, holds up
    nobody, and leaves behind what deleted rows still have in free pages.
    """
    copy, packed = folder / "copy.sqlite3", folder / MEMBER
    with connections[alias].cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    _leave_out(copy)
    describe(copy, manifest)
    with copy.open("rb") as source, gzip.open(packed, "wb", compresslevel=3) as target:
        shutil.copyfileobj(source, target, 1 << 20)
    copy.unlink()
    yield packed


def _leave_out(copy: Path) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete = ON")
        for table in settings.ANJIA_BACKUP_WITHOUT:
            if table in _tables(database):
                database.execute(f'DELETE FROM "{table}"')
        database.execute("PRAGMA journal_mode = DELETE")


def _tables(database: sqlite3.Connection) -> list[str]:
    found = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return [name for (name,) in found.fetchall()]


def describe(path: Path, manifest: Manifest) -> None:
    """Fill in tables, migrations and the anchor, as they stand in the file."""
    with closing(sqlite3.connect(path)) as database:
        names = _tables(database)
        manifest.tables = {name: digest_of(database.execute(f'SELECT * FROM "{name}"')) for name in names}
        if "django_migrations" in names:
            found = database.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
            manifest.migrations = [name for (name,) in found]
        seal = database.execute(
            "SELECT sequence, digest FROM kernel_auditseal ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        manifest.head = f"{seal[0]}:{seal[1]}" if seal else "0:"


def stands(alias: str) -> bool:
    """Whether there is a database to be overwritten."""
    return _path(alias).exists()


def in_use(alias: str) -> bool:
    """Whether another process has it open."""
    connections[alias].close()
    if not stands(alias):
        return False
    with closing(sqlite3.connect(_path(alias), timeout=0, isolation_level=None)) as database:
        try:
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("BEGIN EXCLUSIVE")
            database.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            return "locked" in str(error)
    return False


def put_back(alias: str, dump: Path, expected: Manifest, aside: Path) -> Tables:
    """Put the copy in the database's place, what stood there aside. Returns the tables it holds, before it counts.

    Raises Unfit where it does not open.
    """
    fresh = dump.with_name("fresh.sqlite3")
    with gzip.open(dump, "rb") as source, fresh.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
    found = Manifest(**{**vars(expected), "tables": {}, "head": ""})
    try:
        describe(fresh, found)
    except sqlite3.DatabaseError as error:
        raise Unfit(str(error)) from error
    if (found.tables, found.head) == (expected.tables, expected.head):
        _swap(_path(alias), fresh, aside)
    return found.tables


def _swap(place: Path, fresh: Path, aside: Path) -> None:
    for ending in WITH_IT:
        old = place.with_name(place.name + ending)
        if old.exists():
            aside.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.move(old, aside / old.name)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.move(fresh, place)


def _path(alias: str) -> Path:
    return Path(connections[alias].settings_dict["NAME"])
