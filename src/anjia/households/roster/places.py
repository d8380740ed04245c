"""小组 and 住址: the group from its own column or split from the address, and what is left of the address."""

import polars as pl

from anjia.households.roster.cases import HIDDEN, column_pair, first_case, is_formula, untagged
from anjia.households.roster.fields import Field
from anjia.households.roster.issues import Code
from anjia.households.roster.numerals import NUMERALS

MAX_ADDRESS = 120
MAX_LABEL = 20
_NUMBER = "(\\d{1,3}|[一二三四五六七八九十]{1,3})"
_SUFFIX = "(?:村民小组|居民小组|村居民小组|小组|组)"
_REGION = "(?:居委会|村委会|社区|村|街道|镇|乡)"
_NUMBERED = rf"第?{_NUMBER}{_SUFFIX}"
_NAMED = rf"^(?:.*{_REGION})?(\p{{Han}}{{1,5}}?)(?:村民|居民)?小?组"
_LEAD = rf"^(?:\p{{Han}}*{_REGION})?(?:第?{_NUMBER}|\p{{Han}}{{1,5}}?){_SUFFIX}[,，、\s]*"


def place_columns(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `code`, `village` (bare text), `group` ("12组", null if none is named) and `address` with their codes."""
    address = untagged(pl.col("address_text"))
    split = frame.with_columns(
        untagged(pl.col("code_text")).str.replace_all("[-.]", "").alias("code"),
        untagged(pl.col("village_text")).alias("village"),
        group_label(untagged(pl.col("group_text"))).alias("own_group"),
        _split_label(address).alias("split_group"),
    )
    group = pl.coalesce("own_group", "split_group")
    same = pl.col("split_group") == group
    rest = address.str.replace(_LEAD, "")
    kept = pl.when(same & (rest != "")).then(rest).otherwise(address)
    done = split.with_columns(
        *column_pair(Field.GROUP, group, _group_problem(group)),
        *column_pair(Field.ADDRESS, pl.when(address != "").then(kept), _address_problem(address)),
    )
    return done.drop("own_group", "split_group")


def group_label(text: pl.Expr) -> pl.Expr:
    """One writing for one group: 第十二村民小组, 12, 012组 are all "12组"; a group with a name keeps it."""
    number = text.str.extract(rf"^第?{_NUMBER}{_SUFFIX}?$")
    named = text.str.replace(r"(?:村民|居民|村居民)?小组$", "组")
    return pl.when(number.is_not_null()).then(_numbered(number)).when(named != "").then(named)


def _split_label(address: pl.Expr) -> pl.Expr:
    number = address.str.extract(_NUMBERED)
    name = address.str.extract(_NAMED)
    return pl.when(number.is_not_null()).then(_numbered(number)).when(name != "").then(name + pl.lit("组"))


def _numbered(number: pl.Expr) -> pl.Expr:
    return number.replace(NUMERALS).cast(pl.Int32, strict=False).cast(pl.String) + pl.lit("组")


def _group_problem(group: pl.Expr) -> pl.Expr:
    differs = pl.col("own_group") != pl.col("split_group")
    return first_case(
        (is_formula(Field.GROUP), Code.FORMULA),
        (group.is_null() | (group.str.len_chars() > MAX_LABEL), Code.GROUP_MISSING),
        (differs, Code.GROUP_DIFFERS),
    )


def _address_problem(address: pl.Expr) -> pl.Expr:
    return first_case(
        (is_formula(Field.ADDRESS), Code.FORMULA),
        (pl.col("address_raw").str.contains(HIDDEN), Code.ADDRESS_HOSTILE),
        (pl.col("address_raw").is_null(), None),
        (address == "", Code.ADDRESS_BLANK),
        (address.str.len_chars() > MAX_ADDRESS, Code.ADDRESS_LENGTH),
    )
