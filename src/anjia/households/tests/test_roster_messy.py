"""The two rosters as they are, with what must come of them."""

from collections import Counter

import pytest

from anjia.households.roster import Code, combine, examine, find_headers, mapping_of, read_workbook
from anjia.households.tests.rosters import clean, context, messy

SHEETS = ("大园社区居委会", "漂家井社区居委会", "长塘湾社区居委会")


@pytest.fixture(scope="module")
def book():
    return read_workbook(messy(), "roster_messy.xlsx")


@pytest.fixture(scope="module")
def result(book):
    return examine(book, None, context())


def issues(result, code, sheet=None):
    return [i for i in result.issues if i.code is code and sheet in (None, i.sheet)]


def test_two_row_header_with_titles_is_found_in_every_sheet(book):
    headers = find_headers(book)
    assert tuple(headers) == SHEETS
    for header in headers.values():
        assert (header.first, header.body) == (2, 4)
        assert header.left_out == ("序号", "备注")
        assert "平安家庭创建户花名册" in header.title


def test_each_sheet_is_matched_to_its_village_by_name(result):
    assert [(v.sheet, v.rows, v.chosen) for v in result.villages] == [
        ("大园社区居委会", 66, "v1"),
        ("漂家井社区居委会", 66, "v2"),
        ("长塘湾社区居委会", 66, "v3"),
    ]


def test_every_oddity_is_found_where_it_stands(result):
    for sheet in SHEETS:
        found = {i.code: (i.row, i.column, i.value) for i in result.issues if i.sheet == sheet}
        assert found[Code.NAME_MISSING] == (66, 1, "")
        assert found[Code.BIRTH_MONTH] == (67, 2, "1970.13")
        assert found[Code.PHONE_SHORT] == (68, 6, "1380000000")
        assert found[Code.FORMULA] == (69, 1, "")
        assert found[Code.GROUP_UNKNOWN] == (70, 5, "99组1号")
        assert found[Code.TOTAL_ROWS] == (72, 1, "60户")
    assert Counter(i.code for i in result.issues) == {
        Code.NAME_MISSING: 3,
        Code.BIRTH_MONTH: 3,
        Code.PHONE_SHORT: 3,
        Code.FORMULA: 3,
        Code.GROUP_UNKNOWN: 3,
        Code.CONSENT_CONFLICT: 2,
        Code.DUPLICATE: 1,
        Code.TOTAL_ROWS: 3,
        Code.TOTAL_PERSONS: 3,
    }


def test_the_declared_total_is_shown_against_the_rows(result):
    (issue,) = issues(result, Code.TOTAL_ROWS, SHEETS[0])
    assert dict(issue.params) == {"declared": "60", "counted": "66"}
    assert "60" in issue.message
    assert "66" in issue.message


def test_yes_against_no_is_an_error_and_counts_as_no(result):
    conflicts = issues(result, Code.CONSENT_CONFLICT)
    assert [(i.sheet, i.row) for i in conflicts] == [(SHEETS[0], 65), (SHEETS[1], 65)]
    assert all("第 5 行" in i.message for i in conflicts)
    (repeat,) = issues(result, Code.DUPLICATE)
    assert (repeat.sheet, repeat.row) == (SHEETS[2], 65)
    assert [(d.sheet, [row for _sheet, row in d.rows], d.opposed) for d in result.duplicates] == [
        (SHEETS[0], [5, 65], True),
        (SHEETS[1], [5, 65], True),
        (SHEETS[2], [5, 65], False),
    ]


def test_dropping_the_no_row_settles_the_conflict(book, result):
    before = result.counts[("v1", "12组")]
    settled = examine(book, None, context(dropped=frozenset({(SHEETS[0], 5)})))
    assert not issues(settled, Code.CONSENT_CONFLICT, SHEETS[0])
    assert settled.rows.height == result.rows.height + 1
    after = settled.counts[("v1", "12组")]
    assert (after.asked, after.yes, after.no_or_blank) == (before.asked - 1, before.yes + 1, before.no_or_blank - 2)


def test_rows_that_the_user_calls_two_families_are_both_taken(book, result):
    apart = frozenset({(SHEETS[2], 65)})
    settled = examine(book, None, context(distinct=apart))
    assert not issues(settled, Code.DUPLICATE)
    assert settled.rows.height == result.rows.height + 1


