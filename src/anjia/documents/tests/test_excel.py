"""Rosters as Excel: readable, printable, and never a formula (quality 3, check 9)."""

import io

import openpyxl
import pytest

from anjia.documents.factories import HOSTILE, roster
from anjia.documents.render import render_roster_xlsx
from anjia.documents.render.excel import harmless


def sheet_of(**changes: object) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(render_roster_xlsx(roster(**changes))))["名册"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠A1", "\t=1", "\r=1"])
def test_formulas_come_out_as_text(text: str) -> None:
    cell = sheet_of(rows=1, names=(text,))["B4"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_ordinary_text_is_left_alone() -> None:
    assert harmless("王桂英") == "王桂英"
    assert [cell.value for cell in sheet_of(rows=1)[4]] == [1, "王桂英", "文化路社区3组", "PA-2026-000000"]


def test_rare_and_hostile_names() -> None:
    names = [row[1].value for row in sheet_of(rows=len(HOSTILE), names=HOSTILE).iter_rows(min_row=4)]
    assert names[:2] == ["𠮷田花", "䶮小龙"]
    assert names[4] == "张三丰"
    assert names[7] == "AB"


def test_it_is_ready_to_print() -> None:
    sheet = sheet_of(rows=3, subtitle="文化路社区", landscape=True, signatures=("填表人",))
    assert (sheet["A1"].value, sheet["A2"].value, sheet["B3"].value) == (
        "2026年度“平安家庭”名册",
        "文化路社区",
        "户主姓名",
    )
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$1:$3"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet["A8"].value == "填表人："


def test_a_roster_of_one_column_has_a_title_too() -> None:
    paper = roster(rows=0)
    data = render_roster_xlsx(type(paper)(paper.title, paper.columns[:1], [[1]]))
    assert openpyxl.load_workbook(io.BytesIO(data)).active["A1"].value == paper.title
