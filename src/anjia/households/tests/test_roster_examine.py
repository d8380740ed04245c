"""Header words, villages, duplicates, totals, comparison, marking and tokens."""

import io
import time

import openpyxl
import polars as pl
import pytest

from anjia.households.roster import (
    Candidate,
    Code,
    Field,
    Sheet,
    Workbook,
    compare,
    examine,
    find_headers,
    mark_errors,
    read_workbook,
)
from anjia.households.roster.fields import field_for
from anjia.households.tests.rosters import DAYUAN, FAMILY, HEADER, VILLAGES, context, family, messy, sheet_of, xlsx


def codes(result):
    return [issue.code for issue in result.issues]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (Field.HEAD, ["户主", "户主姓名", "姓名", "户 主", "户主姓名（必填）", "户代表"]),
        (Field.PHONE, ["手机号码", "联系电话", "电话", "联系方式", "电话号码", "手机"]),
        (Field.SIZE, ["人口", "家庭人数", "家庭人口", "人口数", "家庭成员数", "家庭人口数"]),
        (Field.RESIDENCE, ["类别", "居住类型", "户别", "类型"]),
        (Field.ADDRESS, ["住址", "家庭住址", "家庭地址", "详细地址", "现住址"]),
        (Field.JOINS, ["是否参加", "同意参加", "是否同意参加（是/否）", "是否自愿参加创建", "参加意愿"]),
        (Field.PUBLISHES, ["同意公示", "是否同意公示", "是否同意公开姓名"]),
        (Field.BIRTH, ["出生年月", "户主出生年月", "出生日期", "出生\n年月"]),
        (Field.CODE, ["村（社区）代码", "行政区划代码", "村代码"]),
        (Field.VILLAGE, ["村（社区）", "村（社区）名称", "所在村", "社区"]),
        (Field.GROUP, ["村（居）民小组", "村民小组", "组别", "小组", "组"]),
        (None, ["备注", "序号", "身份证号", "政治面貌", "民族", "与户主关系", "家庭成员姓名", ""]),
    ],
)
def test_headings_and_their_synonyms(field, words):
    assert {word: field_for(word) for word in words} == dict.fromkeys(words, field)


def test_member_columns_are_not_taken_for_the_head():
    rows = [
        ["名册", "", "", "", "", "", ""],
        ["户主情况", "", "住址", "是否参加", "家庭成员", "", ""],
        ["姓名", "电话", "", "", "姓名", "关系", "电话"],
        ["何婷婷", "18437006306", "12组1号", "是", "王明", "夫", "13800000000"],
    ]
    header = find_headers(Workbook("", (Sheet("甲", rows),)))["甲"]
    assert [header.column_of(f) for f in (Field.HEAD, Field.PHONE, Field.JOINS)] == [0, 1, 3]
    assert header.columns[4:] == (None, None, None)
    assert (header.first, header.depth) == (1, 2)


def test_a_sheet_without_a_header_is_only_said():
    book = Workbook("", (*sheet_of(family()).sheets, Sheet("填表说明", [["请认真填写"]])), ("隐藏",))
    result = examine(book, None, context())
    assert codes(result) == [Code.HIDDEN_SHEET, Code.NO_HEADER]
    assert result.rows.height == 1


def test_repeated_headers_blank_numbered_rows_and_signatures_are_no_families():
    book = sheet_of(
        family(), HEADER, [""] * 8, ["小计", "1户"], family(head="王芳芳", phone="13800000009"), ["合 计", "2户"],
        ["填表人：王明"], ["注：本表一式两份"],
    )  # fmt: skip
    result = examine(book, None, context())
    assert (result.rows.height, codes(result)) == (2, [])


@pytest.mark.parametrize("name", ["大园社区居委会", "大园社区", "大园", "大园村委会", "大园（2026）"])
def test_village_by_the_sheets_name(name):
    assert examine(sheet_of(family(), name=name), None, context()).villages[0].chosen == "v1"


