import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from anjia.documents.models import StoredFile
from anjia.programmes.actions import lock_pass_mark, set_total, split_targets
from anjia.programmes.enums import CycleState, Duty
from anjia.programmes.factories import open_cycle, planned_cycle, standard_version
from anjia.programmes.models import LeadingGroup, LeadingGroupMember, ProgrammeCycle

PDF = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n%%EOF\n"


def url(name, *args):
    return reverse(f"programmes:{name}", args=args)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def plan_data(world, **changes):
    return {
        "region": world.county.pk,
        "year": 2026,
        "title": "2026年平安家庭创建",
        "standard_version": standard_version().pk,
        "pass_mark": "90",
        "notice_working_days": 5,
        "extension_working_days": 5,
        "answer_working_days": 5,
        "naming_day": "2026-05-15",
        "submission_deadline": "2026-05-15",
        "issuing_organ": "芦淞区妇女联合会",
        "organ_word": "芦妇",
    } | changes


def test_a_cycle_is_planned_on_the_page(world, as_user):
    office = as_user(world.district_office)
    page = office.get(url("cycle_plan"))
    assert page.status_code == 200
    assert 'name="pass_mark" value' not in page.content.decode()
    answer = office.post(url("cycle_plan"), plan_data(world))
    cycle = ProgrammeCycle.objects.get()
    assert answer.url == url("cycle_detail", cycle.pk)
    assert cycle.pass_mark_half_points == 180


