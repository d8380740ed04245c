"""What every form does, shown on the form that registers a family: kept while it is filled in (experience 6, 23)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from anjia.households.models import Household
from anjia.web.drafts import drop_old_drafts
from anjia.web.models import FormDraft
from anjia.web.once import new_token

pytestmark = pytest.mark.django_db
FORM = reverse("households:register")
KEEP, DROP = reverse("web:draft_keep"), reverse("web:draft_drop")
WRITTEN = {"head_name": "王秀英", "household_size": "4", "address": "文化路12号"}


@pytest.fixture
def officer(client, world):
    client.force_login(world.village_officer)
    return client


def token(client, path=FORM):
    return client.get(path).context["draft"]["token"]


def keep(client, *, tab="one", written=WRITTEN, draft_token=None, **more):
    data = {"draft_token": draft_token or token(client), "draft_tab": tab, **written, **more}
    return client.post(KEEP, data)


class TestKeeping:
    def test_saved_sealed_and_told_when(self, officer):
        answer = keep(officer)

        assert answer.json()["state"] == "saved"
        assert re.fullmatch(r"\d\d:\d\d", answer.json()["at"])
        raw = FormDraft.objects.extra(select={"raw": "content || ''"}).get().raw
        assert raw.startswith("v1.")
        assert "王秀英" not in raw

    def test_offered_restored_and_dropped_when_sent(self, officer, world):
        keep(officer)
        assert "继续上次填写的内容" in officer.get(FORM).content.decode()
        assert "王秀英" not in officer.get(FORM).content.decode()

        restored = officer.get(FORM, {"draft": "1"})
        assert 'value="王秀英"' in restored.content.decode()
        sent = {**WRITTEN, "region": str(world.group.pk), "residence_type": "local", "once": new_token()}
        answer = officer.post(FORM, sent)
        if answer.status_code == 422:
            pytest.fail(str(answer.context["form"].errors))
        assert not FormDraft.objects.exists()
        assert Household.objects.get().head_name == "王秀英"

    def test_what_was_emptied_stays_empty(self, officer):
        keep(officer, written={"head_name": ""})

        assert officer.get(FORM, {"draft": "1"}).context["form"]["head_name"].value() == ""

    def test_thrown_away(self, officer):
        keep(officer)
        answer = officer.post(DROP, {"next": FORM})

        assert answer["Location"] == FORM
        assert not FormDraft.objects.exists()
        assert officer.post(DROP, {"next": "https://elsewhere.example/"})["Location"] == "/"

    def test_only_what_the_form_asks_is_kept(self, officer):
        keep(officer, phone_hidden="x", once="x", is_active="0")

        kept = FormDraft.objects.get().content
        assert "phone_hidden" not in kept
        assert "is_active" not in kept
        assert "once" not in kept

    def test_too_much_is_not_kept(self, officer):
        assert keep(officer, written={"address": "长" * 70_000}).status_code == 409
        assert not FormDraft.objects.exists()

    def test_a_short_form_keeps_none(self, officer, world):
        household = Household.objects.create(region=world.group, head_name="张三", household_size=2)
        page = officer.get(reverse("households:reveal_phone", args=[household.pk]))

        assert page.context["draft"] is None

    def test_dropped_after_a_week(self, officer):
        keep(officer)
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            drop_old_drafts()

        assert not FormDraft.objects.exists()


class TestTabs:
    def test_a_draft_is_open_in_one_tab(self, officer):
        keep(officer, tab="one")
        answer = keep(officer, tab="two", written={"head_name": "李想"})

        assert (answer.status_code, answer.json()["state"]) == (409, "elsewhere")
        assert "王秀英" in FormDraft.objects.get().content

    def test_another_tab_takes_over_and_the_first_is_told(self, officer):
        keep(officer, tab="one")
        keep(officer, tab="two", written={"head_name": "李想"}, draft_take="1")

        assert "李想" in FormDraft.objects.get().content
        assert keep(officer, tab="one").status_code == 409

    def test_a_tab_that_was_closed_lets_go(self, officer):
        keep(officer, tab="one", draft_release="1")

        assert keep(officer, tab="two").status_code == 200


class TestStrangers:
    def test_a_token_of_another_person_or_of_nobody_saves_nothing(self, officer, world):
        theirs = token(officer)
        other = Client()
        other.force_login(world.neighbour_village_officer)

        for bad in (theirs, "nonsense", f"{theirs}x"):
            assert keep(other, draft_token=bad).status_code == 422
        assert not FormDraft.objects.exists()

    def test_a_draft_is_ones_own(self, officer, world):
        keep(officer)
        other = Client()
        other.force_login(world.neighbour_village_officer)

        assert other.get(FORM).context["draft"]["kept"] is None
        assert "王秀英" not in other.get(FORM, {"draft": "1"}).content.decode()


class TestSession:
    def later(self, **delta):
        return time_machine.travel(timezone.now() + timedelta(**delta), tick=False)

    def test_the_page_knows_when_it_will_end(self, officer):
        assert 'data-idle="1800"' in officer.get(FORM).content.decode()

    def test_going_on_starts_the_clock_anew(self, officer):
        officer.get(FORM)
        with self.later(minutes=29):
            assert officer.post(reverse("web:session_continue")).status_code == 204
        with self.later(minutes=58):
            assert officer.get(FORM).status_code == 200

    def test_without_it_the_session_ends_and_signing_in_leads_back(self, officer):
        officer.get(FORM)
        with self.later(minutes=31):
            answer = officer.get(FORM)
        assert answer["Location"].endswith("next=%2Fhouseholds%2Fregister%2F")

    def test_a_form_sent_too_late_is_kept(self, officer, world):
        data = {**WRITTEN, "draft_token": token(officer), "once": new_token()}
        with self.later(minutes=31):
            answer = officer.post(FORM, data)
            assert answer["Location"].endswith("next=%2Fhouseholds%2Fregister%2F%3Fdraft%3D1")
            officer.force_login(world.village_officer)
            assert 'value="王秀英"' in officer.get(FORM, {"draft": "1"}).content.decode()
        assert not Household.objects.exists()

    def test_the_page_ends_it_and_leads_back(self, officer):
        answer = officer.post(reverse("web:session_end"), {"next": f"{FORM}?draft=1"})

        assert answer["Location"].endswith("next=%2Fhouseholds%2Fregister%2F%3Fdraft%3D1")
        assert officer.get(FORM).status_code == 302
        again = officer.post(reverse("web:session_end"), {"next": "https://elsewhere.example/"})
        assert again["Location"].endswith("next=%2Fconsole%2F")


def test_going_back_and_sending_again_is_carried_out_once(officer, world):
    sent = {**WRITTEN, "region": str(world.group.pk), "residence_type": "local", "once": new_token()}
    first, second = (officer.post(FORM, sent, follow=True) for _ in range(2))

    assert Household.objects.count() == 1
    assert first.redirect_chain == second.redirect_chain
    assert "没有重复办理" in second.content.decode()
