"""Many rows in one statement: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connections, models, router, transaction


def _column(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise FieldDoesNotExist(f"{model.__name__}.{name} has no column")
    return field


def _prepared(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], connection: Any
) -> Iterator[list[Any]]:
    """Values as the driver wants them. What a column repeats from row to row (the same object) is prepared once."""
    fields = [_column(model, name) for name in columns]
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
    names = [str(_column(model, name).column) for name in columns]
    values = rows if prepared else _prepared(model, columns, rows, connection)
    if connection.vendor == "postgresql":
        _copy(connection, model._meta.db_table, names, values)
    else:
        _execute_many(connection, model._meta.db_table, names, values)


def _copy(connection: Any, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    statement = f"COPY {connection.ops.quote_name(table)} ({quoted}) FROM STDIN"
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _execute_many(connection: Any, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    marks = ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {connection.ops.quote_name(table)} ({quoted}) VALUES ({marks})"
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.executemany(statement, list(rows))
