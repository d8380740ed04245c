"""Titles of earlier years, from Excel: read, checked, entered once (issue 3; domain A5-8, A11, F5)."""

from datetime import date

import pytest
from django.db import transaction

from anjia.documents.actions import take_number
from anjia.documents.models import DocumentNumber
from anjia.documents.tests.test_store_file import PDF
from anjia.honours.actions import (
    attach_scan,
    choose_title_columns,
    confirm_adoption,
    discard_adoption,
    undo_adoption,
)
from anjia.honours.actions.adopt import common_path
from anjia.honours.adoption import preview_of
from anjia.honours.enums import AdoptionState, DecisionState, TitleState, Verb
from anjia.honours.factories import issued_decision
from anjia.honours.models import NamingDecision, Title, TitleAdoption
from anjia.honours.tests.earlier_titles import HEADER, NUMBER, ORGAN, adopted, line, uploaded, wrongs
from anjia.households.enums import ConsentKind, ConsentState
from anjia.households.factories import consent, family
from anjia.households.models import Consent, Household
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.factories import open_cycle
from anjia.regions.models import LegacyTerm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_nothing_is_written_before_the_confirmation(world):
    batch = uploaded(world, line(world), line(world, "李红", joins="否"), line(world, "赵无言", joins=""))

    figures = preview_of(batch).figures
    assert figures == {"titles": 1, "families": 1, "decisions": 1, "known": 0, "wrong": 0, "declined": 2}
    assert not NamingDecision.objects.exists()
    assert not Household.objects.exists()
    assert not DocumentNumber.objects.exists()


def test_a_confirmed_list_is_decision_number_family_and_title(world):
    batch = adopted(world, line(world, serial="第0001号", publishes="是"), line(world, "李红"))

    decision = NamingDecision.objects.get()
    assert (decision.state, decision.number_text, decision.issued_on, decision.families, decision.cycle) == (
        DecisionState.ADOPTED, NUMBER, date(2025, 6, 15), 2, None,
    )  # fmt: skip
    assert (decision.region, decision.issuing_organ, decision.signed_at) == (world.town, ORGAN, None)
    told = Title.objects.order_by("pk").values_list("head_name", "serial", "state", "review_due_on", "valid_to")
    assert list(told) == [
        ("王小明", "第0001号", TitleState.VALID, date(2026, 6, 15), date(2027, 6, 15)),
        ("李红", "PA-2025-000001", TitleState.VALID, date(2026, 6, 15), date(2027, 6, 15)),
    ]
    kinds = Consent.objects.order_by("household__head_name", "kind").values_list(
        "household__head_name", "kind", "state"
    )
    assert set(kinds) == {
        ("王小明", ConsentKind.PARTICIPATE, ConsentState.ASSERTED),
        ("王小明", ConsentKind.PUBLISH, ConsentState.ASSERTED),
        ("李红", ConsentKind.PARTICIPATE, ConsentState.ASSERTED),
    }
    assert (batch.state, batch.content, batch.summary["titles"]) == (AdoptionState.ADOPTED, "", 2)
    assert AuditEvent.objects.filter(verb=Verb.ADOPT, object_type="honours.title").count() == 2


def test_who_did_not_say_yes_leaves_no_trace(world):
    adopted(world, line(world), line(world, "李不愿", joins="否"), line(world, "赵无言", joins=""))
    traces = f"{list(AuditEvent.objects.values_list('after', 'note'))}{list(TitleAdoption.objects.values())}"
    assert Household.objects.count() == 1
    assert "李不愿" not in traces
    assert "赵无言" not in traces


def test_a_registered_family_is_found_and_keeps_its_consent(world):
    mine = family(world.group, "王小明")
    consent(mine, proven=True)
    adopted(world, line(world, joins="", publishes="是"))
    assert Title.objects.get().household == mine
    assert list(mine.consents.values_list("kind", "state")) == [(ConsentKind.PARTICIPATE, ConsentState.PROVEN)]


