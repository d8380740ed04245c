"""Triggers that make a table append-only, on both databases; called from migrations."""

from typing import Any

# Every append-only table, in the order of their creation.
TABLES = ("kernel_auditevent", "kernel_auditseal", "kernel_auditlink")

FUNCTION = """
CREATE OR REPLACE FUNCTION anjia_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only table %', TG_TABLE_NAME; END $$
"""


def make_append_only(table: str) -> Any:
    """A forwards function for RunPython: the database refuses UPDATE, DELETE and TRUNCATE on the table."""

    def forwards(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(FUNCTION, params=None)
            editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION anjia_append_only()"
            )
            return
        for verb in ("UPDATE", "DELETE"):
            editor.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'append-only table {table}'); END"
            )

    return forwards


def lift_append_only(table: str) -> Any:
    """The way back."""

    def backwards(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
            return
        for verb in ("update", "delete"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")

    return backwards
