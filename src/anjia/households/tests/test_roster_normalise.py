"""Each field's reading, its refusals, and that nothing is ever guessed."""

import datetime as dt
import string

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anjia.households.roster import Code, Field, examine
from anjia.households.roster.normalise import normalise
from anjia.households.roster.raw import FORMULA, _text
from anjia.households.tests.rosters import TODAY, context, family, sheet_of

BLANK_CELL = ""


def read(field, *cells):
    """(value, code) of each cell when it stands in `field`'s column."""
    columns = {f.value: [None] * len(cells) for f in Field}
    columns[field] = [cell if cell == FORMULA else _text(cell) for cell in cells]
    schema = {f.value: pl.String for f in Field}
    frame = normalise(pl.DataFrame(columns, schema=schema).with_columns(sheet=0, row=1), TODAY)
    return list(frame.select(field, f"{field}_code").iter_rows())


def one(field, cell):
    return read(field, cell)[0]


@pytest.mark.parametrize(
    "cell",
    ["1970年5月", "1970.05", "1970-05", "197005", "19700512", "1970/5", "1970年05月12日", "１９７０．０５",
     " 1970 年 5 月 ",
     "1970.5", "1970-5-12", 197005.0, 19700512.0, 1970.05, 1970.5,
     dt.date(1970, 5, 12), dt.datetime(1970, 5, 12, 8, tzinfo=dt.UTC),
     25700, 25700.0, 25700.5, "25700", "1970年5月生", "1970-05-12 00:00:00", "1970、05"],
)  # fmt: skip
def test_birth_in_its_forms(cell):
    assert one("birth", cell) == ("1970-05", None)


def test_bare_serial_is_its_day():
    assert one("birth", 14924.0) == ("1940-11", None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1970.13", Code.BIRTH_MONTH),
        (1970.13, Code.BIRTH_MONTH),
        ("197013", Code.BIRTH_MONTH),
        ("1970.0", Code.BIRTH_MONTH),
        ("1970.00", Code.BIRTH_MONTH),
        ("19700231", Code.BIRTH_MONTH),
        ("1970-02-30", Code.BIRTH_MONTH),
        (1970.1, Code.BIRTH_AMBIGUOUS),
        ("19705", Code.BIRTH_AMBIGUOUS),
        (19705.0, Code.BIRTH_AMBIGUOUS),
        ("1970512", Code.BIRTH_AMBIGUOUS),
        ("1970", Code.BIRTH_NO_MONTH),
        (1970.0, Code.BIRTH_NO_MONTH),
        ("1970年", Code.BIRTH_NO_MONTH),
        ("70.05", Code.BIRTH_UNREADABLE),
        ("不详", Code.BIRTH_UNREADABLE),
        ("1899-12", Code.BIRTH_RANGE),
        ("2026-04", Code.BIRTH_RANGE),
        ("2010-01", Code.BIRTH_MINOR),
        ("2008-04", Code.BIRTH_MINOR),
        ("", Code.BIRTH_BLANK),
        (FORMULA, Code.FORMULA),
    ],
)
def test_birth_refused_never_guessed(cell, code):
    assert one("birth", cell) == (None, code)


def test_month_one_as_text_and_eighteen_this_month():
    assert one("birth", "1970.1") == ("1970-01", None)
    assert one("birth", "2008-03") == ("2008-03", None)


@settings(max_examples=60, deadline=None)
@given(st.dates(dt.date(1900, 3, 1), dt.date(2008, 3, 1)))
def test_every_month_reads_the_same_however_it_is_written(day):
    serial = (day - dt.date(1899, 12, 30)).days
    month = f"{day:%Y-%m}"
    forms = [f"{day.year}年{day.month}月", f"{day:%Y.%m}", f"{day:%Y%m}", f"{day:%Y%m%d}", f"{day:%Y/%m/%d}", day]
    assert set(read("birth", *forms)) == {(month, None)}
    value, code = one("birth", float(serial))
    assert (value, code) == (month, None) or code in (Code.BIRTH_AMBIGUOUS, Code.BIRTH_NO_MONTH, Code.BIRTH_UNREADABLE)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=12), st.floats(allow_nan=False, allow_infinity=False), st.text("0123456789.-年月", max_size=9)
    )
)
def test_any_birth_is_a_month_of_an_adult_or_a_code(cell):
    value, code = one("birth", cell)
    assert (value is None) == (code is not None)
    if value:
        assert "1900-01" <= value <= "2008-03"
        assert 1 <= int(value[5:]) <= 12


