"""Incoming rows against those already registered: new, update with the changed fields, same, or unclear."""

from collections.abc import Sequence

import polars as pl

KEYS: tuple[tuple[str, ...], ...] = (
    ("village_id", "head_name", "phone"),
    ("village_id", "head_name", "birth", "group"),
    ("village_id", "head_name", "group", "address"),
)
# Where a family lives is no cell to be overwritten: another group is a move, which somebody has to confirm.
PLACE = "group"
COMPARED = ("head_name", "birth", "size", "address", "phone", "residence")
# A month of birth that is on file is corrected by an act of its own, never by the way.
KEPT = "birth"


def compare(
    rows: pl.DataFrame,
    existing: pl.DataFrame,
    *,
    keys: Sequence[Sequence[str]] = KEYS,
    compared: Sequence[str] = COMPARED,
) -> pl.DataFrame:
    """`rows` with `status` (new, update, same, unclear), `household_id` of the match and `changed` (field names).

    `old_group` is where the match is registered, if the row names another group; that alone is no update.
    `existing` has `household_id` and the columns of `keys` and `compared`. The first key that finds anything
    decides. A blank incoming cell changes nothing, nor does a month of birth where another one is on file: it is
    told in `birth_differs` and taken out of the row.
    """
    found = rows.with_row_index("_at").with_columns(
        pl.lit(None, dtype=existing.schema["household_id"]).alias("household_id"),
        pl.lit(0, dtype=pl.UInt32).alias("_matches"),
    )
    for key in keys:
        found = _match(found, existing, list(key))
    before = existing.select(
        "household_id", pl.col(PLACE).alias("_place"), *(pl.col(name).alias(f"_old_{name}") for name in compared)
    )
    joined = found.join(before, on="household_id", how="left", maintain_order="left")
    joined = _keep_back(joined)
    differs = [
        pl.when(pl.col(name).is_not_null() & pl.col(name).ne_missing(pl.col(f"_old_{name}")))
        .then(pl.lit(name))
        .otherwise(None)
        for name in compared
    ]
    done = joined.with_columns(pl.concat_list(differs).list.drop_nulls().alias("changed"))
    status = (
        pl.when(pl.col("_matches") > 1)
        .then(pl.lit("unclear"))
        .when(pl.col("household_id").is_null())
        .then(pl.lit("new"))
        .when(pl.col("changed").list.len() > 0)
        .then(pl.lit("update"))
        .otherwise(pl.lit("same"))
    )
    changed = pl.when(pl.col("household_id").is_null()).then([]).otherwise("changed")
    return done.with_columns(
        status.alias("status"),
        changed.cast(pl.List(pl.String)).alias("changed"),
        pl.when(pl.col(PLACE).is_not_null() & (pl.col(PLACE) != pl.col("_place"))).then("_place").alias("old_group"),
    ).drop("_at", "_matches", "_place", *(f"_old_{name}" for name in compared))


def _keep_back(joined: pl.DataFrame) -> pl.DataFrame:
    """Adds `birth_differs`, what the roster says against the registry; the row then says nothing of it."""
    if f"_old_{KEPT}" not in joined.columns:
        return joined.with_columns(pl.lit(None, dtype=pl.String).alias("birth_differs"))
    other = pl.when((pl.col(KEPT) != pl.col(f"_old_{KEPT}")).fill_null(False)).then(pl.col(KEPT))
    told = joined.with_columns(other.alias("birth_differs"))
    return told.with_columns(pl.when(pl.col("birth_differs").is_null()).then(pl.col(KEPT)).alias(KEPT))


def _match(found: pl.DataFrame, existing: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Rows without a match yet look for one by `key`; nulls match nothing; several matches are only counted."""
    by_key = (
        existing.drop_nulls(key)
        .group_by(key)
        .agg(pl.col("household_id").first().alias("_id"), pl.len().alias("_count"))
    )
    joined = found.join(by_key, on=key, how="left", maintain_order="left")
    open_ = pl.col("_matches") == 0
    return joined.with_columns(
        pl.when(open_ & (pl.col("_count") == 1)).then("_id").otherwise("household_id").alias("household_id"),
        pl.when(open_).then(pl.col("_count").fill_null(0)).otherwise("_matches").cast(pl.UInt32).alias("_matches"),
    ).drop("_id", "_count")