def test_a_plan_without_a_pass_mark_keeps_what_was_typed(world, post):
    answer = post(world.district_office, url("cycle_plan"), **plan_data(world, pass_mark="", title="试一试"))
    assert answer.status_code == 422
    assert "试一试" in answer.content.decode()
    assert not ProgrammeCycle.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pass_mark": "90.3"}, "0.5 分为单位"),
        ({"organ_word": "LF"}, "机关代字"),
        ({"naming_day": "2026-06-01"}, "不能晚于"),
        ({"naming_day": ""}, "请填写"),
    ],
)
def test_a_plan_is_refused_in_words(world, post, changes, words):
    answer = post(world.district_office, url("cycle_plan"), **plan_data(world, **changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_cycle_of_stars_is_asked_for_no_day_and_no_mark(world, as_user):
    """Domain A6-6: what belongs to the points is not asked, and not kept where it was typed."""
    office, stars = as_user(world.district_office), standard_version("five_star")
    page = office.get(url("cycle_plan")).content.decode()
    assert f'data-shown-by="standard_version" data-shown-at="{standard_version().pk}"' in page
    data = plan_data(world, standard_version=stars.pk, naming_day="", submission_deadline="", pass_mark="90")
    assert office.post(url("cycle_plan"), data).status_code == 302
    cycle = ProgrammeCycle.objects.get()
    assert (cycle.counts_stars, cycle.pass_mark_half_points) == (True, None)
    assert (cycle.naming_day, cycle.submission_deadline) == (date(2026, 12, 31), date(2026, 12, 31))
    assert "计划命名日 2026" not in text_of(office.get(url("cycle_authorise", cycle.pk)))
    detail = text_of(office.get(url("cycle_detail", cycle.pk)))
    assert "季度记星" in detail
    assert "指标与进度" not in detail


def test_a_second_cycle_of_the_year_is_a_conflict(world, post):
    planned_cycle(world, year=2026)
    answer = post(world.district_office, url("cycle_plan"), **plan_data(world))
    assert answer.status_code == 409
    assert "已有周期" in answer.content.decode()


def test_the_plan_page_says_where_standards_come_from(world, as_user):
    assert "装入随附标准" in text_of(as_user(world.district_office).get(url("cycle_plan")))


def test_who_opens_the_plan_page(world, as_user):
    for who in (world.town_leading_group, world.village_officer, world.auditor):
        assert as_user(who).get(url("cycle_plan")).status_code == 403


def test_the_list_shows_what_runs_here_and_above(world, as_user):
    planned_cycle(world, year=2026, title="芦淞周期")
    planned_cycle(world.neighbour_county, year=2026, title="荷塘周期")
    for who in (world.group_leader, world.district_office):
        page = text_of(as_user(who).get(url("cycle_list")))
        assert "芦淞周期" in page
        assert "荷塘周期" not in page
    assert "荷塘周期" in text_of(as_user(world.inspector).get(url("cycle_list")))


def test_an_empty_list_says_what_to_do(world, as_user):
    assert "制定年度周期" in text_of(as_user(world.district_office).get(url("cycle_list")))
    assert "由区县领导小组办公室制定" in text_of(as_user(world.village_officer).get(url("cycle_list")))


def test_the_list_asks_as_often_for_three_as_for_one(world, as_user, django_assert_max_num_queries):
    office = as_user(world.district_office)
    office.get(url("cycle_list"))
    counts = []
    for years in ([2026], [2027, 2028]):
        for year in years:
            planned_cycle(world, year=year)
        with django_assert_max_num_queries(40) as asked:
            office.get(url("cycle_list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_cycle_page_for_everybody_it_runs_for(world, as_user):
    cycle = open_cycle(world, year=2026)
    for who in ("district_office", "town_leading_group", "village_officer", "group_leader", "inspector", "auditor"):
        page = as_user(getattr(world, who)).get(url("cycle_detail", cycle.pk))
        assert page.status_code == 200
        assert "最迟张榜公示" in text_of(page)
        assert "2026-05-08" in text_of(page)


def test_a_neighbours_cycle_is_absent(world, as_user):
    cycle = planned_cycle(world.neighbour_county)
    for name in ("cycle_detail", "cycle_change", "cycle_open", "target_table", "leading_group_list"):
        assert as_user(world.district_office).get(url(name, cycle.pk)).status_code == 404


def test_the_cycle_page_asks_as_often_for_few_towns_as_for_many(world, as_user, django_assert_max_num_queries):
    cycle = open_cycle(world)
    set_total(cycle, safe_families=50, model_families=5, by=world.district_office)
    office = as_user(world.district_office)
    office.get(url("cycle_detail", cycle.pk))
    with django_assert_max_num_queries(100) as before:
        office.get(url("cycle_detail", cycle.pk))
    split_targets(cycle, world.county, by=world.district_office)
    with django_assert_max_num_queries(100) as after:
        office.get(url("cycle_detail", cycle.pk))
    assert len(before) == len(after)


def test_a_plan_is_changed_and_a_stale_page_is_a_conflict(world, as_user):
    cycle = planned_cycle(world, year=2026)
    office = as_user(world.district_office)
    assert office.get(url("cycle_change", cycle.pk)).status_code == 200
    data = plan_data(world, version=1, title="新名")
    assert office.post(url("cycle_change", cycle.pk), data).status_code == 302
    stale = office.post(url("cycle_change", cycle.pk), data | {"title": "旧页"})
    assert stale.status_code == 409
    assert ProgrammeCycle.objects.get().title == "新名"


def test_an_open_cycle_only_changes_its_pass_mark(world, as_user):
    cycle = open_cycle(world)
    office = as_user(world.district_office)
    page = office.get(url("cycle_change", cycle.pk)).content.decode()
    assert 'name="pass_mark"' in page
    assert 'name="naming_day"' not in page
    data = {"pass_mark": "85", "version": cycle.version}
    assert office.post(url("cycle_change", cycle.pk), data).status_code == 302
    cycle.refresh_from_db()
    lock_pass_mark(cycle, by=world.group_leader)
    late = office.post(url("cycle_change", cycle.pk), {"pass_mark": "80", "version": cycle.version})
    assert late.status_code == 422
    assert "已经开始评分" in late.content.decode()


def test_stage_dates_are_changed_on_the_page(world, as_user):
    cycle = planned_cycle(world, year=2026)
    office = as_user(world.district_office)
    assert office.get(url("cycle_stages", cycle.pk)).status_code == 200
    data = {}
    for stage in cycle.stages.all():
        data |= {f"from_{stage.number}": stage.starts_on, f"to_{stage.number}": stage.ends_on}
    assert office.post(url("cycle_stages", cycle.pk), data | {"from_2": "2026-02-09"}).status_code == 302
    assert cycle.stages.get(number=2).starts_on == date(2026, 2, 9)
    wrong = office.post(url("cycle_stages", cycle.pk), data | {"from_2": "2026-04-09"})
    assert wrong.status_code == 422


def test_the_authorisation_is_uploaded_and_read_by_those_it_concerns(world, as_user):
    cycle = planned_cycle(world, year=2026, authorisation_file_id=None, authorising_body="")
    office = as_user(world.district_office)
    assert "没有批准文件" in text_of(office.get(url("cycle_authorise", cycle.pk)))
    data = {"body": "市创建办", "number": "株创建办[2026]1号", "valid_to": "2027-12-31", "version": cycle.version}
    assert office.post(url("cycle_authorise", cycle.pk), data).status_code == 422
    document = SimpleUploadedFile("批复.pdf", PDF)
    assert office.post(url("cycle_authorise", cycle.pk), data | {"document": document}).status_code == 302
    stored = StoredFile.objects.get()
    file_url = reverse("documents:file_download", args=[stored.pk])
    assert as_user(world.village_officer).get(file_url).status_code == 200
    assert as_user(world.administrator).get(file_url).status_code == 404
    page = office.get(url("cycle_authorise", cycle.pk))
    assert "批复.pdf" in page.content.decode()
    assert file_url in office.get(url("cycle_detail", cycle.pk)).content.decode()


def test_the_check_page_names_what_is_missing_and_opens_when_nothing_is(world, as_user):
    cycle = planned_cycle(world, year=2027)
    office = as_user(world.district_office)
    page = text_of(office.get(url("cycle_open", cycle.pk)))
    assert "还没有登记领导小组及其成员" in page
    assert "还没有填写全周期的指标总数" in page
    refused = office.post(url("cycle_open", cycle.pk))
    assert refused.status_code == 422
    assert "周期还不能开启" in refused.content.decode()
    group = LeadingGroup.objects.create(cycle=cycle, region=cycle.region)
    LeadingGroupMember.objects.create(group=group, name="王芳", duty=Duty.LEADER)
    set_total(cycle, safe_families=10, model_families=1, by=world.district_office)
    assert office.post(url("cycle_open", cycle.pk)).url == url("cycle_detail", cycle.pk)
    cycle.refresh_from_db()
    assert cycle.state == CycleState.OPEN
    assert office.get(url("cycle_close", cycle.pk)).status_code == 200
    assert office.post(url("cycle_close", cycle.pk)).status_code == 302
    cycle.refresh_from_db()
    assert cycle.state == CycleState.CLOSED
    assert office.get(url("cycle_detail", cycle.pk)).status_code == 200


def test_a_year_whose_holidays_are_unknown_is_said(world, as_user):
    cycle = planned_cycle(world, year=2031)
    assert "放假安排还没有录入" in text_of(as_user(world.village_officer).get(url("cycle_detail", cycle.pk)))
