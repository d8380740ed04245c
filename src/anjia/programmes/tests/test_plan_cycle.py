from datetime import date

import pytest

from anjia.accounts.models import User
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.programmes.actions import (
    MemberLine,
    change_plan,
    change_stages,
    close_cycle,
    lock_pass_mark,
    name_leading_group,
    open_cycle,
    plan_cycle,
    record_authorisation,
    set_pass_mark,
    set_total,
    split_targets,
)
from anjia.programmes.enums import CycleState, Duty, Scheme
from anjia.programmes.factories import open_cycle as opened
from anjia.programmes.factories import planned_cycle, standard_version
from anjia.programmes.models import ProgrammeCycle, StandardVersion
from anjia.programmes.policies import check_pass_mark
from anjia.programmes.queries.cycles import counts_points, counts_stars, current_cycle
from anjia.programmes.queries.opening import opening_checks

PDF = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n%%EOF\n"


def a_plan(**changes):
    return {
        "title": "2026年平安家庭创建",
        "standard_version": standard_version(),
        "pass_mark_half_points": 180,
        "notice_working_days": 5,
        "extension_working_days": 5,
        "answer_working_days": 5,
        "naming_day": date(2026, 5, 15),
        "submission_deadline": date(2026, 5, 15),
        "issuing_organ": "芦淞区妇女联合会",
        "organ_word": "芦妇",
    } | changes


def test_a_planned_cycle_has_the_stages_of_the_year(world):
    cycle = plan_cycle(world.county, year=2026, by=world.district_office, **a_plan())
    assert cycle.state == CycleState.PLANNED
    assert [s.number for s in cycle.stages.all()] == [1, 2, 3, 4]
    event = AuditEvent.objects.get(object_id=cycle.pk)
    assert (event.verb, event.actor_id) == ("programmes.plan_cycle", world.district_office.pk)


@pytest.mark.parametrize("who", ["town_leading_group", "village_officer", "inspector", "city_office", "administrator"])
def test_only_the_district_office_plans(world, who):
    with pytest.raises(NotPermitted):
        plan_cycle(world.county, year=2026, by=getattr(world, who), **a_plan())


def test_a_neighbour_districts_office_does_not_plan_here(world):
    with pytest.raises(NotPermitted):
        plan_cycle(world.neighbour_county, year=2026, by=world.district_office, **a_plan())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pass_mark_half_points": 0}, "合格分应大于"),
        ({"pass_mark_half_points": 201}, "满分 100 分"),
        ({"organ_word": "LF"}, "机关代字"),
        ({"notice_working_days": 4}, "5 至 15"),
        ({"notice_working_days": 16}, "5 至 15"),
        ({"extension_working_days": 2}, "延长公示"),
        ({"answer_working_days": 0}, "延长公示"),
        ({"naming_day": date(2027, 5, 15)}, "不在 2026 年度"),
        ({"naming_day": date(2026, 5, 16)}, "不能晚于报送截止日"),
    ],
)
def test_a_plan_that_does_not_hold_is_refused(world, changes, words):
    with pytest.raises(Refused, match=words):
        plan_cycle(world.county, year=2026, by=world.district_office, **a_plan(**changes))
    assert not ProgrammeCycle.objects.exists()


def test_a_pass_mark_stands_on_the_step_of_its_standard(db):
    version = standard_version()
    StandardVersion.objects.filter(pk=version.pk).update(step_half_points=2)
    version.refresh_from_db()
    check_pass_mark(version, 180)
    with pytest.raises(Refused, match="步长"):
        check_pass_mark(version, 181)


