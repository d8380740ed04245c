"""Small pieces that every field's normaliser is built of."""

from typing import Any

import polars as pl

from anjia.households.roster.fields import Field
from anjia.households.roster.issues import Code
from anjia.households.roster.raw import DATE, FORMULA, NUMBER

HIDDEN = (
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}"
    r"\u{feff}\u{fff9}-\u{fffd}\u{e0000}-\u{e007f}]"
)


def bare(raw: pl.Expr) -> pl.Expr:
    """Half width, without spaces, hidden marks, the kind of the cell and the .0 of whole numbers; null becomes ""."""
    return (
        raw.fill_null("")
        .str.normalize("NFKC")
        .str.replace_all(r"[\s'‘’`\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{2069}\u{feff}]", "")
        .str.replace(r"^\x1f(\d+)\.0$", "\x1f$1")
    )


def untagged(text: pl.Expr) -> pl.Expr:
    return text.str.strip_chars_start(NUMBER + DATE)


def is_formula(field: Field) -> pl.Expr:
    return pl.col(f"{field.value}_raw") == FORMULA


def first_case(*cases: tuple[pl.Expr, Code | None]) -> pl.Expr:
    """The code of the first case that holds; null when it is None or none holds."""
    chain: Any = pl.when(False).then(pl.lit(None, dtype=pl.String))
    for condition, found in cases:
        chain = chain.when(condition).then(pl.lit(found.value if found else None, dtype=pl.String))
    return chain.otherwise(None)


def column_pair(field: Field, value: pl.Expr, problem: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    return value.alias(field.value), problem.alias(f"{field.value}_code")
