"""The panel records a quarter (domain A6-1, A6-2, A6-6, A6-7, A2-7, A2-10)."""

import pytest
from django.utils import timezone

from anjia.evaluations.factories import open_cycle as points_cycle
from anjia.households.models import Household
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.actions import close_cycle, record_credits
from anjia.programmes.models import AppraisalPanel
from anjia.stars.actions import Entry, declare_star_recusal, record_stars
from anjia.stars.enums import QuarterState
from anjia.stars.factories import closed, consenting, panel, recorded, star_cycle
from anjia.stars.models import StarQuarter, StarRecord
from anjia.stars.queries import counts_of, credited_positions, unrecorded


def record(ground, marks, *, number=1, by=None, version=None):
    entries = [Entry(home.pk, letters, version) for home, letters in marks.items()]
    return record_stars(ground.cycle, ground.village, number, entries, by=by or ground.world.village_officer)


def test_one_star_a_criterion_each_with_what_it_rests_on(ground):
    first, second, third = ground.families
    quarter = record(ground, {first: "ddddd", second: "dmdNF"})
    assert quarter.state == QuarterState.RECORDING
    assert counts_of(quarter) == {"families": 2, "stars": 8, "full": 1}
    assert list(unrecorded(quarter)) == [third]
    event = AuditEvent.objects.get(object_id=StarRecord.objects.get(household=second).pk)
    assert (event.verb, event.after) == ("stars.record", {"quarter": 1, "marks": "dmdNF"})


def test_recorded_again_it_is_one_record(ground):
    """Issue 4: a quarter scored twice."""
    home = ground.families[0]
    record(ground, {home: "ddddd"})
    record(ground, {home: "ddddd"}, version=0)
    record(ground, {home: "dddNN"}, version=1)
    only = StarRecord.objects.get()
    assert (only.stars, only.marks, only.version) == (3, "dddNN", 2)
    assert AuditEvent.objects.filter(object_id=only.pk).count() == 2


def test_what_somebody_else_recorded_meanwhile_is_not_written_over(ground):
    home = ground.families[0]
    record(ground, {home: "ddddd"}, by=ground.world.federation_exec_member)
    with pytest.raises(Conflict, match="别人已经记了"):
        record(ground, {home: "NNNNN"}, version=0)


def test_a_family_stands_once_in_what_is_sent(ground):
    home = ground.families[0]
    twice = [Entry(home.pk, "ddddd"), Entry(home.pk, "ddddN")]
    with pytest.raises(Refused, match="只能记一次"):
        record_stars(ground.cycle, ground.village, 1, twice, by=ground.world.village_officer)


def test_after_the_close_nothing_is_recorded(ground):
    closed(ground.cycle, ground.village, 1, {ground.families[0]: "ddddd"})
    with pytest.raises(Conflict, match=r"已经结季.*更正"):
        record(ground, {ground.families[1]: "ddddd"})


@pytest.mark.parametrize("marks", ["d", "ddddddd", "ddddx", "22222"])
def test_marks_that_are_no_stars_are_refused_and_nothing_is_written(ground, marks):
    with pytest.raises(Refused):
        record(ground, {ground.families[0]: marks})
    assert not StarRecord.objects.exists()


def test_only_families_that_take_part_with_proof(ground):
    unproven = Household.objects.create(region=ground.world.group, head_name="没有凭证")
    elsewhere = consenting(ground.world.neighbour_group, "外村")
    for home in (unproven, elsewhere):
        with pytest.raises(Refused, match="没有同意凭证"):
            record(ground, {ground.families[0]: "ddddd", home: "ddddd"})
    assert not StarRecord.objects.exists()


def test_a_star_rests_on_a_credit_only_where_there_is_one(ground):
    home = ground.families[0]
    with pytest.raises(Refused, match="积分"):
        record(ground, {home: "dddcd"})
    safety = ground.cycle.standard_version.criteria.get(code="home_safety")
    record_credits(ground.cycle, ground.village, safety, households=[home.pk], by=ground.world.village_officer)
    assert credited_positions(ground.cycle, [home.pk]) == {home.pk: {3}}
    record(ground, {home: "dddcd"})
    assert StarRecord.objects.get().stars == 5


