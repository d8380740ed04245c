"""The index over a table's search tokens: FTS5 kept by triggers on SQLite, GIN on PostgreSQL (architecture 5).

A column of tokens is written by `web.fields.NameTokensField`, or by the slice itself; `NameIndex` builds the index in
a migration and asks it for the ids of the rows a typed name may mean. A one-character query is a look-up too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, migrations, models
from django.db.models.expressions import RawSQL

from anjia.web.tokens import Wanted, fts5_query, tsquery


@dataclass(frozen=True)
class NameIndex:
    """The index over `table.search_tokens`; `name` is its own."""

    table: str
    name: str

    def ids(self, want: Wanted) -> RawSQL:
        """The ids of the rows that match: for `filter(pk__in=…)`, so that the scope stands in the same query."""
        if connection.vendor == "postgresql":
            statement = (
                f"SELECT id FROM {self.table} WHERE to_tsvector('simple', search_tokens) @@ to_tsquery('simple', %s)"
            )
            return RawSQL(statement, [tsquery(want)])
        statement = (
            f"SELECT h.id FROM {self.name} s JOIN {self.table} h ON h.rowid = s.rowid WHERE {self.name} MATCH %s"
        )
        return RawSQL(statement, [fts5_query(want)])

    def operation(self) -> migrations.RunPython:
        """Builds the index; for the migration that adds the column or a later one."""
        return migrations.RunPython(
            self._run(self._sqlite(), self._postgres()), self._run(self._sqlite_back(), self._postgres_back())
        )

    def _run(self, sqlite: Iterable[str], postgres: Iterable[str]) -> Any:
        def apply(apps: Any, editor: Any) -> None:
            for statement in postgres if editor.connection.vendor == "postgresql" else sqlite:
                editor.execute(statement)

        return apply

    def _postgres(self) -> list[str]:
        return [f"CREATE INDEX {self.name} ON {self.table} USING gin (to_tsvector('simple', search_tokens))"]

    def _postgres_back(self) -> list[str]:
        return [f"DROP INDEX {self.name}"]

    def _sqlite(self) -> list[str]:
        into = f"INSERT INTO {self.name}"
        gone = f"{into}({self.name}, rowid, search_tokens) VALUES ('delete', old.rowid, old.search_tokens);"
        new = f"{into}(rowid, search_tokens) VALUES (new.rowid, new.search_tokens);"
        return [
            f"CREATE VIRTUAL TABLE {self.name} USING fts5(search_tokens, content='{self.table}',"
            " content_rowid='rowid', tokenize='unicode61', prefix='1 2 3')",
            f"CREATE TRIGGER {self.name}_insert AFTER INSERT ON {self.table} BEGIN {new} END",
            f"CREATE TRIGGER {self.name}_delete AFTER DELETE ON {self.table} BEGIN {gone} END",
            f"CREATE TRIGGER {self.name}_update AFTER UPDATE OF search_tokens ON {self.table} BEGIN {gone} {new} END",
            f"INSERT INTO {self.name}({self.name}) VALUES ('rebuild')",
        ]

    def _sqlite_back(self) -> list[str]:
        triggers = [f"DROP TRIGGER {self.name}_{event}" for event in ("update", "delete", "insert")]
        return [*triggers, f"DROP TABLE {self.name}"]


def starts_with(field: str, text: str) -> models.Q:
    """Values that begin with a text, by the column's plain index on both databases (SQLite's LIKE reads every row)."""
    if connection.vendor == "postgresql":
        return models.Q(**{f"{field}__startswith": text})
    return models.Q(**{f"{field}__gte": text, f"{field}__lt": text + chr(0x10FFFF)})
