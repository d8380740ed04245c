"""The registry: who sees whom, finding people, corrections, members, and looks at a phone number."""

import pytest

from anjia.households.actions import (
    correct_name,
    edit_household,
    register_household,
    remove_member,
    reveal_phone,
    save_member,
)
from anjia.households.enums import ConsentState, Verb
from anjia.households.factories import family
from anjia.households.models import Household, HouseholdMember, mask_name
from anjia.households.permissions import can_view
from anjia.households.queries import search, visible_to
from anjia.households.signals import head_renamed
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent


@pytest.fixture
def people(world):
    rows = (("何婷婷", "18437006306"), ("王小明", "13800001234"), ("曾单", ""), ("欧阳娜", "073122812345"))
    return {name: family(world.group, name, phone) for name, phone in rows}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("何", ["何婷婷"]),
        ("婷婷", ["何婷婷"]),
        ("何婷婷", ["何婷婷"]),
        ("hetingting", ["何婷婷"]),
        ("het", ["何婷婷"]),
        ("he ting", ["何婷婷"]),
        ("htt", ["何婷婷"]),
        ("zengshan", []),
        ("zengdan", ["曾单"]),
        ("ouyang", ["欧阳娜"]),
        ("6306", ["何婷婷"]),
        ("13800001234", ["王小明"]),
        ("2345", ["欧阳娜"]),
        ("王 1234", ["王小明"]),
        ("何 1234", []),
        ("明小", []),
        ('"; DROP TABLE', []),
        ("*", []),
        ("AND OR NEAR(", []),
        ("", ["何婷婷", "曾单", "欧阳娜", "王小明"]),
    ],
)
def test_search_by_characters_pinyin_initials_and_digits(world, people, text, names):
    found = search(visible_to(world.village_officer), text).values_list("head_name", flat=True)
    assert sorted(found) == sorted(names)


def test_search_follows_corrections_and_stays_in_scope(world, people):
    row = people["王小明"]
    correct_name(row, name="王晓明", version=row.version, by=world.village_officer)
    assert list(search(visible_to(world.village_officer), "王晓")) == [row]
    assert not search(visible_to(world.village_officer), "王小").exists()
    assert not search(visible_to(world.neighbour_village_officer), "何").exists()
    people["何婷婷"].delete()
    assert not search(visible_to(world.village_officer), "何").exists()


@pytest.mark.parametrize(
    "persona",
    ["group_leader", "village_officer", "village_panel_member", "town_federation", "town_leading_group",
     "district_office", "city_office", "inspector", "auditor", "administrator", "neighbour_village_officer",
     "neighbour_town_federation", "federation_exec_member", "resident_representative"],
)  # fmt: skip
def test_the_predicate_and_the_query_agree(world, people, persona):
    user = getattr(world, persona)
    stranger = family(world.neighbour_group, "赵远")
    for household in (*people.values(), stranger):
        assert can_view(user, household) == visible_to(user).filter(pk=household.pk).exists()


def test_a_lost_update_is_a_conflict(world, people):
    row = people["何婷婷"]
    mine, theirs = Household.objects.get(pk=row.pk), Household.objects.get(pk=row.pk)
    edit_household(theirs, version=1, values={"household_size": 5}, by=world.village_officer)
    with pytest.raises(Conflict, match="刚刚有人改过"):
        edit_household(mine, version=1, values={"household_size": 6}, by=world.village_officer)
    row.refresh_from_db()
    assert (row.household_size, row.version) == (5, 2)


def test_an_edit_tells_which_fields_and_no_values(world, people):
    row = people["何婷婷"]
    values = {"phone": "13911112222", "address": "36号", "head_name": "不许改", "is_active": False}
    edit_household(row, version=1, values=values, by=world.village_officer)
    assert (row.phone, row.head_name, row.is_active) == ("13911112222", "何婷婷", True)
    assert list(search(visible_to(world.village_officer), "2222")) == [row]
    event = AuditEvent.objects.get(verb=Verb.EDIT, object_id=row.pk)
    assert event.after == {"changed": ["address", "phone"]}
    assert "13911112222" not in str(AuditEvent.objects.values())


def test_where_a_family_lives_is_not_edited_in_passing(world, people):
    row = people["何婷婷"]
    edit_household(row, version=1, values={"region": world.other_group, "address": "9号"}, by=world.village_officer)
    assert (row.region, row.address) == (world.group, "9号")


def test_a_slice_above_may_refuse_a_new_name(world, people):
    row = people["何婷婷"]

    def refuse(sender, **kwargs):
        raise Refused("已经命名")

    head_renamed.connect(refuse)
    with pytest.raises(Refused, match="已经命名"):
        correct_name(row, name="何亭亭", version=1, by=world.village_officer)
    head_renamed.disconnect(refuse)
    row.refresh_from_db()
    assert row.head_name == "何婷婷"
    with pytest.raises(Refused, match="没有变化"):
        correct_name(row, name="何婷婷", version=1, by=world.village_officer)


def test_a_phone_is_shown_for_a_reason_and_logged(world, people):
    row = people["何婷婷"]
    assert reveal_phone(row, reason="通知开会", by=world.village_officer) == "18437006306"
    event = AuditEvent.objects.get(verb=Verb.REVEAL)
    assert (event.note, event.actor_id, event.object_id) == ("通知开会", world.village_officer.pk, row.pk)
    with pytest.raises(Refused):
        reveal_phone(row, reason=" ", by=world.village_officer)
    for persona in (world.group_leader, world.town_leading_group, world.neighbour_village_officer):
        with pytest.raises(NotPermitted):
            reveal_phone(row, reason="通知开会", by=persona)
    assert AuditEvent.objects.filter(verb=Verb.REVEAL).count() == 1


def test_members_by_their_codes_and_one_head(world, people):
    row = people["何婷婷"]
    member = save_member(HouseholdMember(household=row, name="何小", kinship="20"), by=world.village_officer)
    assert row.members.get() == member
    with pytest.raises(Refused, match="户主"):
        save_member(HouseholdMember(household=row, name="何大", kinship="02"), by=world.village_officer)
    with pytest.raises(NotPermitted):
        remove_member(member, by=world.neighbour_village_officer)
    remove_member(member, by=world.village_officer)
    assert not row.members.exists()


def test_a_family_entered_from_paper_has_an_asserted_consent(world):
    row = register_household(
        region=world.group, head_name="郑新", phone="13800009999", household_size=2, by=world.village_officer
    )
    assert row.consents.get().state == ConsentState.ASSERTED
    assert list(search(visible_to(world.village_officer), "zhengxin")) == [row]
    with pytest.raises(NotPermitted):
        register_household(region=world.neighbour_group, head_name="郑新", by=world.village_officer)


@pytest.mark.parametrize(("name", "shown"), [("王小明", "王*明"), ("陈红", "陈*"), ("欧阳小娜", "欧*娜")])
def test_masks(name, shown):
    assert mask_name(name) == shown
