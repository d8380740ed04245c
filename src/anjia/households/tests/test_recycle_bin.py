"""What was removed comes back for thirty days, or says what prevents it (experience 5)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from anjia.households.actions import remove_member
from anjia.households.factories import consent, family
from anjia.households.models import HouseholdMember
from anjia.kernel.context import rehearsal
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.web.models import BinEntry, SavedFilter
from anjia.web.once import new_token
from anjia.web.recycling import empty_bin, empty_for, restore_entry, undo

pytestmark = pytest.mark.django_db
BIN = reverse("web:bin")


@pytest.fixture
def household(world):
    made = family(world.group, head_name="王秀英")
    consent(made, proven=True)
    return made


@pytest.fixture
def member(household):
    return HouseholdMember.objects.create(household=household, name="张大明", kinship="20", birth="2001.02")


@pytest.fixture
def removed(member, world):
    remove_member(member, by=world.village_officer)
    return BinEntry.objects.get()


@pytest.fixture
def officer(client, world):
    client.force_login(world.village_officer)
    return client


def later(**delta):
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=False)


class TestTheBin:
    def test_a_member_stands_in_it_masked_and_sealed(self, officer, removed):
        page = officer.get(BIN).content.decode()

        assert "王*英家的成员张*明" in page
        assert "张大明" not in page
        raw = BinEntry.objects.extra(select={"t": "title || ''", "c": "content || ''"}).get()
        assert raw.t.startswith("v1.")
        assert raw.c.startswith("v1.")

    def test_it_comes_back_as_it_was(self, officer, removed, household):
        answer = officer.post(reverse("web:bin_restore", args=[removed.pk]))

        assert answer["Location"] == reverse("households:detail", args=[household.pk])
        back = household.members.get()
        assert (back.name, back.kinship, back.birth) == ("张大明", "20", "2001.02")
        assert not BinEntry.objects.exists()
        assert AuditEvent.objects.filter(verb="web.restore", region_path=household.region.path).exists()

    @pytest.mark.parametrize("persona", ["neighbour_village_officer", "inspector"])
    def test_others_neither_see_nor_restore_it(self, removed, world, persona):
        stranger = Client()
        stranger.force_login(getattr(world, persona))

        assert stranger.get(BIN).context["total"] == 0
        assert stranger.post(reverse("web:bin_restore", args=[removed.pk])).status_code == 404
        with pytest.raises(NotPermitted):
            restore_entry(removed, by=getattr(world, persona))

    def test_the_town_may_where_it_may_edit(self, removed, world, household):
        restore_entry(removed, by=world.town_federation)

        assert household.members.count() == 1

    def test_restored_once(self, removed, world):
        restore_entry(removed, by=world.village_officer)
        with pytest.raises(Conflict):
            restore_entry(removed, by=world.village_officer)

    def test_where_the_name_is_taken_it_says_so(self, removed, world, household):
        HouseholdMember.objects.create(household=household, name="张大明", kinship="20")
        with pytest.raises(Refused, match="同名的成员"):
            restore_entry(removed, by=world.village_officer)
        assert BinEntry.objects.exists()

    def test_where_the_head_s_place_is_taken_it_says_so(self, member, world, household):
        HouseholdMember.objects.filter(pk=member.pk).update(kinship="02")
        member.refresh_from_db()
        remove_member(member, by=world.village_officer)
        HouseholdMember.objects.create(household=household, name="李想", kinship="02")
        with pytest.raises(Refused, match="户主本人"):
            restore_entry(BinEntry.objects.get(), by=world.village_officer)

    def test_where_the_family_is_gone_it_says_so(self, removed, world, household):
        type(household).objects.filter(pk=household.pk).update(is_active=False)
        with pytest.raises(Refused, match="不在登记册"):
            restore_entry(removed, by=world.village_officer)

    def test_emptied_after_thirty_days(self, removed, officer):
        with later(days=29):
            empty_bin()
            assert BinEntry.objects.exists()
        with later(days=31):
            assert officer.get(BIN).status_code == 302 or not officer.get(BIN).context["total"]
            empty_bin()
        assert not BinEntry.objects.exists()

    def test_erasing_a_family_empties_it(self, removed, household):
        empty_for([household.pk])

        assert not BinEntry.objects.exists()

    def test_a_rehearsal_leaves_nothing_in_it(self, member, world):
        with rehearsal():
            remove_member(member, by=world.village_officer)

        assert not BinEntry.objects.exists()


class TestUndo:
    def test_the_message_offers_it_and_one_press_does_it(self, officer, member, household):
        address = reverse("households:remove_member", args=[household.pk, member.pk])
        page = officer.post(address, {"once": new_token()}, follow=True).content.decode()
        entry = BinEntry.objects.get()
        take_back = reverse("web:bin_undo", args=[entry.pk])

        assert "已移到回收站：王*英家的成员张*明" in page
        assert f'action="{take_back}"' in page
        officer.post(take_back)
        assert household.members.get().name == "张大明"

    def test_only_for_a_few_minutes(self, removed, world):
        with later(minutes=6), pytest.raises(Refused, match="撤销的时间已过"):
            undo(removed, by=world.village_officer)

    def test_only_by_who_did_it(self, removed, world):
        with pytest.raises(Refused, match="撤销的时间已过"):
            undo(removed, by=world.town_federation)

    def test_a_kept_filter_comes_back_unless_its_name_is_taken(self, officer, household):
        address = reverse("households:list")
        officer.post(f"{address}?proof=yes", {"list": "save", "name": "常用"})
        kept = SavedFilter.objects.get()
        page = officer.post(address, {"list": "forget", "filter": str(kept.pk)}, follow=True).content.decode()
        entry = BinEntry.objects.get()
        assert reverse("web:bin_undo", args=[entry.pk]) in page

        SavedFilter.objects.create(user_id=kept.user_id, list_name=kept.list_name, name="常用", query="q=x")
        answer = officer.post(reverse("web:bin_undo", args=[entry.pk]))
        assert (answer.status_code, "同名的常用筛选" in answer.content.decode()) == (422, True)
        SavedFilter.objects.all().delete()
        assert officer.post(reverse("web:bin_undo", args=[entry.pk]))["Location"] == f"{address}?proof=yes"
        assert SavedFilter.objects.get().query == "proof=yes"

    def test_a_filter_is_ones_own(self, officer, household, world):
        officer.post(f"{reverse('households:list')}?proof=yes", {"list": "save", "name": "常用"})
        officer.post(reverse("households:list"), {"list": "forget", "filter": str(SavedFilter.objects.get().pk)})
        with pytest.raises(Refused, match="自己删除"):
            restore_entry(BinEntry.objects.get(), by=world.town_federation)
