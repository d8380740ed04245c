"""The set-based statements of a merge. One transaction of `actions.merge_import` runs them in this order."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet
from django.utils import timezone

from anjia.households.enums import ConsentKind, ConsentState, ResidenceType, RowStatus
from anjia.households.models import Household, StagedFamily
from anjia.kernel import audit
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import under

_COPIED = "head_name, head_birth, household_size, address, phone_sealed, phone_index, residence_type, search_tokens"


def versions_under(path: str) -> dict[str, int]:
    rows = Household.objects.filter(under("region__path", path)).order_by().values_list("pk", "version")
    return {str(pk): version for pk, version in rows}


def _run(sql: str, **values: Any) -> int:
    """One statement; ids and times are given as this database stores them."""
    prepared = {name: _stored(value) for name, value in values.items()}
    with connection.cursor() as cursor:
        cursor.execute(sql, prepared)
        return cursor.rowcount


def _stored(value: Any) -> Any:
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return connection.ops.adapt_datetimefield_value(value) if hasattr(value, "tzinfo") else value


def mark_late(batch: UUID) -> None:
    """Rows whose family someone registered, or changed, since the preview are left alone."""
    _run(
        """UPDATE households_stagedfamily SET status = 'late'
        WHERE batch_id = %(batch)s AND status = 'new' AND EXISTS (
          SELECT 1 FROM households_household h WHERE h.region_id = households_stagedfamily.region_id
          AND h.head_name = households_stagedfamily.head_name AND h.is_active
          AND (h.phone_index = households_stagedfamily.phone_index
            OR h.head_birth = households_stagedfamily.head_birth
            OR h.address = households_stagedfamily.address))""",
        batch=batch,
    )
    _run(
        """UPDATE households_stagedfamily SET status = 'late'
        WHERE batch_id = %(batch)s AND status = 'update' AND NOT EXISTS (
          SELECT 1 FROM households_household h WHERE h.id = households_stagedfamily.household_id
          AND h.version = households_stagedfamily.household_version AND h.is_active)""",
        batch=batch,
    )


def keep_before(batch: UUID) -> None:
    """What the updates replace, kept for the undo."""
    _run(
        f"""INSERT INTO households_stagedfamily (batch_id, status, household_id, household_version, region_id, sheet,
          row, {_COPIED}, publishes)
        SELECT s.batch_id, 'before', h.id, h.version + 1, h.region_id, s.sheet, s.row, h.head_name, h.head_birth,
          h.household_size, h.address, h.phone, h.phone_index, h.residence_type, h.search_tokens, s.publishes
        FROM households_stagedfamily s JOIN households_household h ON h.id = s.household_id
        WHERE s.batch_id = %(batch)s AND s.status = 'update'""",
        batch=batch,
    )


def update_families(batch: UUID) -> int:
    """A blank in the roster changes nothing, and no family moves by the way."""
    return _run(
        """UPDATE households_household AS h SET
          head_birth = COALESCE(s.head_birth, h.head_birth),
          household_size = COALESCE(s.household_size, h.household_size),
          address = COALESCE(s.address, h.address),
          phone = COALESCE(s.phone_sealed, h.phone),
          phone_index = COALESCE(s.phone_index, h.phone_index),
          search_tokens = CASE WHEN s.phone_index IS NULL THEN h.search_tokens ELSE s.search_tokens END,
          residence_type = COALESCE(s.residence_type, h.residence_type),
          updated_at = %(now)s, version = h.version + 1
        FROM households_stagedfamily AS s
        WHERE s.batch_id = %(batch)s AND s.status = 'update' AND h.id = s.household_id""",
        batch=batch,
        now=timezone.now(),
    )


def moves_of(batch: UUID, confirmed: Collection[str]) -> list[tuple[UUID, UUID]]:
    """Of the confirmed moves those that are still to be made: family and group."""
    rows = StagedFamily.objects.filter(batch_id=batch, household_id__in=confirmed)
    known = rows.filter(status__in=(RowStatus.UPDATE, RowStatus.SAME)).order_by("pk")
    return list(known.values_list("household_id", "region_id"))


def insert_families(batch: UUID) -> int:
    return _run(
        """INSERT INTO households_household (id, created_at, updated_at, version, region_id, head_name, head_birth,
          household_size, address, phone, phone_index, occupation, residence_type, search_tokens, import_batch_id,
          is_active)
        SELECT household_id, %(now)s, %(now)s, 1, region_id, head_name, COALESCE(head_birth, ''),
          COALESCE(household_size, 1), COALESCE(address, ''), COALESCE(phone_sealed, ''), COALESCE(phone_index, ''),
          '', COALESCE(residence_type, %(local)s), search_tokens, batch_id, %(yes)s
        FROM households_stagedfamily WHERE batch_id = %(batch)s AND status = 'new'""",
        batch=batch,
        now=timezone.now(),
        local=ResidenceType.LOCAL.value,
        yes=True,
    )


def insert_consents(batch: UUID, texts: Mapping[str, UUID]) -> None:
    """A roster's 是 asserts (F5): one consent per family that has no live one of the kind."""
    known = f"""AND s.status IN ('update', 'same') AND NOT EXISTS (
      SELECT 1 FROM households_consent c WHERE c.household_id = s.household_id
      AND c.kind = %(kind)s AND c.state <> '{ConsentState.WITHDRAWN.value}')"""
    for kind, column in ((ConsentKind.PARTICIPATE, "participate_id"), (ConsentKind.PUBLISH, "publish_id")):
        for which in ("AND s.status = 'new'", known):
            _run(
                f"""INSERT INTO households_consent (id, created_at, updated_at, version, household_id, kind, text_id,
                  state, asserted_on)
                SELECT s.{column}, %(now)s, %(now)s, 1, s.household_id, %(kind)s, %(text)s, %(state)s, %(today)s
                FROM households_stagedfamily s
                WHERE s.batch_id = %(batch)s AND s.{column} IS NOT NULL {which}""",
                batch=batch,
                now=timezone.now(),
                kind=kind.value,
                text=texts[kind],
                state=ConsentState.ASSERTED.value,
                today=timezone.localdate().isoformat(),
            )


