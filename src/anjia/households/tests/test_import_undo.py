"""An import taken back: all of it, but for what somebody has touched since (experience 4)."""

import pytest

from anjia.households.actions import (
    prove_by_witness,
    save_member,
    undo_import,
)
from anjia.households.actions.undo_import import plan_undo
from anjia.households.models import (
    Consent,
    Household,
    HouseholdMember,
    StagedFamily,
)
from anjia.households.tests.importing import ROWS, imported
from anjia.kernel import dependents
from anjia.kernel.exceptions import Conflict, Refused


def test_undo_takes_everything_back(world):
    imported(world, *ROWS[:3])
    before = list(
        Household.objects.order_by("pk").values("head_name", "household_size", "phone_index", "search_tokens")
    )
    batch = imported(world, [*ROWS[0][:2], 9, ROWS[0][3], *ROWS[0][4:]], *ROWS[3:])
    assert Household.objects.count() == 6
    plan = undo_import(batch, by=world.village_officer)
    assert (len(plan.removed), len(plan.restored), plan.kept) == (3, 1, {})
    after = list(Household.objects.order_by("pk").values("head_name", "household_size", "phone_index", "search_tokens"))
    assert after == before
    assert not StagedFamily.objects.exists()
    assert Consent.objects.count() == 3


def test_undo_leaves_what_was_changed_since_and_lists_it(world):
    batch = imported(world, *ROWS)
    touched = Household.objects.get(head_name="王甲一")
    Household.objects.filter(pk=touched.pk).update(version=2)
    plan = plan_undo(batch)
    assert list(plan.kept) == [touched.pk]
    undo_import(batch, by=world.village_officer)
    assert list(Household.objects.values_list("head_name", flat=True)) == ["王甲一"]


def test_undo_leaves_families_with_proof_members_or_blocking_dependents(world, monkeypatch):
    batch = imported(world, *ROWS)
    proven, grown, held = Household.objects.order_by("head_name")[:3]
    prove_by_witness(proven, kinds=["participate"], witness="李见证", by=world.village_officer)
    save_member(HouseholdMember(household=grown, name="王小", kinship="20"), by=world.village_officer)
    found = dependents.Dependents("评选", frozenset({held.pk}), blocks=True)
    monkeypatch.setitem(dependents._finders, "households.household", [lambda ids: found])
    undo_import(batch, by=world.village_officer)
    assert set(Household.objects.all()) == {proven, grown, held}


def test_undo_after_seven_days_or_twice_is_refused(world):
    batch = imported(world, *ROWS)
    stale = type(batch).objects.get(pk=batch.pk)
    undo_import(batch, by=world.village_officer)
    with pytest.raises(Conflict):
        undo_import(stale, by=world.village_officer)
    late = imported(world, *ROWS)
    type(late).objects.filter(pk=late.pk).update(merged_at="2020-01-01T00:00:00Z")
    late.refresh_from_db()
    with pytest.raises(Refused, match="7 天"):
        undo_import(late, by=world.village_officer)
