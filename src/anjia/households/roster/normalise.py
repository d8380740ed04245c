"""Each field's raw text to its value, set-based. `<field>` is the value or null, `<field>_code` what is wrong with it.

Nothing is guessed: what has two readings is refused with a code of its own.
"""

import datetime as dt

import polars as pl

from anjia.households.roster.birth import birth_columns
from anjia.households.roster.cases import HIDDEN, bare, column_pair, first_case, is_formula, untagged
from anjia.households.roster.fields import Field
from anjia.households.roster.issues import Code
from anjia.households.roster.numerals import NUMERALS
from anjia.households.roster.places import place_columns

MAX_NAME = 30
MAX_ADDRESS = 200

_YES = (
    "是",
    "√",
    "✓",
    "✔",
    "☑",
    "同意",
    "愿意",
    "自愿",
    "参加",
    "参与",
    "同意参加",
    "愿意参加",
    "自愿参加",
    "是的",
    "对",
    "Y",
    "YES",
    "1",
    "TRUE",
    "同意公示",
    "公示",
    "可以",
)
_NO = (
    "否",
    "×",
    "✗",
    "✘",
    "╳",
    "X",
    "不",
    "不是",
    "不同意",
    "不愿意",
    "不愿",
    "不参加",
    "不参与",
    "不同意参加",
    "未同意",
    "N",
    "NO",
    "0",
    "FALSE",
    "无",
    "不公示",
    "不同意公示",
    "/",
    "—",
    "-",
)
_RESIDENCE = {
    "local": ("常住", "常住户", "常住人口", "本地", "本地户", "户籍", "户籍户", "本村", "本社区"),
    "floating": ("流动", "流动户", "流动人口", "流动家庭", "外来", "外来户", "暂住", "暂住户"),
    "rental": ("出租", "出租户", "出租房", "出租屋", "租住", "租住户", "租户", "租房", "租赁", "租房户", "租赁户"),
}


def normalise(raw: pl.DataFrame, today: dt.date) -> pl.DataFrame:
    """`raw` with, for every field, `<field>_raw`, `<field>` and `<field>_code`."""
    frame = raw.rename({field.value: f"{field.value}_raw" for field in Field})
    frame = frame.with_columns(
        *(bare(pl.col(f"{field.value}_raw")).alias(f"{field.value}_text") for field in _BARE),
        name_text(pl.col("head_name_raw")).alias("head_name_text"),
    )
    frame = frame.with_columns(
        *name_columns(),
        *size_columns(),
        *phone_columns(),
        *residence_columns(),
        *consent_columns(Field.JOINS, Code.CONSENT_UNCLEAR),
        *consent_columns(Field.PUBLISHES, Code.PUBLISH_UNCLEAR),
    )
    frame = place_columns(birth_columns(frame, today))
    return frame.drop([f"{field.value}_text" for field in (*_BARE, Field.HEAD)])


_BARE = tuple(field for field in Field if field is not Field.HEAD)


def name_text(raw: pl.Expr) -> pl.Expr:
    """Spaces go from Chinese names and shrink to one in others; the many middle dots become one."""
    tidy = (
        raw.fill_null("")
        .str.strip_chars("\x1f \u3000\t\r\n\u00a0")
        .str.replace_all(r"[•・‧∙⋅･．]", "·")
        .str.replace_all(r"[\s\u{a0}]+", " ")
    )
    chinese = tidy.str.contains(r"\p{Han}")
    joined = tidy.str.replace_all(" ", "", literal=True).str.replace_all(".", "·", literal=True)
    return pl.when(chinese).then(joined).otherwise(tidy.str.normalize("NFKC"))


def name_columns() -> tuple[pl.Expr, pl.Expr]:
    text = pl.col("head_name_text")
    good = text.str.contains(r"^(?:\p{Han}(?:[\p{Han}·]*\p{Han})?|\p{Latin}(?:[\p{Latin}'’ .·-]*[\p{Latin}.])?)$")
    length = text.str.len_chars()
    problem = first_case(
        (is_formula(Field.HEAD), Code.FORMULA),
        (text == "", Code.NAME_MISSING),
        (text.str.contains(HIDDEN), Code.NAME_HOSTILE),
        (~good | text.str.contains("··"), Code.NAME_CHARACTERS),
        ((length < 2) | (length > MAX_NAME), Code.NAME_LENGTH),
    )
    return column_pair(Field.HEAD, text, problem)


def size_columns() -> tuple[pl.Expr, pl.Expr]:
    text = untagged(pl.col("size_text"))
    found = text.str.extract(r"^(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:\.0)?(?:口之家|口人|个人|人口|人|口|位|名)?$")
    number = found.replace(NUMERALS).cast(pl.Int32, strict=False)
    in_range = (number >= 1) & (number <= 60)
    problem = first_case(
        (is_formula(Field.SIZE), Code.FORMULA),
        (pl.col("size_raw").is_null(), None),
        (text == "", Code.SIZE_BLANK),
        (number.is_null(), Code.SIZE_UNREADABLE),
        (~in_range, Code.SIZE_RANGE),
        (number > 15, Code.SIZE_LARGE),
    )
    return column_pair(Field.SIZE, pl.when(in_range).then(number), problem)


def phone_columns() -> tuple[pl.Expr, pl.Expr]:
    text = untagged(pl.col("phone_text"))
    digits = (
        text.str.replace_all(r"[-‐‑‒–—―－─~()._]", "")
        .str.replace(r"^(?:\+|00)?86(1\d{10})$", "$1")
        .str.replace("^无$", "")
    )
    count = text.str.count_matches(r"\d")
    good = digits.str.contains(r"^(?:1[3-9]\d{9}|0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7})$")
    numeric = digits.str.contains(r"^\d+$")
    problem = first_case(
        (is_formula(Field.PHONE), Code.FORMULA),
        (pl.col("phone_raw").is_null(), None),
        (digits == "", Code.PHONE_BLANK),
        (good, None),
        (count > 12, Code.PHONE_LONG),
        (digits.str.contains(r"^[2-9]\d{6,7}$"), Code.PHONE_NO_AREA),
        (numeric & (count < 11), Code.PHONE_SHORT),
        (numeric & (count > 11), Code.PHONE_LONG),
        (pl.lit(True), Code.PHONE_UNREADABLE),
    )
    return column_pair(Field.PHONE, pl.when(good).then(digits), problem)


def residence_columns() -> tuple[pl.Expr, pl.Expr]:
    text = untagged(pl.col("residence_text"))
    kinds = {word: kind for kind, words in _RESIDENCE.items() for word in words}
    kind = text.replace_strict(kinds, default=None, return_dtype=pl.String)
    problem = first_case(
        (is_formula(Field.RESIDENCE), Code.FORMULA),
        (pl.col("residence_raw").is_null(), None),
        (text == "", Code.RESIDENCE_BLANK),
        (kind.is_null(), Code.RESIDENCE_UNKNOWN),
    )
    return column_pair(Field.RESIDENCE, kind, problem)


def consent_columns(field: Field, unclear: Code) -> tuple[pl.Expr, pl.Expr]:
    """True for 是, False for 否, null for blank and for what cannot be read."""
    text = untagged(pl.col(f"{field.value}_text")).str.to_uppercase()
    words = {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}
    value = text.replace_strict(words, default=None, return_dtype=pl.Boolean)
    problem = first_case((is_formula(field) | (value.is_null() & (text != "")), unclear))
    return column_pair(field, value, problem)
