"""A form takes the fields it shows and nothing else (quality 3, check 5)."""

import pytest
from django import forms
from django.urls import get_resolver, reverse

from anjia.accounts.models import Membership
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.factories import candidacy_in
from anjia.evaluations.models import Candidacy
from anjia.households.factories import family
from anjia.kernel.ids import uuid7
from anjia.programmes.factories import open_cycle

pytestmark = pytest.mark.django_db


def subclasses(cls):
    for sub in cls.__subclasses__():
        yield sub
        yield from subclasses(sub)


def test_no_form_takes_every_field_of_a_model():
    assert get_resolver().url_patterns
    ours = [form for form in subclasses(forms.ModelForm) if form.__module__.startswith("anjia.")]
    assert [form for form in ours if getattr(form._meta, "fields", None) in (None, "__all__")] == []


def test_an_edit_changes_what_the_form_shows_only(client, world):
    household = family(world.group, head_name="王小明")
    client.force_login(world.village_officer)
    smuggled = {
        "head_name": "李四",
        "import_batch_id": uuid7(),
        "is_active": "",
        "phone_index": "x",
        "search_tokens": "x",
        "created_at": "2020-01-01",
    }
    wanted = {"address": "新址9号", "household_size": 3, "residence_type": "local", "version": household.version}
    url = reverse("households:edit", args=[household.pk])
    smuggled["region"] = world.neighbour_group.pk
    assert client.post(url, {**smuggled, **wanted, "once": str(uuid7())}).status_code == 302
    before = {name: getattr(household, name) for name in ("head_name", "region_id", "import_batch_id", "is_active")}
    household.refresh_from_db()
    assert household.address == "新址9号"
    assert {name: getattr(household, name) for name in before} == before


def test_an_opinion_cannot_bring_a_score_or_a_state(client, world):
    cycle = open_cycle(world)
    candidacy = candidacy_in(CandidacyState.REVIEWED, group=world.group, cycle=cycle)
    client.force_login(world.town_federation)
    url = reverse("evaluations:candidacy_opinion", args=[candidacy.pk, "federation_opinion"])
    smuggled = {"state": "named", "total_half_points": 9999, "raters_counted": 99, "decision_id": uuid7()}
    client.post(url, {**smuggled, "outcome": "accept", "once": str(uuid7())})
    after = Candidacy.objects.get(pk=candidacy.pk)
    assert after.state == CandidacyState.ENDORSED
    same = ("total_half_points", "raters_counted", "decision_id", "score_sums")
    assert [getattr(after, name) for name in same] == [getattr(candidacy, name) for name in same]


def test_nobody_writes_themselves_a_role(client, world):
    client.force_login(world.village_officer)
    held = Membership.objects.count()
    smuggled = {"display_name": "新名", "role": "administrator", "region": world.city.pk, "is_demo": "on"}
    client.post(reverse("accounts:me"), {**smuggled, "once": str(uuid7())})
    assert Membership.objects.count() == held
    world.village_officer.refresh_from_db()
    assert not world.village_officer.is_demo