def test_village_by_title_column_and_confirmation():
    rows = [["贺家土街道大园社区居委会花名册", *[""] * 7], HEADER, FAMILY]
    assert examine(Workbook("", (Sheet("Sheet1", rows),)), None, context()).villages[0].chosen == "v1"
    named = sheet_of(
        [*family(), "大园社区"], [*family(head="王芳", phone=""), "漂家井村"], header=[*HEADER, "村（社区）"]
    )
    assert [v.chosen for v in examine(named, None, context()).villages] == ["v1", "v2"]
    nobody = examine(sheet_of(family(), name="Sheet1"), None, context())
    assert (nobody.villages[0].chosen, codes(nobody)) == (None, [Code.VILLAGE_UNKNOWN])
    told = examine(sheet_of(family(), name="Sheet1"), None, context(villages={"Sheet1": "v3"}))
    assert told.rows["village_id"].to_list() == ["v3"]
    forged = examine(sheet_of(family(), name="Sheet1"), None, context(villages={"Sheet1": "elsewhere"}))
    assert codes(forged) == [Code.VILLAGE_UNKNOWN]


def test_two_villages_of_one_name_are_not_guessed():
    twins = (DAYUAN, Candidate("v9", "430204001001", "大园村委会", "0009"))
    asked = examine(sheet_of(family(), name="大园"), None, context(candidates=twins))
    assert (asked.villages[0].chosen, len(asked.villages[0].matches)) == (None, 2)
    exact = examine(sheet_of(family(), name="大园社区居委会"), None, context(candidates=twins))
    assert exact.villages[0].chosen == "v1"


def test_code_against_name_and_code_outside_the_scope():
    header = ["村（社区）代码", "村（社区）", *HEADER]
    book = sheet_of(
        ["430203001004", "漂家井社区", *family()],
        ["430299001004", "外地村", *family(head="王芳", phone="")],
        header=header,
    )
    assert codes(examine(book, None, context())) == [Code.VILLAGE_MISMATCH, Code.VILLAGE_UNKNOWN, Code.PHONE_BLANK]


@pytest.mark.parametrize(
    ("second", "repeats"),
    [
        ({}, True),
        ({"birth": "1960-01", "address": "1组1号"}, True),
        ({"phone": "", "address": "12组9号"}, True),
        ({"phone": "", "birth": ""}, True),
        ({"head": "何大婷"}, False),
        ({"phone": "13900000000", "birth": "1960-01", "address": "1组1号"}, False),
        ({"head": "王明", "phone": "13900000000", "birth": "1960-01"}, False),
        ({"phone": "13900000000", "address": "1组1号"}, False),
    ],
)
def test_what_is_a_likely_duplicate(second, repeats):
    result = examine(sheet_of(family(), family(**second)), None, context())
    assert (Code.DUPLICATE in codes(result)) is repeats
    assert (len(result.duplicates) == 1) is repeats
    assert result.rows.height == (1 if repeats else 2)


def test_three_rows_hang_together_through_the_middle_one():
    book = sheet_of(
        family(), family(birth="", address="1组1号"), family(phone="", birth="", address="1组1号"), family(head="王明")
    )
    (pairs,) = examine(book, None, context()).duplicates
    assert [row for _sheet, row in pairs.rows] == [2, 3, 4]


def test_yes_against_blank_is_a_repeat_not_a_conflict():
    result = examine(sheet_of(family(joins=""), family()), None, context())
    assert (codes(result), result.rows["row"].to_list()) == ([], [3])
    assert len(result.duplicates) == 1


def test_refusing_rows_are_never_told_of_their_faults():
    book = sheet_of(
        family(joins="否", phone="1", birth="1970.13"), family(joins="", head=""), family(joins="也许", phone="1")
    )
    result = examine(book, None, context())
    assert codes(result) == [Code.CONSENT_UNCLEAR]
    assert result.rows.is_empty()
    assert result.counts[("v1", "12组")] == (3, 0, 3)


def test_totals_that_agree_say_nothing_and_cannot_be_counted_say_nothing():
    agree = sheet_of(family(), family(head="王明", phone="", birth=""), ["合计 2户", "", 4])
    assert not {Code.TOTAL_ROWS, Code.TOTAL_PERSONS} & set(codes(examine(agree, None, context())))
    unread = sheet_of(family(size="几个"), ["合计", "1户", 9.0])
    assert Code.TOTAL_PERSONS not in codes(examine(unread, None, context()))