def test_two_that_fit_are_settled_by_hand(world):
    for phone in ("13800000001", "13800000002"):
        family(world.group, "王小明", phone)
    assert wrongs(world, line(world)) == ["two_fit"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("荷妇[2025]8号", NUMBER),
        ("荷妇［2025］第08号", NUMBER),
        ("荷妇【2025】 008 号", NUMBER),
        ("荷妇（２０２５）８号", NUMBER),
    ],
)
def test_numbers_are_read_as_papers_write_them(world, written, read):
    seen = preview_of(uploaded(world, line(world, number=written)))
    assert [str(row.number) for row in seen.rows] == [read]
    assert seen.changes == ((written, read),)


@pytest.mark.parametrize(
    ("number", "why"), [("荣委办发[20xx]10号", "四位数字"), ("将安教1号", "没有年份"), ("", "没有年份")]
)
def test_numbers_without_a_year_are_refused_with_words(world, number, why):
    (found,) = preview_of(uploaded(world, line(world, number=number))).findings
    assert (found.wrong, found.sheet, found.row, found.column) == ("number", "以前的称号", 2, 3)
    assert why in found.message


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"name": "王1明"}, ["name"]),
        ({"number": "荷妇〔2025〕100000号"}, ["number_taken"]),
        ({"day": "2025-02-30"}, ["day"]),
        ({"day": "去年"}, ["day"]),
        ({"day": "2026-05-16", "number": "荷妇〔2026〕8号"}, ["day_ahead"]),
        ({"day": "2024-06-15"}, ["day_of_number"]),
        ({"day": "2024-05-14", "number": "荷妇〔2024〕8号"}, ["ended"]),
        ({"day": "2024-05-15", "number": "荷妇〔2024〕8号"}, []),
        ({"serial": "PA-2025-000007"}, ["serial_ours"]),
        ({"serial": "好!"}, ["serial"]),
        ({"joins": "再说吧"}, ["consent"]),
    ],
)
def test_what_is_wrong_is_named(world, cells, expected):
    assert wrongs(world, line(world, **cells)) == expected


@pytest.mark.parametrize("day", ["2025年6月15日", "2025.6.15", "2025/06/15", "20250615", 45823])
def test_days_are_read_as_people_write_them(world, day):
    (row,) = preview_of(uploaded(world, line(world, day=day))).rows
    assert row.named_on == date(2025, 6, 15)


def test_places_outside_or_unknown_are_refused(world):
    unknown = line(world)
    unknown[2] = "99组"
    assert wrongs(world, line(world, group=world.neighbour_group), unknown) == ["village", "group"]


def test_formulas_and_missing_columns_are_told(world):
    assert wrongs(world, line(world, number='="荷妇"', serial="=1+1")) == ["formula", "formula"]
    short = [[row[at] for at in (0, 1, 2, 3, 4)] for row in (HEADER, line(world))]
    assert wrongs(world, short[1], header=short[0]) == ["no_column"]
    with pytest.raises(Refused, match="没有找到表头"):
        uploaded(world, ["甲", "乙", "丙"], header=["一", "二", "三"])


def test_rows_of_one_list_are_held_against_each_other(world):
    rows = [
        line(world, serial="A1"),
        line(world),
        line(world, "李红", day="2025-06-16"),
        line(world, "赵梅", serial="a1"),
    ]
    assert wrongs(world, *rows) == ["twice", "day_differs", "serial_twice"]


def test_old_words_of_the_organ_become_those_of_today_and_are_shown(world):
    LegacyTerm.objects.get_or_create(old="综治委", defaults={"current": "平安建设领导小组"})
    batch = uploaded(world, line(world), organ="荷塘区综治委")
    assert ("荷塘区综治委", "荷塘区平安建设领导小组") in preview_of(batch).changes
    confirm_adoption(batch, by=world.town_federation)
    assert NamingDecision.objects.get().issuing_organ == "荷塘区平安建设领导小组"