def restore_families(batch: UUID) -> int:
    """Put back what the updates replaced."""
    return _run(
        """UPDATE households_household AS h SET region_id = s.region_id, head_birth = COALESCE(s.head_birth, ''),
          household_size = s.household_size, address = COALESCE(s.address, ''), phone = COALESCE(s.phone_sealed, ''),
          phone_index = COALESCE(s.phone_index, ''), residence_type = s.residence_type,
          search_tokens = s.search_tokens, updated_at = %(now)s, version = h.version + 1
        FROM households_stagedfamily AS s
        WHERE s.batch_id = %(batch)s AND s.status = 'before' AND h.id = s.household_id""",
        batch=batch,
        now=timezone.now(),
    )


def figures(batch: UUID) -> dict[str, int]:
    rows = StagedFamily.objects.filter(batch_id=batch).values_list("status").annotate(n=Count("pk")).order_by()
    counts = dict(rows)
    return {status.value: counts.get(status.value, 0) for status in RowStatus if status is not RowStatus.BEFORE}


def registered(batch: UUID) -> "QuerySet[Household, UUID]":
    """The ids of the families this batch brought in, fetched only by those who look at them."""
    return Household.objects.filter(import_batch_id=batch).order_by().values_list("pk", flat=True)


def record_updates(batch: UUID, *, verb: str, by: Actor) -> None:
    """One event per updated family, naming the import."""
    rows = StagedFamily.objects.filter(batch_id=batch, status=RowStatus.BEFORE).order_by()
    paths = dict(
        Household.objects.filter(pk__in=rows.values("household_id")).order_by().values_list("pk", "region__path")
    )
    entries = [(pk, path, None, {"import": str(batch)}) for pk, path in paths.items()]
    audit.record_many(verb, Household._meta.label_lower, entries, by=by)