def test_groups_left_unticked_are_errors_and_ticked_ones_are_not(book, result):
    assert [(g.village_id, g.label, g.rows) for g in result.unknown_groups] == [
        ("v1", "99组", 1),
        ("v2", "99组", 1),
        ("v3", "99组", 1),
    ]
    ticked = examine(book, None, context(ticked={"v1": frozenset({"99组"})}))
    assert [i.sheet for i in issues(ticked, Code.GROUP_UNKNOWN)] == list(SHEETS[1:])
    untouched = examine(book, None, context(groups={}))
    assert untouched.rows.is_empty()
    assert sum(g.rows for g in untouched.unknown_groups) == 198
    assert len(untouched.unknown_groups) == 13 + 12 + 13


def test_values_are_read_and_the_reading_is_shown(result):
    rows = {(r["sheet"], r["row"]): r for r in result.rows.iter_rows(named=True)}
    assert rows[(SHEETS[0], 8)] == {
        "sheet": SHEETS[0],
        "row": 8,
        "village_id": "v1",
        "group": "10组",
        "head_name": "顾慧",
        "birth": "1943-01",
        "size": 5,
        "address": "175号",
        "phone": "13039514515",
        "residence": "local",
        "publishes": False,
    }
    assert rows[(SHEETS[0], 29)]["birth"] == "2001-06"
    assert rows[(SHEETS[0], 16)]["phone"] == "13911459203"
    changes = result.changes.filter((result.changes["sheet"] == SHEETS[0]) & (result.changes["row"] == 29))
    assert set(changes.select("field", "before", "after").iter_rows()) == {
        ("head_name", " 陈红梅", "陈红梅"),
        ("birth", "2001-06-03", "2001-06"),
        ("size", "3人", "3"),
        ("phone", "１５７９４６６５３７０", "15794665370"),
    }


def test_three_mouths_is_three_and_shown(book):
    sheet = book.sheets[0]
    sheet_rows = [list(row) for row in sheet.rows]
    sheet_rows[67][6] = "13800000002"
    mended = type(book)(book.name, (type(sheet)(sheet.name, sheet_rows, sheet.formulas), *book.sheets[1:]))
    result = examine(mended, None, context())
    change = result.changes.filter((result.changes["sheet"] == sheet.name) & (result.changes["row"] == 68))
    assert ("size", "三口", "3") in set(change.select("field", "before", "after").iter_rows())


def test_nothing_of_those_who_did_not_say_yes_leaves(result):
    kept = "".join(str(part) for part in (result.rows.to_dicts(), result.changes.to_dicts(), result.issues))
    for name, phone in (("乐欣", "18615468873"), ("黄萍", "17143034583"), ("厉亮", "17392698885")):
        assert phone not in kept
        assert not result.rows.filter((result.rows["head_name"] == name) & (result.rows["row"] < 60)).height
    assert "外出务工" not in kept
    assert sum(c.asked for c in result.counts.values()) == 195
    assert all(c.asked == c.yes + c.no_or_blank for c in result.counts.values())


def test_clean_roster_is_clean():
    result = examine(read_workbook(clean(), "roster_clean.xlsx"), None, context())
    assert result.issues == ()
    assert result.rows.height == 295
    assert sum(c.no_or_blank for c in result.counts.values()) == 85
    assert [(v.key, v.chosen) for v in result.villages] == [("430203001001", "v4")]
    assert result.rows["address"][0] == "35号"
    assert result.rows["publishes"].sum() > 0


def test_a_remembered_mapping_is_used_for_the_same_header(book):
    mapping = mapping_of(find_headers(book))
    (fingerprint,) = mapping
    mapping[fingerprint].pop("4")
    result = examine(book, mapping, context())
    assert result.rows["residence"].null_count() == result.rows.height


def test_without_the_consent_column_nothing_is_taken(book):
    mapping = mapping_of(find_headers(book))
    (fingerprint,) = mapping
    mapping[fingerprint].pop("7")
    result = examine(book, mapping, context())
    assert result.rows.is_empty()
    assert [i.code for i in result.issues] == [Code.NO_REQUIRED_COLUMN] * 3
    assert "同意参加" in result.issues[0].message


def test_many_files_are_one_pass():
    books = [read_workbook(messy(), "甲.xlsx"), read_workbook(clean(), "乙.xlsx")]
    result = examine(combine(books), None, context())
    assert result.rows.height == 89 + 295
    assert {v.chosen for v in result.villages} == {"v1", "v2", "v3", "v4"}
