"""Next year's plan out of this year's (domain A4, A5-10, A5-16)."""

from datetime import date

import pytest
from django.urls import reverse

from anjia.accounts.models import Membership
from anjia.kernel.context import rehearsal
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.actions import (
    MemberLine,
    clone_cycle,
    compose_panel,
    copy_version,
    name_leading_group,
    set_total,
    split_targets,
    start_rehearsal,
    withdraw_version,
)
from anjia.programmes.actions.clone_cycle import moved
from anjia.programmes.enums import CycleState, Duty, PanelOrigin, StandardState
from anjia.programmes.factories import open_cycle, standard_version
from anjia.programmes.models import CreditSource, ProgrammeCycle, StandardVersion
from anjia.programmes.queries.bodies import has_leading_group, towns_without_group, villages_without_panel
from anjia.programmes.queries.opening import opening_checks

COUNTED = ("notice_working_days", "extension_working_days", "pass_mark_half_points", "issuing_organ", "organ_word")


@pytest.fixture
def source(world):
    cycle = open_cycle(world, year=2026, notice_working_days=7)
    cycle.leading_groups.all().delete()
    name_leading_group(
        cycle,
        world.county,
        members=[MemberLine("周组长", Duty.LEADER, "副书记")],
        office="区妇联",
        by=world.district_office,
    )
    origins = {
        world.village_officer.pk: PanelOrigin.TWO_COMMITTEES,
        world.federation_exec_member.pk: PanelOrigin.FEDERATION,
    }
    compose_panel(cycle, world.village, origins=origins, by=world.town_federation)
    return cycle


def test_settings_stages_targets_and_bodies_come_along(world, source):
    cycle = clone_cycle(source, year=2027, by=world.district_office)
    assert (cycle.state, cycle.title, cycle.naming_day) == (CycleState.PLANNED, "2027年平安家庭创建", date(2027, 5, 15))
    assert [getattr(cycle, name) for name in COUNTED] == [getattr(source, name) for name in COUNTED]
    assert [(s.starts_on, s.ends_on) for s in cycle.stages.all()][1] == (date(2027, 2, 1), date(2027, 3, 31))
    assert [(t.region, t.safe_families, t.is_proposal) for t in cycle.targets.all()] == [(world.county, 100, True)]
    assert [m.name for m in cycle.leading_groups.get().members.all()] == ["周组长"]
    assert {m.user for m in cycle.panels.get().members.all()} == {world.village_officer, world.federation_exec_member}


def test_last_years_targets_are_marked_until_somebody_saves_them(world, source, as_user):
    cycle = clone_cycle(source, year=2027, by=world.district_office)
    page = reverse("programmes:target_table", args=[cycle.pk])
    client = as_user(world.district_office)
    assert "上一年的，待确认" in client.get(page).content.decode()
    set_total(cycle, safe_families=100, model_families=10, by=world.district_office)
    assert not cycle.targets.get().is_proposal
    split_targets(cycle, world.county, by=world.district_office)
    assert not cycle.targets.filter(is_proposal=True).exists()
    assert "上一年的，待确认" not in client.get(page).content.decode()


def test_neither_the_authorisation_nor_any_family_nor_a_locked_mark_comes_along(world, source):
    cycle = clone_cycle(source, year=2027, by=world.district_office)
    given = (
        cycle.authorising_body,
        cycle.authorisation_number,
        cycle.authorisation_file_id,
        cycle.authorisation_valid_to,
    )
    assert given == ("", "", None, None)
    assert cycle.pass_mark_locked_at is None
    assert not CreditSource.objects.filter(cycle=cycle).exists()
    faults = [str(check.label) for check in opening_checks(cycle, date(2027, 1, 5)) if not check.holds and check.blocks]
    assert faults == ["批准依据", "区县领导小组"]


def test_bodies_count_only_once_somebody_has_confirmed_them(world, source):
    cycle = clone_cycle(source, year=2027, by=world.district_office)
    assert not has_leading_group(cycle, world.county)
    assert world.village in villages_without_panel(cycle, world.county.path)
    name_leading_group(cycle, world.county, members=[MemberLine("周组长", Duty.LEADER)], by=world.district_office)
    origins = {m.user_id: m.origin for m in cycle.panels.get().members.all()}
    compose_panel(cycle, world.village, origins=origins, by=world.town_federation)
    assert has_leading_group(cycle, world.county)
    assert world.village not in villages_without_panel(cycle, world.county.path)
    assert towns_without_group(cycle) == towns_without_group(source)


def test_who_left_the_village_does_not_come_along(world, source):
    Membership.objects.filter(user=world.federation_exec_member).delete()
    cycle = clone_cycle(source, year=2027, by=world.district_office)
    assert [m.user for m in cycle.panels.get().members.all()] == [world.village_officer]


def test_a_standard_that_was_withdrawn_is_named_and_the_one_in_force_asked_for(world, source):
    ProgrammeCycle.objects.update(state=CycleState.CLOSED)
    withdraw_version(source.standard_version, world.county, by=world.district_office)
    source.refresh_from_db()
    with pytest.raises(Refused, match=r"现在是“废止”.*现在施行的标准"):
        clone_cycle(source, year=2027, by=world.district_office)
    draft = copy_version(source.standard_version, world.county, by=world.district_office)
    with pytest.raises(Refused, match="现在是“起草”"):
        clone_cycle(source, year=2027, by=world.district_office, standard_version=draft)
    StandardVersion.objects.filter(pk=draft.pk).update(state=StandardState.IN_FORCE)
    draft.refresh_from_db()
    assert clone_cycle(source, year=2027, by=world.district_office, standard_version=draft).standard_version == draft


def test_a_year_that_has_its_cycle_and_a_year_that_is_over_are_refused(world, source):
    clone_cycle(source, year=2027, by=world.district_office)
    with pytest.raises(Conflict, match="2027 年度已有周期"):
        clone_cycle(source, year=2027, by=world.district_office)
    with pytest.raises(Refused, match="2026 年之后"):
        clone_cycle(source, year=2026, by=world.district_office)
    with pytest.raises(NotPermitted):
        clone_cycle(source, year=2028, by=world.town_federation)


def test_a_rehearsal_is_no_source(world):
    standard_version()
    rehearsed = start_rehearsal(world.village, by=SYSTEM)
    with pytest.raises(Refused, match="演练"):
        clone_cycle(rehearsed, year=2040, by=SYSTEM)
    with rehearsal():
        assert ProgrammeCycle.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "years", "wanted"),
    [
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
        (date(2026, 5, 15), 2, date(2028, 5, 15)),
    ],
)
def test_the_twenty_ninth_of_february(day, years, wanted):
    assert moved(day, years) == wanted


def test_the_end_of_february_stays_the_end(world, source):
    source.stages.filter(number=2).update(ends_on=date(2026, 2, 28))
    leap = clone_cycle(source, year=2028, by=world.district_office)
    assert leap.stages.get(number=2).ends_on == date(2028, 2, 29)
    after = clone_cycle(leap, year=2029, by=world.district_office)
    assert after.stages.get(number=2).ends_on == date(2029, 2, 28)