@pytest.mark.parametrize(
    "cell", ["三口", "3人", "３", "3.0", 3.0, 3, "3口人", "三", "三口之家", " 3 ", "3位", "三人", "03"]
)
def test_size_in_its_forms(cell):
    assert one("size", cell) == (3, None)


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("0", None, Code.SIZE_RANGE),
        ("61", None, Code.SIZE_RANGE),
        (3.5, None, Code.SIZE_UNREADABLE),
        ("-3", None, Code.SIZE_UNREADABLE),
        ("3-4", None, Code.SIZE_UNREADABLE),
        ("几个", None, Code.SIZE_UNREADABLE),
        ("十六", 16, Code.SIZE_LARGE),
        ("十", 10, None),
        ("两人", 2, None),
        ("", None, Code.SIZE_BLANK),
    ],
)
def test_size_limits(cell, value, code):
    assert one("size", cell) == (value, code)


@pytest.mark.parametrize(
    "cell",
    ["186-1546-8873", "１８６１５４６８８７３", "18615468873 ", 18615468873.0, 18615468873, "186 1546 8873",
     "+86 18615468873", "8618615468873", "186—1546—8873", "\u202d18615468873\u202c", "'18615468873", "(186)15468873"],
)  # fmt: skip
def test_phone_in_its_forms(cell):
    assert one("phone", cell) == ("18615468873", None)


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("0731-22812345", "073122812345", None),
        ("010-62345678", "01062345678", None),
        ("(0731)2281234", "07312281234", None),
        ("1380000000", None, Code.PHONE_SHORT),
        (1380000000.0, None, Code.PHONE_SHORT),
        ("138000000001", None, Code.PHONE_LONG),
        ("13800000000/13900000000", None, Code.PHONE_LONG),
        ("22812345", None, Code.PHONE_NO_AREA),
        ("2281234", None, Code.PHONE_NO_AREA),
        ("12800000000", None, Code.PHONE_UNREADABLE),
        ("没装电话", None, Code.PHONE_UNREADABLE),
        ("1.38E+10", None, Code.PHONE_UNREADABLE),
        ("无", None, Code.PHONE_BLANK),
        ("-", None, Code.PHONE_BLANK),
        ("", None, Code.PHONE_BLANK),
    ],
)
def test_phone_refusals_and_landlines(cell, value, code):
    assert one("phone", cell) == (value, code)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=20), st.text(string.digits + "-０１３ ", max_size=16), st.floats(allow_nan=False)))
def test_any_phone_is_whole_or_refused(cell):
    value, code = one("phone", cell)
    assert (value is None) == (code is not None)
    assert value is None or (value.isascii() and value.isdigit() and 10 <= len(value) <= 12)


def test_residence_words():
    assert read("residence", "常住", "流动", "出租", "租住", "流动人口", "", "外星")[:] == [
        ("local", None),
        ("floating", None),
        ("rental", None),
        ("rental", None),
        ("floating", None),
        (None, Code.RESIDENCE_BLANK),
        (None, Code.RESIDENCE_UNKNOWN),
    ]


