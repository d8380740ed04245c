"""Quarterly notices and the published year: five and four stars only, issued anew when corrected (A6-4, A6-5)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from anjia.kernel.exceptions import Refused
from anjia.notices.actions import end_notices, file_objection, leave_notices, repost_notice, take_down_notice
from anjia.notices.board import board_of
from anjia.notices.enums import EntryState, NoticeKind, NoticeState, ObjectionGround, TakeDownReason
from anjia.notices.models import NoticeEntry, PublicNotice
from anjia.notices.poster import poster_of, poster_pdf
from anjia.stars.actions import close_quarter, correct_quarter, grade_year, publish_year
from anjia.stars.factories import closed, consenting, panel, recorded, star_cycle, whole_year
from anjia.stars.models import StarQuarter


@pytest.fixture
def cycle(world):
    made = star_cycle(world.county)
    panel(made, world.village, world.village_officer, world.federation_exec_member)
    return made


@pytest.fixture
def families(world):
    shown = consenting(world.group, "王小明", publishes=True)
    return [shown, consenting(world.group, "李建军"), consenting(world.group, "陈红")]


def a_quarter(world, cycle, families):
    marks = dict(zip(families, ("ddddd", "ddddN", "dddNN"), strict=True))
    return closed(cycle, world.village, 1, marks)


def names(notice):
    return {(entry.shown_name, entry.stars) for entry in notice.entries.filter(state=EntryState.LISTED)}


def test_closing_puts_up_who_has_five_or_four_stars(world, cycle, families):
    quarter = a_quarter(world, cycle, families)
    notice = PublicNotice.objects.get()
    assert (notice.kind, notice.state, notice.quarter) == (NoticeKind.QUARTER, NoticeState.RUNNING, quarter)
    assert names(notice) == {("王小明", 5), ("李*军", 4)}
    assert (notice.families, notice.starts_on, notice.cycle.notice_working_days) == (2, timezone.localdate(), 5)
    board = board_of(notice)
    assert board.number == f"{cycle.year} 年第 1 季度"
    assert "共记 3 户，其中 1 户得满五颗星" in board.words
    assert {entry["group"] for entry in board.names} == {"1组 五星", "1组 四星"}


def test_the_town_that_closes_late_publishes_as_well(world, cycle, families):
    quarter = recorded(cycle, world.village, 1, {families[0]: "ddddd"})
    close_quarter(quarter, by=world.town_federation)
    assert names(PublicNotice.objects.get()) == {("王小明", 5)}


def test_everybody_reads_it_and_may_object(client, world, cycle, families):
    a_quarter(world, cycle, families)
    notice = PublicNotice.objects.get()
    page = client.get(reverse("notices:public_notice", args=[notice.pk])).content.decode()
    assert "季度星级公示" in page
    assert "王小明" in page
    assert "李建军" not in page
    assert "陈" not in page
    entry = notice.entries.get(stars=4)
    objection = file_objection(entry, ground=ObjectionGround.WRONG_DATA, statement="", token="t" * 8)
    assert objection.notice == notice
    assert "季度星级公示" in client.get(reverse("notices:public_notices") + "?kind=quarter").content.decode()


def test_a_correction_issues_it_anew_dated_and_with_the_reason(client, world, cycle, families):
    quarter, (first, _second, third) = a_quarter(world, cycle, families), families
    marks = {first.pk: "dddNN", third.pk: "ddddd"}
    correct_quarter(quarter, marks, reason="late_evidence", by=world.village_officer)
    old, new = PublicNotice.objects.order_by("batch")
    assert (old.state, old.take_down_reason) == (NoticeState.TAKEN_DOWN, TakeDownReason.CORRECTED)
    assert (new.state, new.corrected_on, new.correction) == (
        NoticeState.RUNNING, timezone.localdate(), "late_evidence",
    )  # fmt: skip
    assert names(new) == {("陈*", 5), ("李*军", 4)}
    assert "补交了声明、积分或表彰" in board_of(new).correction
    assert "已经撤下" in client.get(reverse("notices:public_notice", args=[old.pk])).content.decode()
    paper = poster_of(new)
    assert "更正" in paper.paragraphs[0]
    assert poster_pdf(new).startswith(b"%PDF")


def test_an_ended_notice_is_replaced_too(world, cycle, families):
    quarter = a_quarter(world, cycle, families)
    PublicNotice.objects.update(ends_on=timezone.localdate().replace(year=2020), starts_on="2020-01-01")
    assert end_notices() == 1
    correct_quarter(quarter, {families[0].pk: "ddddN"}, reason="typing", by=world.village_officer)
    assert list(PublicNotice.objects.order_by("batch").values_list("state", flat=True)) == ["taken_down", "running"]


def test_a_notice_of_stars_is_not_handled_by_hand(world, cycle, families):
    a_quarter(world, cycle, families)
    notice = PublicNotice.objects.get()
    with pytest.raises(Refused, match="更正"):
        take_down_notice(notice, reason=TakeDownReason.TECHNICAL, by=world.village_officer)
    with pytest.raises(Refused, match="自动重新张贴"):
        repost_notice(notice, by=world.village_officer)


def test_who_withdraws_is_off_at_once(world, cycle, families):
    a_quarter(world, cycle, families)
    leave_notices([families[0].pk], by=world.village_officer)
    notice = PublicNotice.objects.get()
    assert names(notice) == {("李*军", 4)}
    assert "王小明" not in str(board_of(notice).names)


def test_a_published_year_shows_four_and_five_only(client, world, cycle, families):
    first, second, third = families
    whole_year(cycle, world.village, {first: (5, 5, 5, 5), second: (5, 5, 5, 3), third: (4, 4, 4, 4)})
    grade_year(cycle, by=world.district_office)
    years = PublicNotice.objects.filter(kind=NoticeKind.YEAR)
    assert not years.exists()
    publish_year(cycle, by=world.district_office)
    notice = years.get()
    assert names(notice) == {("王小明", 5), ("李*军", 4)}
    assert (board_of(notice).number, notice.ends_on) == (f"{cycle.year} 年度", None)
    page = client.get(reverse("notices:public_notice", args=[notice.pk])).content.decode()
    assert "年度星级公布" in page
    assert "提出异议" not in page
    assert poster_pdf(notice).startswith(b"%PDF")


def test_a_corrected_year_is_published_anew(world, cycle, families):
    first, second, _third = families
    whole_year(cycle, world.village, {first: (5, 5, 5, 5), second: (5, 5, 4, 2)})
    grade_year(cycle, by=world.district_office)
    publish_year(cycle, by=world.district_office)
    quarter = StarQuarter.objects.get(number=4)
    correct_quarter(quarter, {second.pk: "ddddd"}, reason="appeal", by=world.village_officer)
    old, new = PublicNotice.objects.filter(kind=NoticeKind.YEAR).order_by("batch")
    assert (old.state, new.state, new.corrected_on) == ("taken_down", "running", timezone.localdate())
    assert names(new) == {("王小明", 5), ("李*军", 4)}


def test_a_village_without_four_or_five_stars_has_no_notice_of_the_year(world, cycle, families):
    whole_year(cycle, world.village, {families[0]: (3, 3, 3, 3)})
    grade_year(cycle, by=world.district_office)
    publish_year(cycle, by=world.district_office)
    assert not PublicNotice.objects.filter(kind=NoticeKind.YEAR).exists()
    assert not NoticeEntry.objects.exists()
