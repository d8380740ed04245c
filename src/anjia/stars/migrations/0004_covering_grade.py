"""On PostgreSQL a run that changes nothing compares with the grades that stand from the index alone (architecture 4).

Like that of the records, it is no constraint of the model: Django would leave one that includes columns out on SQLite.
"""

from django.db import migrations

FORWARD = (
    "ALTER TABLE stars_yeargrade DROP CONSTRAINT year_grade_once",
    "ALTER TABLE stars_yeargrade ADD CONSTRAINT year_grade_once "
    "UNIQUE (household_id, cycle_id) INCLUDE (stars, quarters)",
)
BACK = (
    "ALTER TABLE stars_yeargrade DROP CONSTRAINT year_grade_once",
    "ALTER TABLE stars_yeargrade ADD CONSTRAINT year_grade_once UNIQUE (household_id, cycle_id)",
)


def _run(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("stars", "0003_five_stars")]

    operations = [migrations.RunPython(_run(FORWARD), _run(BACK))]
