"""Growth as A8-8 has it; units that are never added; a year in which nobody is found (A8-8, A9-1)."""

from datetime import UTC, date, datetime

import pytest

from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.services.actions import count_advice
from anjia.services.factories import new_case
from anjia.services.legal_aid.actions import keep_measure, remove_measure
from anjia.services.legal_aid.enums import AidState, Group, Unit
from anjia.services.legal_aid.figures import Figure, add, aid_figures, closed_years, growth
from anjia.services.legal_aid.models import AidMeasure, AppointedDefence, LegalAidApplication
from anjia.services.legal_aid.queries import measures_visible_to
from anjia.services.models import AdviceCount, Case


@pytest.mark.parametrize(
    ("current", "before", "told"),
    [
        (108, 100, "8.0 %"),
        (100, 100, "0.0 %"),
        (92, 100, "-8.0 %"),
        (1, 8, "-87.5 %"),
        (2001, 2000, "0.1 %"),
        (5, 0, "—"),
        (0, 0, "—"),
        (None, 5, "—"),
        (5, None, "—"),
    ],
)
def test_growth(current, before, told):
    assert growth(current, before) == told


def test_what_is_counted_in_different_units_is_never_added():
    """A8-8: 14 cases, 54 persons, a hundred person-times, 11 cases."""
    cases, persons = Figure("代理妇女案件", Unit.CASES, 14, 12), Figure("援助困难群体", Unit.PERSONS, 54, 50)
    times, defences = Figure("咨询", Unit.PERSON_TIMES, 100, 0), Figure("指定辩护", Unit.CASES, 11, 0)
    assert add([cases, defences]) == 25
    assert add([cases, Figure("x", Unit.CASES, None, 1)]) is None
    for mixed in ([cases, persons], [persons, times], [times, defences]):
        with pytest.raises(ValueError, match="never added"):
            add(mixed)
    assert [figure.growth for figure in (cases, persons, times)] == ["16.7 %", "8.0 %", "—"]


def many(world, year, *, given, refused=0, appointed=0, month=3):
    for number in range(given + refused + appointed):
        case = new_case(world.village, kind="legal_aid", phone=f"1380000{year}{number:02d}")
        entered = datetime(year, month, 1, 12, tzinfo=UTC)
        Case.objects.filter(pk=case.pk).update(received_on=date(year, month, 1), created_at=entered)
        held = LegalAidApplication.objects.filter(case=case)
        if number < given + appointed:
            held.update(decided_on=date(year, month, 2), state=AidState.GRANTED, group=Group.WOMAN)
        else:
            held.update(decided_on=date(year, month, 2), state=AidState.REFUSED, refusal="means")
        if given <= number < given + appointed:
            AppointedDefence.objects.create(
                application=held.get(), body="court", stage="trial", notified_on=date(year, month, 1)
            )


def test_a_year_beside_the_year_before(world, time_machine):
    time_machine.move_to("2026-06-01T10:00:00+08:00")
    chief = world.case_supervisor
    many(world, 2024, given=5)
    many(world, 2025, given=6, refused=5, appointed=5)
    count_advice(world.village, topic="labour", times=7, by=chief)
    AdviceCount.objects.update(quarter="2025Q2")
    told = aid_figures(chief, world.county, 2025)
    assert [(f.unit, f.value, f.before, f.growth) for f in told.figures] == [
        (Unit.CASES, 16, 5, "220.0 %"),
        (Unit.CASES, 6, 5, "20.0 %"),
        (Unit.PERSONS, 6, 5, "20.0 %"),
        (Unit.PERSON_TIMES, 7, 0, "—"),
    ]
    assert [count for _name, count in told.ways] == [6, 5, 0, 5]
    assert dict(told.groups)["妇女"] == 11
    assert closed_years() == [2025, 2024, 2023]
    with pytest.raises(NotPermitted):
        aid_figures(world.district_office, world.county, 2025)
    with pytest.raises(ValueError, match="not over"):
        aid_figures(chief, world.county, 2026)


def test_few_are_hidden_with_what_tells_them(world, time_machine):
    time_machine.move_to("2026-06-01T10:00:00+08:00")
    many(world, 2025, given=9, refused=1)
    told = aid_figures(world.case_supervisor, world.county, 2025)
    assert [count for _name, count in told.ways] == [None, 0, 0, None]
    # Persons were given aid as often as cases: they would tell the hidden one.
    assert [figure.value for figure in told.figures[:3]] == [10, None, None]


def test_a_year_with_a_hidden_quarter_is_hidden(world, time_machine):
    time_machine.move_to("2026-06-01T10:00:00+08:00")
    many(world, 2025, given=9)
    many(world, 2025, given=2, month=6)
    told = aid_figures(world.case_supervisor, world.county, 2025)
    assert [figure.value for figure in told.figures[:3]] == [None, None, None]
    assert {count for _name, count in [*told.ways, *told.groups]} == {None}


def test_what_was_told_of_a_year_never_changes_by_what_is_entered_later(world, time_machine):
    """The attack by time on the year: yesterday's less today's would be the one that was entered in between."""
    time_machine.move_to("2026-01-10T10:00:00+08:00")
    assert closed_years()[0] == 2024, "the last quarter of 2025 still settles"
    time_machine.move_to("2026-01-11T10:00:00+08:00")
    many(world, 2025, given=6)
    before = aid_figures(world.case_supervisor, world.county, 2025).received
    late = new_case(world.village, kind="legal_aid")
    Case.objects.filter(pk=late.pk).update(received_on=date(2025, 12, 30))
    assert (before, aid_figures(world.case_supervisor, world.county, 2025).received) == (6, 6)


def test_the_measures_are_a_free_list_of_the_district(world):
    chief = world.case_supervisor
    with pytest.raises(NotPermitted):
        keep_measure(world.county, place=1, title="上门受理", by=world.case_worker)
    for place, title in ((0, "上门受理"), (1, " ")):
        with pytest.raises(Refused):
            keep_measure(world.county, place=place, title=title, by=chief)
    first = keep_measure(world.county, place=1, title="上门受理", words="行动不便的预约上门", by=chief)
    with pytest.raises(Conflict, match="第 1 项"):
        keep_measure(world.county, place=1, title="别的", by=chief)
    keep_measure(world.county, place=2, title="上门受理", measure=first, by=chief)
    assert list(measures_visible_to(world.case_worker).values_list("place", "words")) == [(2, "")]
    remove_measure(first, by=chief)
    assert not AidMeasure.objects.exists()