def test_the_register_goes_on_after_the_highest_number_used(world):
    adopted(world, line(world), line(world, "李红", number="荷妇[2025]3号"))
    with transaction.atomic():
        drawn = take_number("荷妇", 2025, subject="通知", object_id=None, by=SYSTEM, region_path=world.town.path)
    assert drawn.number == 9
    assert wrongs(world, line(world, "赵梅", number=str(drawn))) == ["number_taken"]


def test_a_second_list_joins_the_same_decision_and_knows_what_is_there(world):
    adopted(world, line(world, serial="A1"))
    again = uploaded(
        world, line(world, serial="A1"), line(world, "李红"), by=world.district_office, region=world.county
    )
    figures = preview_of(again).figures
    assert (figures["titles"], figures["known"], figures["decisions"], figures["wrong"]) == (1, 1, 0, 0)
    confirm_adoption(again, by=world.district_office)
    assert NamingDecision.objects.get().families == 2
    assert wrongs(world, line(world, "赵梅", day="2025-07-01")) == ["day_differs"]
    assert wrongs(world, line(world, "赵梅", serial="A1")) == ["serial_twice"]


def test_a_decision_of_several_towns_belongs_to_the_district(world):
    adopted(
        world,
        line(world),
        line(world, "李红", group=world.neighbour_group),
        by=world.district_office,
        region=world.county,
    )
    assert NamingDecision.objects.get().region == world.county
    assert common_path([world.group.path, world.neighbour_group.path]) == world.county.path


def test_a_town_cannot_join_a_decision_of_another_town(world):
    adopted(world, line(world))
    other = uploaded(
        world,
        line(world, "李红", group=world.neighbour_group),
        by=world.neighbour_town_federation,
        region=world.neighbour_town,
    )
    assert [found.wrong for found in preview_of(other).findings] == ["number_elsewhere"]


def test_our_own_decisions_are_not_adopted(world):
    ours = issued_decision(world, open_cycle(world))
    assert "number_ours" in wrongs(world, line(world, number=ours.number_text, day="2026-05-15"))


def test_the_figure_must_be_the_one_that_was_seen_and_two_presses_are_one(world):
    batch = uploaded(world, line(world))
    with pytest.raises(Conflict):
        confirm_adoption(batch, by=world.town_federation, expected=2)
    confirm_adoption(batch, by=world.town_federation, expected=1)
    with pytest.raises(Conflict):
        confirm_adoption(batch, by=world.town_federation)
    with pytest.raises(Conflict):
        choose_title_columns(batch, columns={}, by=world.town_federation)
    assert Title.objects.count() == 1
    with pytest.raises(Refused, match="没有可以录入的称号"):
        confirm_adoption(uploaded(world, line(world)), by=world.town_federation)


def test_columns_are_what_the_user_says(world):
    batch = uploaded(world, line(world))
    (key,) = [header.fingerprint for header in preview_of(batch).headers.values()]
    choose_title_columns(batch, columns={key: {"0": "head_name"}}, by=world.town_federation)
    assert [found.wrong for found in preview_of(batch).findings] == ["no_column"]


@pytest.mark.parametrize("persona", ["neighbour_town_federation", "village_officer", "town_leading_group", "inspector"])
def test_only_the_own_town_and_the_district_adopt(world, persona):
    batch, stranger = uploaded(world, line(world)), getattr(world, persona)
    with pytest.raises(NotPermitted):
        uploaded(world, line(world), by=stranger)
    for act in (confirm_adoption, discard_adoption):
        with pytest.raises(NotPermitted):
            act(batch, by=stranger)
    with pytest.raises(NotPermitted):
        choose_title_columns(batch, columns={}, by=stranger)
    confirm_adoption(batch, by=world.town_federation)
    with pytest.raises(NotPermitted):
        undo_adoption(batch, by=stranger)
    with pytest.raises(NotPermitted):
        attach_scan(NamingDecision.objects.get(), PDF, name="a.pdf", by=stranger)
