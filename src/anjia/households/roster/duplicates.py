"""Rows that are likely one family. Proposed before anything is discarded, never merged silently.

The same address alone is no duplicate, the same name alone is none.
"""

import polars as pl

ROUNDS = 4
_KEYS = (
    ("village_id", "head_name", "phone"),
    ("village_id", "head_name", "birth", "group"),
    ("village_id", "head_name", "group", "address"),
)


def cluster(frame: pl.DataFrame) -> pl.Series:
    """For every row the index of the first row it is likely one with (itself when alone)."""
    own = frame.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("first"), *{c for key in _KEYS for c in key})
    labels = own["first"]
    if frame.is_empty():
        return labels
    for _round in range(ROUNDS):
        before = labels
        for key in _KEYS:
            labels = _joined(own, labels, key)
        if labels.equals(before):
            break
    return labels


def _joined(own: pl.DataFrame, labels: pl.Series, key: tuple[str, ...]) -> pl.Series:
    """Each row takes the lowest label of the rows with the same, complete key."""
    complete = pl.all_horizontal(pl.col(name).is_not_null() for name in key)
    lowest = pl.col("label").min().over(*key)
    return own.with_columns(labels.alias("label")).select(
        pl.when(complete).then(lowest).otherwise("label").alias("label")
    )["label"]