def test_a_cycle_runs_exactly_one_scheme(world):
    """Domain A6-6: points have a pass mark, stars have none, and never both."""
    stars, office = standard_version("five_star"), world.district_office
    with pytest.raises(Refused, match="没有合格分"):
        plan_cycle(world.county, year=2026, by=office, **a_plan(standard_version=stars))
    with pytest.raises(Refused, match="要有合格分"):
        plan_cycle(world.county, year=2026, by=office, **a_plan(pass_mark_half_points=None))
    plan = a_plan(standard_version=stars, pass_mark_half_points=None)
    cycle = plan_cycle(world.county, year=2026, by=office, **plan)
    assert cycle.counts_stars
    assert {check.label for check in opening_checks(cycle, date(2026, 1, 5))}.isdisjoint({"合格分", "指标分解"})
    changed = change_plan(cycle, by=office, version=cycle.version, **a_plan())
    assert not changed.counts_stars
    assert changed.pass_mark_half_points == 180


def test_where_stars_are_counted_no_pass_mark_is_set(world):
    cycle = opened_stars(world.county)
    with pytest.raises(Refused, match="没有合格分"):
        set_pass_mark(cycle, half_points=180, by=world.district_office, version=cycle.version)


def test_each_scheme_knows_its_own_cycle_only(world):
    """Screens of one scheme find no cycle where the other runs (A6-6)."""
    stars = opened_stars(world.county)
    assert current_cycle(world.village) is None
    assert current_cycle(world.village, Scheme.STARS_20) == current_cycle(world.village, None) == stars
    officer = User.objects.get(pk=world.village_officer.pk)
    assert counts_stars(officer)
    assert not counts_points(officer)
    points = opened(world.county, year=stars.year - 1)
    officer = User.objects.get(pk=world.village_officer.pk)
    assert current_cycle(world.village) == points
    assert counts_stars(officer)
    assert counts_points(officer)


def test_before_the_first_cycle_the_points_have_their_screens(world):
    assert counts_points(world.village_officer)
    assert not counts_stars(world.village_officer)


def opened_stars(county):
    return opened(
        county, standard_version=standard_version("five_star"), scheme=Scheme.STARS_20, pass_mark_half_points=None
    )


def test_which_standards_a_cycle_takes(world):
    withdrawn = standard_version()
    withdrawn.state = "withdrawn"
    with pytest.raises(Refused, match="没有施行"):
        plan_cycle(world.county, year=2026, by=world.district_office, **a_plan(standard_version=withdrawn))


def test_one_cycle_a_year(world):
    plan_cycle(world.county, year=2026, by=world.district_office, **a_plan())
    with pytest.raises(Conflict, match="已有周期"):
        plan_cycle(world.county, year=2026, by=world.district_office, **a_plan())


def test_cycles_are_made_by_districts_and_cities(world):
    with pytest.raises(Refused, match="区县"):
        plan_cycle(world.town, year=2026, by=world.district_office, **a_plan())


def test_a_plan_changes_until_it_opens(world):
    cycle = planned_cycle(world, year=2026)
    changed = change_plan(cycle, by=world.district_office, version=1, **a_plan(title="改了名"))
    assert (changed.title, changed.version) == ("改了名", 2)
    with pytest.raises(Conflict):
        change_plan(cycle, by=world.district_office, version=1, **a_plan())
    with pytest.raises(NotPermitted):
        change_plan(cycle, by=world.town_leading_group, version=2, **a_plan())
    with pytest.raises(Refused, match="已经开启"):
        change_plan(opened(world, year=2027), by=world.district_office, version=1, **a_plan())


def test_the_pass_mark_changes_until_the_first_score(world):
    cycle = opened(world)
    cycle = set_pass_mark(cycle, half_points=170, by=world.district_office, version=cycle.version)
    assert cycle.pass_mark_half_points == 170
    with pytest.raises(NotPermitted):
        set_pass_mark(cycle, half_points=160, by=world.town_leading_group, version=cycle.version)
    lock_pass_mark(cycle, by=world.group_leader)
    with pytest.raises(Refused, match="已经开始评分"):
        set_pass_mark(cycle, half_points=160, by=world.district_office, version=cycle.version)


