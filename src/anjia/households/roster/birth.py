"""出生年月 in its many forms: 1970年5月, 1970.05, 1970-05, 197005, 19700512, a date cell, a bare serial."""

import datetime as dt

import polars as pl

from anjia.households.roster.cases import first_case, untagged
from anjia.households.roster.issues import Code
from anjia.households.roster.raw import FORMULA, NUMBER

EARLIEST = 1900
ADULT_MONTHS = 18 * 12
_EPOCH = dt.date(1899, 12, 30)
_SEPARATED = (
    r"^(\d{4})[年.\-/、](\d{1,2})(?:(?:月份|月|[.\-/、])(?:(\d{1,2})[日号]?)?)?(?:出?生)?(?:\d{1,2}:\d{2}(?::\d{2})?)?$"
)


def birth_columns(frame: pl.DataFrame, today: dt.date) -> pl.DataFrame:
    """Adds `birth` as "1970-05" and `birth_code`. A month that does not exist and two readings are refused."""
    text = untagged(pl.col("birth_text"))
    number = pl.col("birth_text").str.starts_with(NUMBER)
    parts = frame.select(
        text.alias("text"),
        number.alias("number"),
        _part(text, 1).alias("year"),
        _part(text, 2).alias("month"),
        _part(text, 3).alias("day"),
        text.str.extract(r"^(\d{5})(?:\.\d+)?$").cast(pl.Int32).alias("serial"),
        pl.col("birth_raw").alias("raw"),
    )
    read = parts.with_columns(*_read()).with_columns(_exists())
    months = pl.col("year") * 12 + pl.col("month")
    this_month = today.year * 12 + today.month
    problem = _problem(months, this_month)
    value = pl.format("{}-{}", pl.col("year"), pl.col("month").cast(pl.String).str.zfill(2))
    done = read.select(problem.alias("birth_code"), value.alias("value")).select(
        pl.when(pl.col("birth_code").is_null()).then(pl.col("value")).alias("birth"), "birth_code"
    )
    return frame.hstack(done)


def _part(text: pl.Expr, index: int) -> pl.Expr:
    """Year, month or day from the separated and the unseparated writing."""
    together = text.str.extract(r"^(\d{4})(\d{2})(\d{2})?$", index)
    return text.str.extract(_SEPARATED, index).fill_null(together).cast(pl.Int32)


def _read() -> tuple[pl.Expr, ...]:
    """A serial that cannot be a year and a month run together is the day it stands for."""
    serial = pl.col("serial")
    day = pl.lit(_EPOCH) + pl.duration(days=serial)
    is_serial = serial.is_not_null() & ~pl.col("text").str.contains(r"^(?:19|20)\d{2}[1-9]")
    return (
        pl.when(is_serial).then(day.dt.year()).otherwise(pl.col("year")).alias("year"),
        pl.when(is_serial).then(day.dt.month().cast(pl.Int32)).otherwise(pl.col("month")).alias("month"),
        pl.when(is_serial).then(1).otherwise(pl.col("day").fill_null(1)).alias("day"),
    )


def _exists() -> pl.Expr:
    written = pl.format(
        "{}-{}-{}",
        pl.col("year").cast(pl.String).str.zfill(4),
        pl.col("month").cast(pl.String).str.zfill(2),
        pl.col("day").cast(pl.String).str.zfill(2),
    )
    return written.str.to_date("%Y-%m-%d", strict=False).is_not_null().alias("exists")


def _problem(months: pl.Expr, this_month: int) -> pl.Expr:
    text = pl.col("text")
    one_or_ten = pl.col("number") & text.str.contains(r"^\d{4}\.1$")
    run_together = text.str.contains(r"^(?:19|20)\d{2}[1-9]$|^(?:19|20)\d{5}$")
    cases = (
        (pl.col("raw") == FORMULA, Code.FORMULA),
        (pl.col("raw").is_null(), None),
        (text == "", Code.BIRTH_BLANK),
        (one_or_ten | run_together, Code.BIRTH_AMBIGUOUS),
        (text.str.contains(r"^(?:19|20)\d{2}年?$"), Code.BIRTH_NO_MONTH),
        (pl.col("year").is_null(), Code.BIRTH_UNREADABLE),
        (pl.col("year") < EARLIEST, Code.BIRTH_RANGE),
        (~pl.col("exists"), Code.BIRTH_MONTH),
        (months > this_month, Code.BIRTH_RANGE),
        (months + ADULT_MONTHS > this_month, Code.BIRTH_MINOR),
    )
    return first_case(*cases)
