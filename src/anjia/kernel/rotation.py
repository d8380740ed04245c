"""New keys while the site serves (domain B11): what is sealed is sealed again under the key in use.

Small steps, each safe to repeat: a value somebody changes meanwhile is left to them, since they sealed it themselves.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, models, router, transaction

from anjia.kernel.bulk import column_of
from anjia.kernel.crypto import decrypt, encrypt, field_keys
from anjia.kernel.fields import EncryptedTextField

STEP = 500
Swap = Callable[[str], str]


@dataclass(frozen=True)
class SealedColumn:
    """A column with ciphertexts: plain ones of a `context`, or JSON in which some values are ciphertexts."""

    model: type[models.Model]
    name: str
    context: str
    is_json: bool = False


_further: list[SealedColumn] = []


def also_sealed(column: SealedColumn) -> None:
    """Name a column that holds ciphertexts without being an EncryptedTextField; called from `apps.py`."""
    if column not in _further:
        _further.append(column)


def sealed_columns(using: str = DEFAULT_DB_ALIAS) -> list[SealedColumn]:
    """Every column of a database that holds ciphertexts."""
    own = [
        SealedColumn(model, field.name, f"{model._meta.db_table}.{field.column}")
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, EncryptedTextField)
    ]
    return [column for column in [*own, *_further] if router.db_for_write(column.model) == using]


def key_in_use(using: str = DEFAULT_DB_ALIAS) -> str:
    """The prefix of everything that is sealed now: `v1.aes.k2.`."""
    return f"v1.{settings.ANJIA_CRYPTO_PROVIDER}.{next(iter(field_keys(using)))}."


def reseal(
    report: Callable[[SealedColumn, int], None] = lambda column, count: None, *, using: str = DEFAULT_DB_ALIAS
) -> int:
    """Seal everything of a database under its key in use; returns how many values were not yet."""
    prefix = key_in_use(using)
    total = 0
    for column in sealed_columns(using):
        count = sum(_reseal_step(column, rows, prefix) for rows in _steps(column))
        report(column, count)
        total += count
    return total


def values_under(key: str, *, using: str = DEFAULT_DB_ALIAS) -> int:
    """How many values are sealed under a key (`k1`); rows of JSON count once each."""
    mark = f".{key}."
    return sum(
        sum(mark in text[: len(mark) + 16] or (column.is_json and f".{key}." in text) for _pk, text in rows)
        for column in sealed_columns(using)
        for rows in _steps(column)
    )


def _steps(column: SealedColumn) -> Iterator[list[tuple[Any, str]]]:
    """The column's raw values in steps of STEP, by primary key, read past the field's own decryption."""
    connection = connections[router.db_for_read(column.model)]
    quote = connection.ops.quote_name
    table, name = quote(column.model._meta.db_table), quote(str(column_of(column.model, column.name).column))
    pk = quote(str(column.model._meta.pk.column))
    cast = f"CAST({name} AS text)"
    last: Any = None
    while True:
        after = f"AND {pk} > %s" if last is not None else ""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {pk}, {cast} FROM {table} WHERE {name} IS NOT NULL AND {cast} <> '' {after} "
                f"ORDER BY {pk} LIMIT {STEP}",
                [last] if last is not None else [],
            )
            rows = cursor.fetchall()
        if not rows:
            return
        yield rows
        last = rows[-1][0]


def _reseal_step(column: SealedColumn, rows: list[tuple[Any, str]], prefix: str) -> int:
    """One short transaction; a row that changed since it was read is left as it is."""

    alias = router.db_for_write(column.model)

    def swap(text: str) -> str:
        if text.startswith(prefix):
            return text
        return encrypt(decrypt(text, column.context, using=alias), column.context, using=alias)

    changed = [(new, pk, old) for pk, old in rows if (new := _swapped(column, old, swap)) != old]
    if not changed:
        return 0
    connection = connections[alias]
    quote = connection.ops.quote_name
    name, pk_name = quote(str(column_of(column.model, column.name).column)), quote(str(column.model._meta.pk.column))
    kind = "jsonb" if column.is_json and connection.vendor == "postgresql" else "text"
    statement = (
        f"UPDATE {quote(column.model._meta.db_table)} SET {name} = CAST(%s AS {kind}) "
        f"WHERE {pk_name} = %s AND CAST({name} AS text) = %s"
    )
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        cursor.executemany(statement, changed)
        return int(cursor.rowcount)


def _swapped(column: SealedColumn, text: str, swap: Swap) -> str:
    if not column.is_json:
        return swap(text)
    held = json.loads(text)
    new = _swapped_json(held, swap)
    return text if new == held else json.dumps(new)


def _swapped_json(value: Any, swap: Swap) -> Any:
    if isinstance(value, dict):
        return {key: _swapped_json(inner, swap) for key, inner in value.items()}
    return swap(value) if isinstance(value, str) and value.startswith("v1.") else value
