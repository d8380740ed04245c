"""`manage.py migrate_all`: bring every database up to date, the walled ones with the apps that live there only."""

from typing import Any

from django.apps import apps
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, OperationalError, ProgrammingError, connections, router
from django.db.migrations.loader import MigrationLoader


class Command(BaseCommand):
    help = "Migrate the main database, then each walled one; a walled PostgreSQL database that is missing is made."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        for alias in connections:
            if alias != DEFAULT_DB_ALIAS:
                migrate_walled(alias)


def migrate_walled(alias: str) -> None:
    """Bring one walled database up to date."""
    _make_if_missing(alias)
    for label in labels_of(alias):
        call_command("migrate", label, database=alias, interactive=False, verbosity=0)


def labels_of(alias: str) -> list[str]:
    """The apps that have migrations and tables in the database."""
    migrated = MigrationLoader(None).migrated_apps
    configs = [config for config in apps.get_app_configs() if config.label in migrated]
    return [c.label for c in configs if any(router.allow_migrate_model(alias, m) for m in c.get_models())]


def _make_if_missing(alias: str) -> None:
    connection: Any = connections[alias]
    try:
        connection.ensure_connection()
    except OperationalError:
        if connection.vendor != "postgresql":
            raise
        _make(alias, connection.settings_dict["NAME"])
        connection.ensure_connection()


def _make(alias: str, name: str) -> None:
    connection: Any = connections[alias]
    try:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)} ENCODING 'UTF8' TEMPLATE template0")
    except (OperationalError, ProgrammingError) as error:
        raise CommandError(
            f"the walled database {name} is missing and could not be made ({error}); "
            f"make it as its owner: createdb -E UTF8 -T template0 {name}"
        ) from error
