"""The search index over the tokens: FTS5 on SQLite (kept by triggers), a GIN index on PostgreSQL."""

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE households_search USING fts5(search_tokens, content='households_household',
      content_rowid='rowid', tokenize='unicode61', prefix='1 2 3')""",
    """CREATE TRIGGER households_search_insert AFTER INSERT ON households_household BEGIN
      INSERT INTO households_search(rowid, search_tokens) VALUES (new.rowid, new.search_tokens); END""",
    """CREATE TRIGGER households_search_delete AFTER DELETE ON households_household BEGIN
      INSERT INTO households_search(households_search, rowid, search_tokens)
      VALUES ('delete', old.rowid, old.search_tokens); END""",
    """CREATE TRIGGER households_search_update AFTER UPDATE OF search_tokens ON households_household BEGIN
      INSERT INTO households_search(households_search, rowid, search_tokens)
      VALUES ('delete', old.rowid, old.search_tokens);
      INSERT INTO households_search(rowid, search_tokens) VALUES (new.rowid, new.search_tokens); END""",
    "INSERT INTO households_search(households_search) VALUES ('rebuild')",
)
SQLITE_BACK = (
    "DROP TRIGGER households_search_update",
    "DROP TRIGGER households_search_delete",
    "DROP TRIGGER households_search_insert",
    "DROP TABLE households_search",
)
POSTGRES = (
    """CREATE INDEX households_search ON households_household
      USING gin (to_tsvector('simple', search_tokens)) WITH (fastupdate = on)""",
)
POSTGRES_BACK = ("DROP INDEX households_search",)


def _run(sqlite, postgres):
    def apply(apps, editor):
        for statement in postgres if editor.connection.vendor == "postgresql" else sqlite:
            editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("households", "0002_importing")]

    operations = [migrations.RunPython(_run(SQLITE, POSTGRES), _run(SQLITE_BACK, POSTGRES_BACK))]
