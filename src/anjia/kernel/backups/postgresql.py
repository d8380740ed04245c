"""PostgreSQL: pg_dump of one snapshot while the site serves, and the way back by pg_restore."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, transaction

from anjia.kernel.backups.archive import Manifest, Unfit
from anjia.kernel.backups.digests import Tables, digest_of

MEMBER = "database.pgdump"
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


@contextmanager
def dumped(alias: str, folder: Path, manifest: Manifest) -> Iterator[Path]:
    """A dump in the folder, and in the manifest what it holds: both of one exported snapshot."""
    target = folder / MEMBER
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        without = [f"--exclude-table-data=public.{table}" for table in settings.ANJIA_BACKUP_WITHOUT]
        words = ["--format=custom", f"--snapshot={snapshot}", *without, "--exclude-schema=before_restore_*"]
        _run("pg_dump", alias, *words, f"--file={target}", *_KEEPS_NO_OWNER)
        describe(alias, manifest)
    yield target


_KEEPS_NO_OWNER = ("--no-owner", "--no-privileges", "--no-comments")


def describe(alias: str, manifest: Manifest) -> None:
    """Fill in tables, migrations and the anchor, as they stand in the database, in the caller's transaction."""
    connection: Any = connections[alias]
    names = sorted(connection.introspection.table_names())
    left_out = set(settings.ANJIA_BACKUP_WITHOUT)
    manifest.tables = {name: (0, f"{0:064x}") if name in left_out else _digest(connection, name) for name in names}
    with connection.cursor() as cursor:
        if "django_migrations" in names:
            cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
            manifest.migrations = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT sequence, digest FROM kernel_auditseal ORDER BY sequence DESC LIMIT 1")
        seal = cursor.fetchone()
    manifest.head = f"{seal[0]}:{seal[1]}" if seal else "0:"


def _digest(connection: Any, name: str) -> tuple[int, str]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(f'SELECT "{name}"::text FROM "{name}"')
        return digest_of(cursor)


def stands(alias: str) -> bool:
    """Whether there are tables to be overwritten."""
    return bool(connections[alias].introspection.table_names())


def in_use(alias: str) -> bool:
    """Whether another process is connected."""
    with connections[alias].cursor() as cursor:
        cursor.execute(OTHERS)
        return bool(cursor.fetchone()[0])


def put_back(alias: str, dump: Path, expected: Manifest, aside: Path) -> Tables:
    """Load the dump; what stood there becomes a schema named like `aside`. Returns the tables that are there now.

    Raises Unfit where it does not load; then, or where a table is another, all stands as it stood.
    """
    old = aside.name.replace("-", "_")
    _execute(alias, f"ALTER SCHEMA public RENAME TO {old}", "CREATE SCHEMA public")
    found = Manifest(**{**vars(expected), "tables": {}, "head": ""})
    try:
        _run("pg_restore", alias, *_KEEPS_NO_OWNER[:2], "--exit-on-error", "--single-transaction", str(dump))
        with transaction.atomic(using=alias):
            describe(alias, found)
    finally:
        if (found.tables, found.head) != (expected.tables, expected.head):
            _execute(alias, "DROP SCHEMA public CASCADE", f"ALTER SCHEMA {old} RENAME TO public")
        elif not _has_tables(alias, old):
            _execute(alias, f"DROP SCHEMA {old} CASCADE")
    return found.tables


def _has_tables(alias: str, schema: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [schema])
        return bool(cursor.fetchone()[0])


def _execute(alias: str, *statements: str) -> None:
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _run(program: str, alias: str, *words: str) -> None:
    held = connections[alias].settings_dict
    named = {"PGHOST": held["HOST"], "PGPORT": held["PORT"], "PGUSER": held["USER"], "PGPASSWORD": held["PASSWORD"]}
    env = {**os.environ, **{name: str(value) for name, value in named.items() if value}}
    database = f"--dbname={held['NAME']}"
    done = subprocess.run(
        [_program(program), database, *words], env=env, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        raise Unfit(f"{program}: {done.stderr.strip()[-600:]}")


def _program(name: str) -> str:
    """The newest there is: a server's own tools or newer ones."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    held = str(found[-1]) if found else shutil.which(name)
    if not held:
        raise Unfit(f"{name} is not on this machine (Debian, Ubuntu: apt install postgresql-client)")
    return held