def test_consent_words():
    yes = ["是", "√", "同意", "Y", "y", "1", 1.0, "✓", " 是 ", True, "愿意"]
    no = ["否", "×", "不同意", "N", "0", 0.0, "x", "不参加", False]
    assert set(read("joins", *yes)) == {(True, None)}
    assert set(read("joins", *no)) == {(False, None)}
    assert one("joins", BLANK_CELL) == (None, None)
    assert one("joins", "再想想") == (None, Code.CONSENT_UNCLEAR)
    assert one("joins", FORMULA) == (None, Code.CONSENT_UNCLEAR)
    assert one("publishes", "看情况") == (None, Code.PUBLISH_UNCLEAR)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("何\u3000婷婷", "何婷婷"),
        (" 何婷婷 ", "何婷婷"),
        ("欧阳 娜", "欧阳娜"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("𠮷野", "𠮷野"),
        ("䶮䶮", "䶮䶮"),
        ("〇一", "〇一"),
        ("John  Smith", "John Smith"),
    ],
)
def test_names_kept(cell, name):
    assert one("head_name", cell) == (name, None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", Code.NAME_MISSING),
        ("  ", Code.NAME_MISSING),
        ("王", Code.NAME_LENGTH),
        ("王" * 31, Code.NAME_LENGTH),
        ("张三（户主）", Code.NAME_CHARACTERS),
        ("张三1", Code.NAME_CHARACTERS),
        ("=cmd", Code.NAME_CHARACTERS),
        ("＝张三", Code.NAME_CHARACTERS),
        ("@张三", Code.NAME_CHARACTERS),
        ("<b>张三</b>", Code.NAME_CHARACTERS),
        ("张三、李四", Code.NAME_CHARACTERS),
        ("·张三", Code.NAME_CHARACTERS),
        ("张三\u202e", Code.NAME_HOSTILE),
        ("张\u200b三", Code.NAME_HOSTILE),
        ("张\ufffd三", Code.NAME_HOSTILE),
        (12.0, Code.NAME_CHARACTERS),
        (FORMULA, Code.FORMULA),
    ],
)
def test_names_refused(cell, code):
    assert one("head_name", cell)[1] == code


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=8))
def test_no_name_carries_what_could_run_or_hide(cell):
    value, code = one("head_name", cell)
    if code is None:
        assert not set(value) & set('=+@<>"&\t\n\r\u202e\u200b')
        assert not value.startswith("-")
        assert not value.endswith("-")
        assert value == value.strip()


@pytest.mark.parametrize(
    ("own", "address", "group", "rest", "code"),
    [
        ("", "12组47号", "12组", "47号", None),
        ("", "贺家土街道来园社区居委会12组35号", "12组", "35号", None),
        ("12组", "贺家土街道来园社区居委会12组35号", "12组", "35号", None),
        ("第十二村民小组", "47号", "12组", "47号", None),
        ("12", "47号", "12组", "47号", None),
        (12.0, "47号", "12组", "47号", None),
        ("塘湾组", "47号", "塘湾组", "47号", None),
        ("", "大园村塘湾组5号", "塘湾组", "5号", None),
        ("", "第三村民小组5号", "3组", "5号", None),
        ("", "幸福小区3栋5组201", "5组", "幸福小区3栋5组201", None),
        ("3组", "12组47号", "3组", "12组47号", Code.GROUP_DIFFERS),
        ("", "幸福路47号", None, "幸福路47号", Code.GROUP_MISSING),
        ("", "12组", "12组", "12组", None),
    ],
)
def test_group_from_its_column_or_the_address(own, address, group, rest, code):
    columns = {f.value: [None] for f in Field} | {"group": [_text(own)], "address": [_text(address)]}
    schema = {f.value: pl.String for f in Field}
    frame = normalise(pl.DataFrame(columns, schema=schema).with_columns(sheet=0, row=1), TODAY)
    assert frame.select("group", "address", "group_code").row(0) == (group, rest, code)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.text(max_size=10), st.floats(), st.dates(), st.booleans()), min_size=8, max_size=8),
        max_size=4,
    )
)
def test_no_row_however_odd_breaks_an_examination(rows):
    result = examine(sheet_of(family(), *rows), None, context())
    assert result.rows.height >= 1 or result.duplicates or result.issues
