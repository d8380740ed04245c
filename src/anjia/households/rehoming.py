"""Rows that belong to another family from now on.

Copied and deleted rather than updated: the column that spreads household rows over nodes cannot be updated there
(architecture 4). Ids stay as they are.
"""

import uuid
from typing import Any

from django.db import router
from django.db.models import QuerySet

from anjia.kernel.bulk import insert_rows


def rehome(rows: QuerySet[Any], household_id: uuid.UUID, **changes: Any) -> int:
    """Give the rows to another family, with `changes` (field names and values); returns how many."""
    model = rows.model
    fields = model._meta.concrete_fields
    held = list(rows.order_by().values_list(*[field.attname for field in fields]))
    if not held:
        return 0
    own = [row[[field.name for field in fields].index("id")] for row in held]
    chosen = model._default_manager.filter(pk__in=own)
    chosen._raw_delete(router.db_for_write(model))
    new = {"household": household_id, **changes}
    columns = [field.name for field in fields]
    insert_rows(
        model, columns, [[new.get(name, value) for name, value in zip(columns, row, strict=True)] for row in held]
    )
    return len(held)
