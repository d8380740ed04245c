"""Many rows in one statement: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from django.core.exceptions import FieldDoesNotExist
from django.db import DEFAULT_DB_ALIAS, connections, models, router, transaction

# No text may hold this character (`kernel.bulk` reads it as null); what people type never does.
NULL = "\x1c"


def column_of(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    """The field of that name that has a column of its own; FieldDoesNotExist for a relation without one."""
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise FieldDoesNotExist(f"{model.__name__}.{name} has no column")
    return field


def _prepared(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], connection: Any
) -> Iterator[list[Any]]:
    """Values as the driver wants them. What a column repeats from row to row (the same object) is prepared once."""
    fields = [column_of(model, name) for name in columns]
    last: list[Any] = [object()] * len(fields)
    ready: list[Any] = [None] * len(fields)
    for row in rows:
        for at, (field, value) in enumerate(zip(fields, row, strict=True)):
            if value is not last[at]:
                last[at], ready[at] = value, field.get_db_prep_save(value, connection)
        yield ready.copy()


def insert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    using: str | None = None,
    prepared: bool = False,
) -> None:
    """Insert rows given as sequences in the order of `columns` (field names; foreign keys take ids).

    Defaults of columns that are left out do not apply: name every column that may not be null.
    `prepared` says that the values are already what the database driver wants.
    """
    connection = connections[using or router.db_for_write(model)]
    names = [str(column_of(model, name).column) for name in columns]
    values = rows if prepared else _prepared(model, columns, rows, connection)
    if connection.vendor == "postgresql":
        _copy(connection, model._meta.db_table, names, values)
    else:
        _execute_many(connection, model._meta.db_table, names, values)


class Frame(Protocol):
    """What is needed of a polars frame; the kernel itself does not load polars."""

    columns: list[str]

    def write_csv(self, *, include_header: bool, null_value: str) -> str: ...

    def iter_rows(self) -> Iterator[tuple[Any, ...]]: ...


def insert_frame(model: type[models.Model], frame: Frame, *, using: str | None = None) -> None:
    """Insert a frame whose columns are field names and whose values are already what the database wants.

    On PostgreSQL it travels as one CSV text; no Python object is made per cell.
    """
    connection = connections[using or router.db_for_write(model)]
    if connection.vendor != "postgresql":
        insert_rows(model, frame.columns, frame.iter_rows(), using=using, prepared=True)
        return
    names = [str(column_of(model, name).column) for name in frame.columns]
    text = frame.write_csv(include_header=False, null_value=NULL)
    statement = f"{_copy_into(connection, model._meta.db_table, names)} (FORMAT csv, NULL '{NULL}')"
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(text)


def _copy_into(connection: Any, table: str, names: Sequence[str]) -> str:
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    return f"COPY {connection.ops.quote_name(table)} ({quoted}) FROM STDIN"


def _copy(connection: Any, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    statement = _copy_into(connection, table, names)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _execute_many(connection: Any, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    marks = ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {connection.ops.quote_name(table)} ({quoted}) VALUES ({marks})"
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.executemany(statement, list(rows))


def refresh_statistics(*tables: type[models.Model], using: str = DEFAULT_DB_ALIAS) -> None:
    """Tell the planner what the tables (all of them, if none is named) hold now.

    After many rows at once: until it knows, PostgreSQL reads a big table from end to end, or joins without an end.
    SQLite goes by its indexes and is left alone: figures of a half-filled table made an import take twice as long.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table in [connection.ops.quote_name(model._meta.db_table) for model in tables] or [""]:
            cursor.execute(f"ANALYZE {table}")