def test_sub_totals_are_compared_with_their_own_rows():
    book = sheet_of(
        family(), ["小计", "1户"], family(head="王明", phone="13800000001"), ["小计", "1户"], ["合计", "3户"]
    )
    (issue,) = examine(book, None, context()).issues
    assert (issue.code, issue.row) == (Code.TOTAL_ROWS, 6)


def existing(**changed):
    row = {
        "household_id": "h1", "village_id": "v1", "group": "12组", "head_name": "何婷婷", "birth": "1995-10",
        "size": 2, "address": "47号", "phone": "18437006306", "residence": "local",
    } | changed  # fmt: skip
    return pl.DataFrame([row], schema_overrides={"size": pl.Int32, "phone": pl.String, "birth": pl.String})


@pytest.mark.parametrize(
    ("old", "status", "changed"),
    [
        ({}, "same", []),
        ({"size": 3}, "update", ["size"]),
        ({"phone": "13900000000"}, "update", ["phone"]),
        ({"phone": None, "birth": None}, "update", ["birth", "phone"]),
        ({"head_name": "王明"}, "new", []),
        ({"village_id": "v2"}, "new", []),
        ({"group": "1组", "address": "1号"}, "update", ["address"]),
    ],
)
def test_comparison_with_the_registry(old, status, changed):
    rows = examine(sheet_of(family()), None, context()).rows
    (row,) = compare(rows, existing(**old)).iter_rows(named=True)
    assert (row["status"], row["changed"]) == (status, changed)
    assert row["household_id"] == (None if status == "new" else "h1")


def test_another_group_is_told_and_is_no_update():
    rows = examine(sheet_of(family()), None, context()).rows
    (row,) = compare(rows, existing(group="1组")).iter_rows(named=True)
    assert (row["status"], row["old_group"]) == ("same", "1组")
    assert compare(rows, existing())["old_group"].to_list() == [None]
    assert compare(rows, existing(group="1组", head_name="王明"))["old_group"].to_list() == [None]


def test_a_blank_cell_changes_nothing_and_two_matches_are_unclear():
    rows = examine(sheet_of(family(size="", residence="")), None, context()).rows
    assert compare(rows, existing())["status"].to_list() == ["same"]
    assert compare(rows, existing().clear())["status"].to_list() == ["new"]
    twice = pl.concat([existing(), existing(household_id="h2")])
    assert compare(rows, twice)["status"].to_list() == ["unclear"]


def test_the_users_own_file_comes_back_marked():
    data = messy()
    book = read_workbook(data, "roster_messy.xlsx")
    result = examine(book, None, context())
    places = {name: header.body for name, header in result.headers.items()}
    marked = openpyxl.load_workbook(io.BytesIO(mark_errors(data, book, places, result.issues)))
    page = marked["大园社区居委会"]
    assert page["J4"].value == "错误"
    assert page["J67"].value.startswith("出生年月里的月份或日期不存在")
    assert page["C67"].fill.fgColor.rgb == "FFF4B6B0"
    assert "系统不作猜测" in page["C67"].comment.text
    assert page["B69"].value.startswith("=HYPERLINK")
    assert page["J5"].value is None
    assert page["B5"].value == "何\u3000婷婷"


def test_a_text_file_comes_back_as_a_workbook_that_runs_nothing():
    data = "户主,住址,是否参加\n=1+1,12组3号,是\n".encode()
    book = read_workbook(data, "大园.csv")
    result = examine(book, None, context())
    marked = openpyxl.load_workbook(io.BytesIO(mark_errors(data, book, {"大园": 1}, result.issues)))
    assert (marked["大园"]["A2"].value, marked["大园"]["A2"].data_type) == ("=1+1", "s")
    assert "姓名里有不是姓名的字符" in marked["大园"]["D2"].value


def test_a_preview_of_seven_hundred_rows_is_quick():
    rows = [
        HEADER,
        *(
            [f"王{chr(0x4E00 + n)}", "1970.05", "3人", f"{n % 12 + 1}组{n}号", 13800000000 + n, "常住", "是", "是"]
            for n in range(700)
        ),
    ]
    data = xlsx(rows)
    examine(read_workbook(data, "甲.xlsx"), None, context())
    started = time.perf_counter()
    result = examine(read_workbook(data, "甲.xlsx"), None, context())
    assert time.perf_counter() - started < 2
    assert result.rows.height == 700
    assert len(VILLAGES) == 4
