"""A list's raw cells: one frame for all sheets, and the readings of a day and a serial that only this list has."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

import polars as pl

from anjia.honours.adoption.columns import TITLES, Column
from anjia.honours.enums import TitleKind
from anjia.households.roster import Candidate, Code, Header, Vocabulary, Workbook
from anjia.households.roster.cases import bare, untagged
from anjia.households.roster.fields import Field
from anjia.households.roster.findings import shown_raw
from anjia.households.roster.normalise import consent_columns, name_columns, name_text
from anjia.households.roster.places import group_label
from anjia.households.roster.raw import extract
from anjia.households.roster.villages import propose_villages, with_villages

_EPOCH = dt.date(1899, 12, 30)
_DAY = re.compile(r"^(\d{4})(?:年|[.\-/])(\d{1,2})(?:月|[.\-/])(\d{1,2})[日号]?$|^(\d{4})(\d{2})(\d{2})$")
SERIAL = re.compile(r"^[0-9A-Z一-龥〔〕()\-]{1,24}$")
OURS = re.compile(r"^(?:PA|SF)-\d")
_SAFE = re.compile(r"^(?:平安(?:家庭|户))?$")
_MODEL = re.compile(r"^(?:平安家庭|平安)?(?:示范户|示范家庭|标兵户)$")


def rows_of(
    workbook: Workbook,
    headers: Mapping[str, Header],
    candidates: Sequence[Candidate],
    words: Vocabulary = TITLES,
) -> Iterator[dict[str, Any]]:
    """One mapping a row: sheet, row, head_name, village_id, group, their codes, raw cells, and consents if asked."""
    raw = extract(workbook, headers, words).frame
    frame = raw.rename({column.value: f"{column.value}_raw" for column in words.labels})
    frame = frame.with_columns(
        name_text(pl.col("head_name_raw")).alias("head_name_text"),
        untagged(bare(pl.col("code_raw"))).str.replace_all("[-.]", "").alias("code"),
        untagged(bare(pl.col("village_raw"))).alias("village"),
        group_label(untagged(bare(pl.col("group_raw")))).alias("group"),
    )
    frame = frame.with_columns(*name_columns())
    if Column.JOINS in words.labels:
        frame = frame.with_columns(
            bare(pl.col("joins_raw")).alias("joins_text"), bare(pl.col("publishes_raw")).alias("publishes_text")
        ).with_columns(
            *consent_columns(Field.JOINS, Code.CONSENT_UNCLEAR), *consent_columns(Field.PUBLISHES, Code.PUBLISH_UNCLEAR)
        )
    proposals = propose_villages(frame, workbook, headers, candidates, {})
    names = [sheet.name for sheet in workbook.sheets]
    for row in with_villages(frame, workbook, proposals).iter_rows(named=True):
        row["sheet"] = names[row["sheet"]]
        yield row


def written(row: Mapping[str, Any], column: StrEnum) -> str:
    """A cell as the user sees it."""
    return shown_raw(row[f"{column.value}_raw"]).strip()


def kind_of(row: Mapping[str, Any], column: StrEnum = Column.KIND) -> TitleKind | None:
    """The title a row is about; an empty cell is 平安家庭; None for words that are no title of ours."""
    text = "".join(unicodedata.normalize("NFKC", written(row, column)).split())
    if _MODEL.match(text):
        return TitleKind.MODEL_FAMILY
    return TitleKind.SAFE_FAMILY if _SAFE.match(text) else None


def day_of(row: Mapping[str, Any], column: StrEnum = Column.NAMED) -> dt.date | None:
    """The day of naming: a date cell, its bare number of days, 2025年5月15日, 2025.5.15, 20250515; else None."""
    text = "".join(unicodedata.normalize("NFKC", written(row, column)).split())
    found = _DAY.match(text)
    if not found:
        return _EPOCH + dt.timedelta(days=int(text)) if re.fullmatch(r"[34]\d{4}", text) else None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def serial_of(row: Mapping[str, Any], column: StrEnum = Column.SERIAL) -> str:
    """The serial as it is compared and kept: half width, capitals, without spaces."""
    text = "".join(unicodedata.normalize("NFKC", written(row, column)).split()).upper()
    return text.translate(str.maketrans("[]【】", "〔〕〔〕"))
