"""Reading a pasted table of holidays."""

from datetime import date

import pytest

from anjia.regions.holiday_notice import HolidayRow, read_table


def test_days_and_stretches_in_several_spellings():
    table = read_table("日期\t安排\n2027-01-01 放假 元旦\n2027年2月5日至2027年2月7日 放假 春节\n\n２０２７/2/14 上班\n")
    assert table.problems == []
    assert table.years == [2027]
    assert table.rows[0] == HolidayRow(date(2027, 1, 1), is_workday=False, note="元旦")
    assert [row.date.day for row in table.rows] == [1, 5, 6, 7, 14]
    assert table.rows[-1].is_workday


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("2027-02-30 放假", "没有这一天"),
        ("2027-01-01 元旦", "放假"),
        ("2027-01-03至2027-01-01 放假", "颠倒"),
        ("2027-01-01至2027-03-01 放假", "20 天"),
        ("2027-01-01 放假\n元旦那天 放假", "没有认出日期"),
        ("2027-01-01 放假\n2027-01-01 上班", "只留一种"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(line, words):
    table = read_table(line)
    assert len(table.problems) == 1
    assert words in table.problems[0]
    assert f"第 {line.count(chr(10)) + 1} 行" in table.problems[0]


def test_a_day_named_twice_alike_counts_once():
    assert len(read_table("2027-01-01 放假 元旦\n2027-01-01 放假 元旦").rows) == 1
