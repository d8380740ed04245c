"""On PostgreSQL a year is added up from the index alone, in the order of the families (architecture 4).

Django would leave a constraint that includes columns out on SQLite, where this one must hold as well.
"""

from django.db import migrations

FORWARD = (
    "ALTER TABLE stars_starrecord DROP CONSTRAINT star_record_once",
    "ALTER TABLE stars_starrecord ADD CONSTRAINT star_record_once "
    "UNIQUE (household_id, cycle_id, quarter) INCLUDE (stars, region_id)",
)
BACK = (
    "ALTER TABLE stars_starrecord DROP CONSTRAINT star_record_once",
    "ALTER TABLE stars_starrecord ADD CONSTRAINT star_record_once UNIQUE (household_id, cycle_id, quarter)",
)


def _run(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("stars", "0001_initial")]

    operations = [migrations.RunPython(_run(FORWARD), _run(BACK))]
