"""Hot topics: what the figures tell, side by side, and nobody to be found by any subtraction (A9-1)."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import NotPermitted
from anjia.services.enums import Topic
from anjia.services.factories import new_case
from anjia.services.figures import days_of, figures_of
from anjia.services.models import AdviceCount, Case
from anjia.services.petitions.actions import propose_suggestion
from anjia.services.petitions.factories import drafted, said
from anjia.services.petitions.letters import suggestion_letter
from anjia.services.petitions.topics import cells_of, hot_topics, quoted, shown_quarters

TODAY = date(2026, 11, 25)
QUARTERS = ["2025Q4", "2026Q1", "2026Q2", "2026Q3"]


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def today(time_machine):
    time_machine.move_to(noon(TODAY))


def enter(region, quarter, counts, kind="petition"):
    day = days_of(quarter)[0]
    for topic, count in counts.items():
        for _n in range(count):
            case = new_case(region, kind=kind, topic=topic, further={"other_side": "某"})
            Case.objects.filter(pk=case.pk).update(received_on=day, created_at=noon(day))


def known(cells, series, quarter):
    return {topic: cells[series, topic, quarter] for topic in Topic.values}


def test_side_by_side_and_as_the_figures_tell_them(world, today):
    enter(world.village, "2026Q3", {"land": 8, "labour": 6})
    enter(world.village, "2026Q2", {"land": 5})
    AdviceCount.objects.create(region_path=world.village.path, quarter="2026Q3", topic="land", times=20)
    told = hot_topics(world.case_supervisor, world.county)
    assert list(told.quarters) == shown_quarters() == QUARTERS
    petitions, advice = (table.rows for table in told.tables)
    assert [(row.topic, [bar.count for bar in row.bars]) for row in petitions] == [
        ("land", [0, 0, 5, 8]), ("labour", [0, 0, 0, 6]),
    ]  # fmt: skip
    assert [bar.length for bar in petitions[0].bars] == [0, 0, 62, 100]
    assert [bar.count for bar in advice[0].bars] == [0, 0, 0, 20]
    assert "家庭暴力" in told.tables[0].nought


def test_who_may_look(world, today):
    for who in (world.case_worker, world.town_federation, world.district_office):
        with pytest.raises(NotPermitted):
            hot_topics(who, world.county)
    with pytest.raises(NotPermitted):
        hot_topics(persona("case_supervisor", world.town), world.county)
    with pytest.raises(ValueError, match="not over"):
        cells_of(world.case_supervisor, world.county, ["2026Q4"])


def test_the_attack_by_subtraction_finds_nobody(world, today):
    """Everything a supervisor can look at, subtracted from everything else: quarters, kinds, towns, topics, advice.

    2026Q3: violence twice, land seven times, mediation of land five times. A page that added kinds, or quarters, or
    told another total than the figures do, would tell the two.
    """
    enter(world.village, "2026Q3", {"land": 7, "violence": 2, "labour": 6})
    enter(world.neighbour_village, "2026Q3", {"land": 6})
    enter(world.village, "2026Q3", {"land": 5}, kind="mediation")
    enter(world.village, "2026Q2", {"land": 7, "violence": 5, "labour": 6})
    chief = world.case_supervisor
    cells = cells_of(chief, world.county, QUARTERS)
    hidden = {key for key, count in cells.items() if count is None}
    assert ("petition", "violence", "2026Q3") in hidden
    figures = {quarter: figures_of(chief, world.county, quarter, kind="petition") for quarter in QUARTERS}
    for quarter, told in figures.items():
        # No second division of the same cases: the very cells of the figures, shown and hidden alike.
        assert list(known(cells, "petition", quarter).values()) == [count for _name, count in told.topics]
        assert list(known(cells, "advice", quarter).values()) == [count for _name, count in told.advice]
        # Two unknowns at least wherever there is one, and together five at least.
        for series, total in (("petition", told.total), ("advice", told.advice_total)):
            row = known(cells, series, quarter)
            unknown = [topic for topic, count in row.items() if count is None]
            assert len(unknown) != 1
            if unknown and total is not None:
                assert total - sum(count for count in row.values() if count is not None) >= 5
    # Nothing on the page spans quarters or kinds: every number on it is one of the cells, or a bar's length of one.
    page = hot_topics(chief, world.county)
    for table in page.tables:
        for row in table.rows:
            assert [bar.count for bar in row.bars] == [cells[table.series, row.topic, quarter] for quarter in QUARTERS]
            assert all(bar.length == 0 for bar in row.bars if bar.count is None)


def test_an_order_of_rows_tells_no_hidden_count(world, today):
    """Rows stand by what is shown: a topic hidden at four stands where one at nought would."""
    enter(world.village, "2026Q3", {"land": 9, "other": 4, "violence": 1})
    rows = hot_topics(world.case_supervisor, world.county).tables[0].rows
    hidden = [row.topic for row in rows if all(not bar.count for bar in row.bars)]
    assert hidden == [topic for topic in Topic.values if topic in hidden]


def test_a_suggestion_quotes_them_and_no_number_is_typed(world, today):
    chief = world.case_supervisor
    enter(world.village, "2026Q3", {"land": 8, "violence": 2, "labour": 7})
    told = quoted(chief, world.county, "land", ["2026Q3", "2026Q4", "1999Q1"])
    assert told == {("petition", "2026Q3"): 8, ("advice", "2026Q3"): 0}
    one = drafted(world.county, chief, quarters=["2026Q3", "2026Q2"])
    letter = "".join(suggestion_letter(one).paragraphs)
    assert "“土地承包与征地补偿”类信访：2026年第二季度0件，2026年第三季度8件。" in letter
    few = drafted(world.county, chief, topic="violence", quarters=["2026Q3"])
    assert few.figures.get(series="petition").count is None
    assert "2026年第三季度较少，不列数字" in "".join(suggestion_letter(few).paragraphs)
    persona("case_supervisor", world.county)
    assert propose_suggestion(one, by=chief).figures.count() == 4
    assert said().quarters == ()
