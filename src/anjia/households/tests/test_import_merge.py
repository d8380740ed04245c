"""From a confirmed file into the registry: once, wholly, whoever is killed on the way."""

import pytest
from django.db import connection

from anjia.households import merging
from anjia.households.actions import (
    confirm_import,
    merge_batch,
    settle_import,
    stage_batch,
    upload_roster,
)
from anjia.households.actions.undo_import import plan_undo
from anjia.households.enums import BatchState, ConsentKind, ConsentState
from anjia.households.importing import preview_of
from anjia.households.models import (
    Consent,
    Household,
    HouseholdChange,
    ImportUpload,
    RosterMapping,
    StagedFamily,
)
from anjia.households.roster import Code, Level
from anjia.households.signals import households_registered
from anjia.households.standing import HELD
from anjia.households.tests.importing import ROWS, imported, uploaded
from anjia.households.tests.rosters import FAMILY, HEADER, clean, family, xlsx
from anjia.kernel import dependents
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.jobs import run_pending
from anjia.kernel.models import AuditEvent, Job, JobState
from anjia.regions.queries import household_totals


def test_a_month_of_birth_on_file_is_told_and_left_to_the_correction(world):
    imported(world, *ROWS[:2])
    Household.objects.filter(head_name="王乙二").update(head_birth="")
    changed = [[row[0], "1990-01", 5, *row[3:]] for row in ROWS[:2]]
    batch = uploaded(world, *changed)

    (told,) = [issue for issue in preview_of(batch).issues if issue.code == Code.BIRTH_DIFFERS]
    assert (told.level, told.value, told.row, told.column) == (Level.WARNING, "1990-01", 2, 1)
    confirm_import(batch, by=world.village_officer)
    run_pending()

    births = dict(Household.objects.values_list("head_name", "head_birth"))
    assert births == {"王甲一": "1995-10", "王乙二": "1990-01"}
    assert set(Household.objects.values_list("household_size", flat=True)) == {5}


def test_an_import_writes_nothing_before_it_is_confirmed(world):
    batch = uploaded(world, *ROWS)
    assert preview_of(batch).figures == {"new": 6, "update": 0, "same": 0, "wrong": 0, "asked": 6, "declined": 0}
    assert not Household.objects.exists()
    assert not StagedFamily.objects.exists()