def test_kin_keep_away(ground):
    home, other, _third = ground.families
    member = ground.world.federation_exec_member
    declare_star_recusal(ground.cycle, home, member, kind="kin", by=member)
    with pytest.raises(NotPermitted, match=r"回避.*其他成员"):
        record(ground, {home: "ddddd", other: "ddddd"}, by=member)
    record(ground, {other: "ddddd"}, by=member)
    record(ground, {home: "ddddd"})


def test_who_declares_whom(ground):
    home, world = ground.families[0], ground.world
    with pytest.raises(NotPermitted):
        declare_star_recusal(ground.cycle, home, world.village_officer, kind="kin", by=world.village_panel_member)
    with pytest.raises(Refused, match="回避原因"):
        declare_star_recusal(ground.cycle, home, world.village_officer, kind="dislike", by=world.village_officer)
    first = declare_star_recusal(
        ground.cycle, home, world.village_panel_member, kind="excluded", by=world.village_officer
    )
    again = declare_star_recusal(ground.cycle, home, world.village_panel_member, kind="kin", by=world.village_officer)
    assert first == again
    points = points_cycle(world.county, year=ground.cycle.year - 1)
    with pytest.raises(Refused, match="百分制"):
        declare_star_recusal(points, home, world.village_officer, kind="self", by=world.village_officer)


def test_only_the_panel_records_and_only_a_complete_one(ground, world):
    home = ground.families[0]
    for who in (world.town_federation, world.district_office, world.group_leader, world.neighbour_village_officer):
        with pytest.raises(NotPermitted):
            record(ground, {home: "ddddd"}, by=who)
    found = AppraisalPanel.objects.get()
    found.members.filter(user=world.village_officer).delete()
    with pytest.raises(Refused, match="还不齐"):
        record(ground, {home: "ddddd"}, by=world.federation_exec_member)
    found.delete()
    panel(ground.cycle, ground.village, world.federation_exec_member, world.village_panel_member)
    with pytest.raises(NotPermitted, match="不是本周期"):
        record(ground, {home: "ddddd"}, by=world.village_officer)


def test_where_points_are_counted_there_are_no_stars(ground):
    """A cycle runs exactly one scheme (A6-6)."""
    points = points_cycle(ground.world.county, year=ground.cycle.year - 1)
    with pytest.raises(Refused, match=r"百分制.*一种评法"):
        record_stars(points, ground.village, 1, [], by=ground.world.village_officer)


def test_a_quarter_that_has_not_begun_and_one_that_does_not_exist(ground, world):
    future = star_cycle(world.county, year=timezone.localdate().year + 1)
    panel(future, world.village, world.village_officer, world.federation_exec_member)
    with pytest.raises(Refused, match="还没有到"):
        record_stars(future, world.village, 1, [], by=world.village_officer)
    for number in (0, 5):
        with pytest.raises(Refused, match="第 1 至第 4"):
            record(ground, {}, number=number)
    assert not StarQuarter.objects.exists()


def test_only_in_an_open_cycle_and_within_it(ground, world):
    with pytest.raises(Refused, match="不在这个周期"):
        record_stars(ground.cycle, world.town, 1, [], by=SYSTEM)
    close_cycle(ground.cycle, by=world.district_office)
    ground.cycle.refresh_from_db()
    with pytest.raises(Refused, match="没有开启"):
        record(ground, {ground.families[0]: "ddddd"})


def test_a_family_that_moved_keeps_its_stars_where_they_were_given(ground, world):
    home = ground.families[0]
    recorded(ground.cycle, ground.village, 1, {home: "ddddd"})
    Household.objects.filter(pk=home.pk).update(region=world.other_village.children.first())
    panel(ground.cycle, world.other_village, world.village_officer, world.federation_exec_member)
    with pytest.raises(Refused, match="搬来以前"):
        record_stars(ground.cycle, world.other_village, 1, [Entry(home.pk, "NNNNN")], by=SYSTEM)
    recorded(ground.cycle, ground.village, 1, {home: "ddddN"})
    assert StarRecord.objects.get().stars == 4