def test_dates_of_stages_move_within_the_year(world):
    cycle = planned_cycle(world, year=2026)
    change_stages(cycle, dates={2: (date(2026, 2, 9), date(2026, 3, 20))}, by=world.district_office)
    assert cycle.stages.get(number=2).starts_on == date(2026, 2, 9)
    for first, last in [(date(2026, 3, 2), date(2026, 3, 1)), (date(2025, 12, 1), date(2026, 3, 1))]:
        with pytest.raises(Refused, match="起止日期"):
            change_stages(cycle, dates={2: (first, last)}, by=world.district_office)
    cycle.state = CycleState.CLOSED
    with pytest.raises(Refused, match="已经结束"):
        change_stages(cycle, dates={}, by=world.district_office)


def authorised(cycle, by, **changes):
    values = {"body": "市创建办", "number": "株创建办[2026]1号", "valid_to": date(2027, 12, 31), "document": PDF}
    return record_authorisation(cycle, by=by, version=cycle.version, **(values | changes))


def test_the_authorisation_keeps_its_document(world):
    cycle = planned_cycle(world, authorisation_file_id=None, authorising_body="")
    cycle = authorised(cycle, world.district_office, document_name="批复.pdf")
    assert cycle.authorisation_number == "株创建办〔2026〕1号"
    first = cycle.authorisation_file_id
    assert first
    renewed = authorised(cycle, world.district_office, document=None, valid_to=date(2028, 12, 31))
    assert (renewed.authorisation_file_id, renewed.authorisation_valid_to.year) == (first, 2028)


def test_an_authorisation_that_is_refused(world):
    cycle = planned_cycle(world, authorisation_file_id=None)
    with pytest.raises(Refused, match="扫描件"):
        authorised(cycle, world.district_office, document=None)
    with pytest.raises(Refused, match="年份"):
        authorised(cycle, world.district_office, number="创建办1号")
    with pytest.raises(NotPermitted):
        authorised(cycle, world.town_leading_group)
    cycle.state = CycleState.CLOSED
    with pytest.raises(Refused, match="已经结束"):
        authorised(cycle, world.district_office)


def test_the_whole_way_to_an_open_cycle(world):
    by = world.district_office
    cycle = plan_cycle(world.county, year=2026, by=by, **a_plan())
    with pytest.raises(Refused, match="批准依据"):
        open_cycle(cycle, by=by)
    cycle = authorised(cycle, by)
    with pytest.raises(Refused, match="领导小组及其成员"):
        open_cycle(cycle, by=by)
    name_leading_group(cycle, world.county, members=[MemberLine("王芳", Duty.LEADER)], by=by, office="区妇联")
    with pytest.raises(Refused, match="指标总数"):
        open_cycle(cycle, by=by)
    set_total(cycle, safe_families=40, model_families=4, by=by)
    with pytest.raises(NotPermitted):
        open_cycle(cycle, by=world.town_leading_group)
    split_targets(cycle, world.county, by=by)
    assert open_cycle(cycle, by=by).state == CycleState.OPEN
    with pytest.raises(Conflict):
        open_cycle(cycle, by=by)
    assert close_cycle(cycle, by=by).state == CycleState.CLOSED


def test_a_target_out_of_balance_or_no_pass_mark_keeps_it_closed(world):
    cycle = planned_cycle(world, pass_mark_half_points=None)
    name_leading_group(
        cycle, world.county, members=[MemberLine("王芳", Duty.LEADER)], by=world.district_office, office="区妇联"
    )
    set_total(cycle, safe_families=40, model_families=4, by=world.district_office)
    split_targets(cycle, world.county, by=world.district_office)
    cycle.targets.filter(region=world.town).update(safe_families=1)
    with pytest.raises(Refused, match=r"合格分.*芦淞区的下级指标"):
        open_cycle(cycle, by=world.district_office)


def test_towns_without_a_leading_group_are_told_and_do_not_block(world):
    cycle = planned_cycle(world)
    told = [check for check in opening_checks(cycle, date(2026, 1, 5)) if not check.holds and not check.blocks]
    assert len(told) == 1
    assert "2 个乡镇" in str(told[0].fault)
