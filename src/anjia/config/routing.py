"""The wall between databases: every app in the folder `anjia.services` lives in `services`, every other in `default`.

Both hold the kernel's tables: each has its own trail and its own outbox of jobs (architecture 1).
"""

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS

WALLED = "services"
ROOM = "anjia.services"
ON_BOTH_SIDES = frozenset({"kernel"})


def is_walled(app_label: str) -> bool:
    """Whether an app's tables stand behind the wall."""
    name = apps.get_app_config(app_label).name
    return name == ROOM or name.startswith(f"{ROOM}.")


class WallRouter:
    """Sends each model to its side; a row is never tied to one on the other side."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return WALLED if is_walled(model._meta.app_label) else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return self.db_for_read(model, **hints)

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return is_walled(one._meta.app_label) == is_walled(other._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        if app_label in ON_BOTH_SIDES:
            return True
        return db == (WALLED if is_walled(app_label) else DEFAULT_DB_ALIAS)
