"""Committees, training, who answers where, rounds of calls and zero reports: offices and numbers, no list (F3)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.accounts.models import Message
from anjia.kernel import jobs
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.schema import Privacy, described_models
from anjia.services.codes import WALLED
from anjia.services.mediation.actions import (
    add_committee,
    add_training,
    answer_for,
    end_committee,
    open_screening,
    report_screening,
)
from anjia.services.mediation.enums import LinkDuty
from anjia.services.mediation.factories import committee_of
from anjia.services.mediation.models import (
    Committee,
    MediatorTraining,
    ResponsibilityLink,
    Screening,
    ScreeningReport,
)
from anjia.services.mediation.papers import zero_report
from anjia.services.mediation.queries import screenings_for
from anjia.services.mediation.rounds import sums_of
from anjia.services.mediation.views.registers import levels_of

TODAY = timezone.localdate
OUTSIDERS = ("case_worker", "village_officer", "town_federation", "district_office", "administrator")


def round_of(world, **changes):
    days = {"begins_on": TODAY(), "ends_on": TODAY() + timedelta(days=3)}
    return open_screening(world.county, **{"title": "春季上门问需", **days, **changes}, by=world.case_supervisor)


def over(screening):
    """Its sums may be told."""
    past = {"begins_on": TODAY() - timedelta(days=90), "ends_on": TODAY() - timedelta(days=6)}
    Screening.objects.filter(pk=screening.pk).update(**past)
    return Screening.objects.get(pk=screening.pk)


@pytest.mark.parametrize("role", OUTSIDERS)
def test_the_supervisor_alone_keeps_the_registers(world, role):
    by, day, committee = getattr(world, role), TODAY(), committee_of(world)
    for act in (
        lambda: add_committee(world.village, name="x", members=3, women=1, elected_on=day, by=by),
        lambda: end_committee(committee, by=by),
        lambda: add_training(world.town, title="x", held_on=day, hours=1, persons=1, by=by),
        lambda: answer_for(world.village, LinkDuty.LEADER, world.village_officer, by=by),
        lambda: open_screening(world.county, title="x", begins_on=day, ends_on=day, by=by),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_committee_has_three_to_nine_members_and_women_among_them(world):
    good = {"name": "村人民调解委员会", "members": 9, "women": 1, "elected_on": TODAY(), "by": world.case_supervisor}
    for wrong in (
        {"members": 2}, {"members": 10}, {"women": 0}, {"women": 10}, {"name": " "},
        {"elected_on": TODAY() + timedelta(days=1)},
    ):  # fmt: skip
        with pytest.raises(Refused):
            add_committee(world.village, **{**good, **wrong})
    made = add_committee(world.village, **good)
    with pytest.raises(Conflict, match="同名"):
        add_committee(world.village, **good)
    end_committee(made, by=world.case_supervisor)
    with pytest.raises(Conflict):
        end_committee(made, by=world.case_supervisor)
    add_committee(world.village, **good)
    assert Committee.objects.filter(ended_on__isnull=True).count() == 1


def test_trainings_are_counted(world):
    good = {"title": "调解笔录怎么写", "held_on": TODAY(), "hours": 8, "persons": 30, "by": world.case_supervisor}
    for wrong in ({"title": ""}, {"hours": 0}, {"persons": 0}, {"held_on": TODAY() + timedelta(days=1)}):
        with pytest.raises(Refused):
            add_training(world.town, **{**good, **wrong})
    assert add_training(world.town, **good) == MediatorTraining.objects.get()


def test_somebody_answers_at_each_of_three_levels_and_the_next_takes_over(world):
    by = world.case_supervisor
    with pytest.raises(Refused, match="三级"):
        answer_for(world.group, LinkDuty.LEADER, world.group_leader, by=by)
    with pytest.raises(Refused, match="三级"):
        answer_for(world.village, "head", world.village_officer, by=by)
    with pytest.raises(Refused, match="没有角色"):
        answer_for(world.neighbour_village, LinkDuty.LEADER, world.village_officer, by=by)
    answer_for(world.county, LinkDuty.LEADER, by, by=by)
    answer_for(world.town, LinkDuty.LEADER, world.town_federation, by=by)
    for duty in LinkDuty:
        answer_for(world.village, duty, world.village_officer, by=by)
    answer_for(world.village, LinkDuty.LEADER, world.town_federation, by=by)
    assert ResponsibilityLink.objects.filter(ended_at__isnull=True).count() == 4
    assert ResponsibilityLink.objects.filter(ended_at__isnull=False).count() == 1
    shown = {level.name: level for level in levels_of(by)}
    assert shown[world.county.name].people == [by.display_name, ""]
    town = shown[world.town.name]
    assert (town.people[0], town.covered) == (world.town_federation.display_name, 1)
    assert town.villages >= town.covered


def test_a_round_is_an_offer_and_two_numbers(world):
    """No table of a round has a field in which somebody could be written (F3)."""
    for model in (Screening, ScreeningReport):
        assert set(described_models[model].privacy.values()) <= {Privacy.INTERNAL, Privacy.PUBLIC}
    officer = world.village_officer
    screening = round_of(world)
    jobs.work_off(WALLED)
    told = set(Message.objects.filter(kind="mediation.round").values_list("user__memberships__role", flat=True))
    assert told == {"village_officer"}
    assert Message.objects.filter(kind="mediation.round", user=officer).count() == 1
    report = report_screening(screening, world.village, offered=40, asked=0, by=world.village_officer)
    assert report.is_zero
    again = report_screening(screening, world.village, offered=40, asked=2, by=world.village_officer)
    assert (again.pk, again.asked, ScreeningReport.objects.count()) == (report.pk, 2, 1)


def test_a_village_reports_for_itself_in_time(world):
    screening, by = round_of(world), world.village_officer
    for region, offered, asked in ((world.village, 1, 2), (world.village, -1, 0), (world.village, 3, -1)):
        with pytest.raises(Refused):
            report_screening(screening, region, offered=offered, asked=asked, by=by)
    with pytest.raises(NotPermitted):
        report_screening(screening, world.neighbour_village, offered=1, asked=0, by=by)
    with pytest.raises(NotPermitted):
        report_screening(screening, world.village, offered=1, asked=0, by=world.case_worker)
    with pytest.raises(Refused, match="由村"):
        report_screening(screening, world.town, offered=1, asked=0, by=world.town_federation)
    later = round_of(world, begins_on=TODAY() + timedelta(days=1))
    for closed in (later, over(screening)):
        with pytest.raises(Refused, match="不再收"):
            report_screening(closed, world.village, offered=1, asked=0, by=by)


def test_a_round_begins_in_a_district_or_a_town_for_days_to_come(world):
    for wrong in ({"title": " "}, {"ends_on": TODAY() - timedelta(days=1)}):
        with pytest.raises(Refused):
            round_of(world, **wrong)
    with pytest.raises(Refused, match="区县或乡镇"):
        open_screening(world.village, title="x", begins_on=TODAY(), ends_on=TODAY(), by=world.case_supervisor)
    assert round_of(world) in screenings_for(world.village_officer)


def test_silence_is_not_zero_and_sums_come_when_they_change_no_more(world):
    screening = round_of(world)
    report_screening(screening, world.village, offered=30, asked=0, by=world.village_officer)
    running = sums_of(screening, world.case_supervisor)
    town = next(t for t in running.towns if t.name == world.town.name)
    assert (town.offered, running.offered, running.reported) == (None, None, 1)
    assert world.village.name not in town.silent
    assert town.silent, "the other villages of the town have said nothing"
    told = sums_of(over(screening), world.case_supervisor)
    town = next(t for t in told.towns if t.name == world.town.name)
    assert (town.offered, town.asked, town.is_zero) == (30, 0, False)
    for village in town.silent:
        ScreeningReport.objects.create(
            screening=screening, region_path=path_of(world, village), offered=5, asked=0,
            reported_on=TODAY(), reported_by_id=world.town_federation.pk,
        )  # fmt: skip
    complete = sums_of(over(screening), world.case_supervisor)
    assert next(t for t in complete.towns if t.name == world.town.name).is_zero
    assert "零报告" in str(zero_report(over(screening), complete).rows)
    assert "零报告" not in str(zero_report(over(screening), told).rows)


def path_of(world, name):
    return next(r.path for r in type(world.village).objects.filter(name=name) if r.path.startswith(world.town.path))


def test_small_sums_are_hidden_with_what_would_tell_them(world):
    screening = round_of(world)
    for place, asked in ((world.village, 3), (world.neighbour_village, 9)):
        ScreeningReport.objects.create(
            screening=screening, region_path=place.path, offered=50, asked=asked,
            reported_on=TODAY(), reported_by_id=world.town_federation.pk,
        )  # fmt: skip
    told = sums_of(over(screening), world.case_supervisor)
    asked = {town.name: town.asked for town in told.towns if town.reported}
    assert set(asked.values()) == {None}
    assert told.asked == 12
    alone = sums_of(over(screening), world.village_officer)
    assert (alone.towns[0].asked, alone.asked) == (None, None)