def test_confirmed_families_stand_in_the_registry_with_asserted_consents(world):
    batch = imported(world, *ROWS[:4], family(head="赵七七", joins="否"), [*ROWS[5][:7], "是"])
    assert batch.state == BatchState.MERGED
    assert batch.summary["done"] == {"new": 5, "update": 0, "same": 0, "late": 0}
    row = Household.objects.get(head_name="王甲一")
    assert (row.phone, row.head_birth, row.household_size, row.region.name) == ("13800000000", "1995-10", 2, "1组")
    assert (row.import_batch_id, row.residence_type, row.address) == (batch.pk, "local", "0号")
    assert "wangjiayi" in row.search_tokens
    states = Consent.objects.values_list("kind", "state").order_by("kind", "pk")
    assert list(states) == [("participate", ConsentState.ASSERTED)] * 5 + [("publish", ConsentState.ASSERTED)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM households_household")
        assert all("138" not in phone[:20] and phone.startswith("v1.") for (phone,) in cursor.fetchall())


def test_the_file_and_those_who_declined_are_gone_after_the_merge(world):
    batch = imported(world, *ROWS[:2], family(head="赵七七", joins="否", phone="13911112222", address="1组9号"))
    assert not ImportUpload.objects.exists()
    assert not StagedFamily.objects.exists()
    assert batch.summary["declined"] == 1
    told = f"{batch.summary}{list(AuditEvent.objects.values_list('after', 'note'))}{list(Job.objects.values())}"
    assert "赵七七" not in told
    assert "13911112222" not in told
    with pytest.raises(Conflict):
        preview_of(type(batch).objects.get(pk=batch.pk))


def test_the_same_roster_again_changes_nothing(world):
    imported(world, *ROWS)
    before = list(Household.objects.order_by("pk").values())
    again = imported(world, *ROWS)
    assert again.summary["done"] == {"new": 0, "update": 0, "same": 6, "late": 0}
    assert list(Household.objects.order_by("pk").values()) == before
    assert Consent.objects.count() == 6


def test_an_update_changes_what_is_filled_and_keeps_the_rest(world):
    imported(world, *ROWS)
    changed = [ROWS[0][0], "", 5, "", ROWS[0][4], "", "是", "是"]
    batch = uploaded(world, [*changed[:3], "1组", *changed[4:]])
    (row,) = preview_of(batch).compared.iter_rows(named=True)
    assert (row["status"], sorted(row["changed"])) == ("update", ["address", "size"])
    confirm_import(batch, by=world.village_officer)
    run_pending()
    row = Household.objects.get(head_name="王甲一")
    assert (row.household_size, row.head_birth, row.residence_type, row.version) == (5, "1995-10", "local", 2)
    assert row.consents.filter(kind=ConsentKind.PUBLISH).count() == 1
    assert AuditEvent.objects.filter(object_id=row.pk, verb="households.import").count() == 1


def in_second_group(world):
    """The first family of the roster, which the next roster has in group 2."""
    imported(world, *ROWS)
    return uploaded(world, [*ROWS[0][:3], "2组", *ROWS[0][4:]])


def run(world, batch):
    confirm_import(batch, by=world.village_officer)
    run_pending()
    batch.refresh_from_db()
    return Household.objects.get(head_name="王甲一")


def test_a_roster_moves_no_family_by_the_way(world):
    batch = in_second_group(world)
    (row,) = preview_of(batch).compared.iter_rows(named=True)
    assert row["old_group"] == "1组"
    assert run(world, batch).region.name == "1组"
    assert not HouseholdChange.objects.exists()


def test_a_confirmed_move_is_a_dated_change(world):
    batch = in_second_group(world)
    family = Household.objects.get(head_name="王甲一")
    settle_import(batch, settled={"moves": [str(family.pk)]}, by=world.village_officer)
    assert run(world, batch).region.name == "2组"
    change = HouseholdChange.objects.get()
    assert (change.kind, change.household_id, change.source_id) == ("moved", family.pk, batch.pk)
    assert (change.region_before.name, batch.summary["not_moved"]) == ("1组", 0)
    assert not plan_undo(batch).restored


def test_a_family_that_is_held_stays_and_is_counted(world, monkeypatch):
    batch = in_second_group(world)
    family = Household.objects.get(head_name="王甲一")
    settle_import(batch, settled={"moves": [str(family.pk)]}, by=world.village_officer)
    held = [lambda ids: dependents.Dependents("等", frozenset(ids), blocks=True)]
    monkeypatch.setitem(dependents._finders, HELD, held)
    assert run(world, batch).region.name == "1组"
    assert (batch.summary["not_moved"], HouseholdChange.objects.count()) == (1, 0)


def test_a_job_run_twice_or_resumed_after_each_step_is_one_import(world):
    batch = uploaded(world, *ROWS)
    job = confirm_import(batch, by=world.village_officer)
    stage_batch(batch)
    stage_batch(batch)
    assert StagedFamily.objects.count() == 6
    run_pending()
    clean_run = sorted(Household.objects.values_list("head_name", "head_birth", "phone_index"))
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    batch.refresh_from_db()
    with pytest.raises(Conflict):
        merge_batch(batch, by=world.village_officer)
    assert sorted(Household.objects.values_list("head_name", "head_birth", "phone_index")) == clean_run
    assert Consent.objects.count() == 6


def test_a_merge_that_breaks_leaves_nothing(world, monkeypatch):
    batch = uploaded(world, *ROWS)
    confirm_import(batch, by=world.village_officer)
    stage_batch(batch)
    monkeypatch.setattr(merging, "figures", lambda pk: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        merge_batch(batch, by=world.village_officer)
    assert not Household.objects.exists()
    batch.refresh_from_db()
    assert batch.state == BatchState.CONFIRMED
    monkeypatch.undo()
    run_pending()
    assert Household.objects.count() == 6


def test_what_someone_else_registered_or_changed_meanwhile_is_left_alone(world):
    imported(world, *ROWS[:2])
    batch = uploaded(world, [*ROWS[0][:2], 9, *ROWS[0][3:]], ROWS[2])
    confirm_import(batch, by=world.village_officer)
    stage_batch(batch)
    Household.objects.filter(head_name="王甲一").update(version=2, household_size=4)
    twin = Household.objects.get(head_name="王乙二")
    Household.objects.filter(pk=twin.pk).update(head_name="王丙三", region=world.group, head_birth="1995-10")
    merge_batch(batch, by=world.village_officer)
    assert batch.summary["done"]["late"] == 2
    assert Household.objects.get(head_name="王甲一").household_size == 4
    assert Household.objects.count() == 2


def test_unticked_groups_are_errors_and_ticked_ones_are_made_at_confirmation(world):
    row = [*FAMILY[:3], "99组1号", *FAMILY[4:]]
    batch = uploaded(world, row, ROWS[0])
    assert preview_of(batch).figures["wrong"] == 1
    settle_import(batch, settled={"ticked": {str(world.village.pk): ["99组"]}}, by=world.village_officer)
    assert preview_of(batch).figures["new"] == 2
    assert not world.village.children.filter(name="99组").exists()
    confirm_import(batch, by=world.village_officer)
    run_pending()
    assert Household.objects.filter(region__name="99组").count() == 1


def test_the_rosters_rows_may_be_taken_as_the_groups_totals(world):
    batch = uploaded(world, *ROWS, family(head="赵七七", joins="", address="1组9号"))
    confirm_import(batch, by=world.village_officer, record_totals=True)
    totals = household_totals([world.group.pk, world.other_group.pk])
    assert totals == {world.group.pk: 4, world.other_group.pk: 3}


def test_an_open_total_or_nothing_to_import_is_refused(world):
    batch = uploaded(world, ROWS[0], ["合计", "9户"])
    with pytest.raises(Refused, match="合计"):
        confirm_import(batch, by=world.village_officer)
    settle_import(batch, settled={"totals": True}, by=world.village_officer)
    assert confirm_import(batch, by=world.village_officer)
    with pytest.raises(Refused, match="没有可以导入"):
        confirm_import(uploaded(world, family(joins="否")), by=world.village_officer)


def test_figures_that_moved_since_the_preview_ask_for_another_look(world):
    batch = uploaded(world, *ROWS)
    seen = preview_of(batch).figures
    imported(world, *ROWS[:2])
    with pytest.raises(Conflict, match="再看一遍"):
        confirm_import(batch, by=world.village_officer, expected=seen)


def test_confirmed_twice_is_refused_and_settling_is_over(world):
    batch = uploaded(world, *ROWS)
    confirm_import(batch, by=world.village_officer)
    stale = type(batch).objects.get(pk=batch.pk)
    with pytest.raises(Conflict):
        confirm_import(stale, by=world.village_officer)
    with pytest.raises(Conflict):
        settle_import(stale, settled={}, by=world.village_officer)


@pytest.mark.parametrize(
    "persona",
    ["group_leader", "village_panel_member", "town_leading_group", "administrator", "neighbour_village_officer"],
)
def test_others_may_not_import_here(world, persona):
    with pytest.raises(NotPermitted):
        uploaded(world, *ROWS, by=getattr(world, persona))


def test_a_town_imports_several_villages_and_no_village_outside_it(world):
    header = ["村（社区）", *HEADER]
    rows = [
        ["来园社区", *ROWS[0]], ["大园社区居委会", *ROWS[1]], ["学堂冲社区居委会", *ROWS[2]],
    ]  # fmt: skip
    batch = upload_roster(
        xlsx([header, *rows], name="Sheet1"), name="全街道.xlsx", region=world.town, by=world.town_federation
    )
    figures = preview_of(batch).figures
    assert (figures["new"], figures["wrong"]) == (2, 1)


def test_the_columns_are_remembered_for_the_next_roster(world):
    imported(world, *ROWS)
    (kept,) = RosterMapping.objects.all()
    assert kept.columns["0"] == "head_name"


def test_the_slices_above_hear_of_new_families_once(world):
    heard = []

    def listen(sender, ids, by, **kwargs):
        heard.append((len(ids), by))

    households_registered.connect(listen)
    imported(world, *ROWS)
    imported(world, *ROWS)
    households_registered.disconnect(listen)
    assert heard == [(6, world.village_officer)]


def test_the_clean_roster_as_it_is(world):
    batch = upload_roster(clean(), name="roster_clean.xlsx", region=world.village, by=world.village_officer)
    labels = [f"{n}组" for n in range(1, 13)]
    settle_import(batch, settled={"ticked": {str(world.village.pk): labels}}, by=world.village_officer)
    confirm_import(batch, by=world.village_officer)
    run_pending()
    assert Household.objects.count() == 295
    assert sum(row["asked"] for row in type(batch).objects.get(pk=batch.pk).summary["counts"]) == 380
