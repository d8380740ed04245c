"""Plaques of earlier years, from Excel: read, checked, entered once, taken back (domain A5-6, F5)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from anjia.exemplars.actions import give_plaque, report_lost
from anjia.exemplars.actions.earlier import (
    choose_plaque_columns,
    confirm_plaques,
    discard_plaques,
    undo_plaques,
    upload_plaques,
)
from anjia.exemplars.earlier import preview_of
from anjia.exemplars.enums import PlaqueState, Verb
from anjia.exemplars.factories import made_plaques
from anjia.exemplars.models import Plaque, PlaqueImport
from anjia.exemplars.queries import plaque_by
from anjia.exemplars.queries.plaques import imports_visible_to
from anjia.exemplars.tasks import forget_lists
from anjia.exemplars.tests.earlier_plaques import HEADER, entered, line, prove, uploaded, wrongs
from anjia.honours.actions import undo_adoption
from anjia.honours.actions.undo_adoption import plan_undo
from anjia.honours.enums import AdoptionState, TitleKind
from anjia.honours.models import NamingDecision, Title
from anjia.honours.tests import earlier_titles
from anjia.households.factories import family
from anjia.households.tests.rosters import xlsx
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.factories import open_cycle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DISTRICT_NUMBER = "荷平办〔2025〕3号"


def titled(world, *extra):
    """王小明 is a model family of last year, 李红 a named one; `extra` are further rows of the list."""
    header = [*earlier_titles.HEADER, "称号"]
    rows = [
        [*earlier_titles.line(world, number=DISTRICT_NUMBER, day="2025-06-20"), "平安家庭示范户"],
        [*earlier_titles.line(world), ""],
        [*earlier_titles.line(world, "李红"), "平安家庭"],
        *extra,
    ]
    batch = earlier_titles.adopted(world, *rows, header=header)
    prove("王小明", "李红")
    return batch


class TestTitlesOfBothKinds:
    def test_a_model_family_comes_with_its_own_decision_and_serial(self, world):
        titled(world)
        kinds = Title.objects.order_by("kind", "head_name").values_list("head_name", "kind", "decision__number_text")
        assert set(kinds) == {
            ("王小明", TitleKind.MODEL_FAMILY, DISTRICT_NUMBER),
            ("王小明", TitleKind.SAFE_FAMILY, earlier_titles.NUMBER),
            ("李红", TitleKind.SAFE_FAMILY, earlier_titles.NUMBER),
        }
        model = NamingDecision.objects.get(kind=TitleKind.MODEL_FAMILY)
        assert (model.region.level, "示范户" in model.title) == ("county", True)
        assert Title.objects.get(kind=TitleKind.MODEL_FAMILY).serial == "SF-2025-000001"

    @pytest.mark.parametrize(
        ("kind", "number", "expected"),
        [
            ("文明户", "荷平办〔2025〕4号", ["kind"]),
            ("示范户", "荷平办〔2025〕4号", ["no_base"]),
            ("示范户", DISTRICT_NUMBER, ["no_base"]),
        ],
    )
    def test_what_is_no_title_of_ours_or_stands_on_none_is_told(self, world, kind, number, expected):
        row = [*earlier_titles.line(world, "张三", number=number), kind]
        header = [*earlier_titles.HEADER, "称号"]
        assert earlier_titles.wrongs(world, row, header=header) == expected

    def test_one_number_names_one_kind(self, world):
        titled(world)
        header = [*earlier_titles.HEADER, "称号"]
        late = [*earlier_titles.line(world, "张三", number=DISTRICT_NUMBER, day="2025-06-20"), "平安家庭"]
        assert earlier_titles.wrongs(world, late, header=header) == ["kind_differs"]
        two = [
            [*earlier_titles.line(world, "张三", number="荷妇〔2025〕9号"), ""],
            [*earlier_titles.line(world, "张三", number="荷妇〔2025〕9号"), "示范户"],
        ]
        assert earlier_titles.wrongs(world, *two, header=header) in (["twice"], ["kind_differs"])

    def test_taking_the_titles_back_leaves_those_on_which_a_plaque_hangs(self, world):
        batch = titled(world)
        entered(world, line(world, kind="示范户"))
        plan = plan_undo(batch)
        assert (len(plan.titles), plan.kept_titles, plan.kept_families) == (1, 2, 2)
        undo_adoption(batch, by=world.town_federation)
        assert set(Title.objects.values_list("head_name", flat=True)) == {"王小明"}


class TestReading:
    def test_nothing_is_written_before_the_confirmation(self, world):
        titled(world)
        batch = uploaded(world, line(world, kind="示范户"), line(world, "李红", "荷平牌002号"))
        assert preview_of(batch).figures == {"plaques": 2, "models": 1, "known": 0, "wrong": 0}
        assert not Plaque.objects.exists()

    @pytest.mark.parametrize(
        ("name", "told", "expected"),
        [
            ("王1明", {}, ["name"]),
            ("王小明", {"village": "没有的村"}, ["village", "no_title"]),
            ("赵六", {}, ["no_title"]),
            ("李红", {"kind": "示范户"}, ["no_title"]),
            ("李红", {"kind": "标兵"}, ["kind"]),
            ("李红", {"serial": ""}, ["serial"]),
            ("李红", {"serial": "一二三四五六七八九十一二三四五六七八九十一二三四五"}, ["serial"]),
            ("李红", {"serial": "PP-2025-0001"}, ["serial_ours"]),
            ("李红", {"day": ""}, ["day"]),
            ("李红", {"day": "2025-02-30"}, ["day"]),
            ("李红", {"day": "2099-01-01"}, ["day_ahead"]),
            ("李红", {"day": "2025-06-01"}, ["day_early"]),
            ("李红", {"receiver": "某" * 41}, ["receiver"]),
        ],
    )
    def test_every_fault_is_told_with_what_to_do(self, world, name, told, expected):
        titled(world)
        serial = told.pop("serial", "荷平牌009号")
        batch = uploaded(world, line(world, name, serial, **told))
        seen = preview_of(batch)
        assert [found.wrong for found in seen.findings] == expected
        assert all(found.message and found.fix for found in seen.findings)
        assert not seen.rows

    def test_a_family_without_proof_waits_for_it(self, world):
        titled(world, [*earlier_titles.line(world, "赵六"), ""])
        assert wrongs(world, line(world, "赵六")) == ["unproven"]

    def test_one_serial_one_family_one_plaque(self, world):
        titled(world)
        rows = line(world), line(world, "李红"), line(world, serial="荷平牌003号")
        assert wrongs(world, *rows) == ["serial_twice", "twice"]
        entered(world, line(world))
        assert wrongs(world, line(world, serial="荷平牌003号")) == ["hung"]
        assert wrongs(world, line(world, "李红")) == ["serial_twice"]

    def test_two_that_fit_are_settled_by_hand(self, world):
        titled(world)
        family(world.group, "李红", "13800000009")
        assert wrongs(world, line(world, "李红")) == ["two_fit"]

    def test_a_list_uploaded_again_finds_its_own_rows(self, world):
        titled(world)
        entered(world, line(world))
        assert preview_of(uploaded(world, line(world))).figures == {"plaques": 0, "models": 0, "known": 1, "wrong": 0}

    def test_a_list_without_headings_or_columns_says_so(self, world):
        with pytest.raises(Refused, match="没有找到表头"):
            upload_plaques(xlsx([["甲", "乙"]]), name="x.xlsx", region=world.county, by=world.district_office)
        titled(world)
        batch = uploaded(world, line(world)[:5], header=HEADER[:5])
        (found,) = preview_of(batch).findings
        assert (found.wrong, "授牌日期" in found.message) == ("no_column", True)


class TestEntering:
    def test_a_confirmed_list_stands_in_the_register_and_verifies(self, world):
        titled(world)
        batch = entered(world, line(world, kind="示范户", receiver="王媳妇"), line(world, "李红", "荷平牌002号"))
        plaque = Plaque.objects.get(serial="荷平牌001号")
        assert (plaque.state, plaque.kind, plaque.given_on) == (
            PlaqueState.GIVEN, TitleKind.MODEL_FAMILY, date(2025, 7, 1),
        )  # fmt: skip
        assert (plaque.received_by, plaque.import_id, plaque.title.kind) == ("王媳妇", batch.pk, plaque.kind)
        assert Plaque.objects.get(serial="荷平牌002号").received_by == "李红"
        assert plaque_by(plaque.serial, plaque.verify_code) == plaque
        assert (batch.state, batch.content, batch.summary["plaques"]) == (AdoptionState.ADOPTED, "", 2)
        assert AuditEvent.objects.filter(verb=Verb.MAKE_PLAQUE, object_type="exemplars.plaque").count() == 2

    def test_only_the_district_and_only_as_it_was_seen(self, world):
        titled(world)
        with pytest.raises(NotPermitted):
            uploaded(world, line(world), by=world.town_federation)
        batch = uploaded(world, line(world))
        with pytest.raises(Conflict):
            confirm_plaques(batch, by=world.district_office, expected=5)
        with pytest.raises(NotPermitted):
            confirm_plaques(batch, by=world.town_federation)
        assert not Plaque.objects.exists()
        people = (SYSTEM, world.district_office, world.town_federation)
        assert [imports_visible_to(user).count() for user in people] == [1, 1, 0]

    def test_a_list_with_nothing_to_enter_is_refused(self, world):
        batch = uploaded(world, line(world))
        with pytest.raises(Refused, match="没有可以录入"):
            confirm_plaques(batch, by=world.district_office)

    def test_given_up_it_is_destroyed_and_closed(self, world):
        batch = discard_plaques(uploaded(world, line(world)), by=world.district_office)
        assert (batch.state, batch.content) == (AdoptionState.DISCARDED, "")
        with pytest.raises(Conflict):
            choose_plaque_columns(batch, columns={}, by=world.district_office)

    def test_nobody_confirmed_it_within_a_day(self, world):
        PlaqueImport.objects.filter(pk=uploaded(world, line(world)).pk).update(
            created_at=timezone.now() - timedelta(days=2)
        )
        assert (forget_lists(), PlaqueImport.objects.get().content) == (1, "")

    def test_columns_that_were_said_count(self, world):
        titled(world)
        batch = uploaded(world, line(world), header=[*HEADER[:4], "牌子上写的", *HEADER[5:]])
        key = next(iter(preview_of(batch).headers.values())).fingerprint
        said = {key: {"0": "head_name", "1": "village", "2": "group", "3": "kind", "4": "serial", "5": "given_on"}}
        batch = choose_plaque_columns(batch, columns=said, by=world.district_office)
        assert preview_of(batch).figures["plaques"] == 1


class TestUndo:
    def test_what_went_on_stays(self, world):
        titled(world)
        batch = entered(world, line(world), line(world, "李红", "荷平牌002号"))
        report_lost(Plaque.objects.get(serial="荷平牌002号"), by=world.village_officer)
        assert undo_plaques(batch, by=world.district_office) == 1
        assert list(Plaque.objects.values_list("serial", flat=True)) == ["荷平牌002号"]
        batch.refresh_from_db()
        assert batch.summary["undone"] == {"plaques": 1, "kept": 1}
        with pytest.raises(Conflict):
            undo_plaques(batch, by=world.district_office)

    def test_not_after_seven_days_nor_by_somebody_else(self, world):
        titled(world)
        batch = entered(world, line(world))
        with pytest.raises(NotPermitted):
            undo_plaques(batch, by=world.town_federation)
        PlaqueImport.objects.update(entered_at=timezone.now() - timedelta(days=8))
        batch.refresh_from_db()
        with pytest.raises(Refused, match="7 天"):
            undo_plaques(batch, by=world.district_office)


def test_this_years_plaques_are_not_touched(world):
    mine = made_plaques(world, open_cycle(world), 1)[0]
    give_plaque(mine, given_on=timezone.localdate(), received_by="王", by=world.village_officer)
    told = {"kind": "示范户", "day": str(timezone.localdate())}
    assert wrongs(world, line(world, mine.head_name, group=mine.region, **told)) == ["hung"]
