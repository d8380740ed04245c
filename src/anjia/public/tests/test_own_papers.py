"""The family's own certificate and its past, from its own file (issue “the family's side”)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from anjia.evaluations.actions import give_opinion
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Outcome, Step, StepReason
from anjia.evaluations.factories import candidacy_in, panel_of
from anjia.evaluations.factories import open_cycle as cycle_of
from anjia.evaluations.models import Candidacy
from anjia.honours.enums import TitleState
from anjia.honours.factories import issued_decision
from anjia.honours.models import Title
from anjia.households.actions import issue_cards, withdraw_publication
from anjia.households.enums import ConsentKind
from anjia.households.factories import consent, family
from anjia.households.own_file import own_file
from anjia.programmes.factories import open_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def title(world):
    decision = issued_decision(world, open_cycle(world))
    made = decision.titles.select_related("household__region").first()
    consent(made.household, proven=True)
    return made


def come_in(client, world, household):
    card = issue_cards([household], by=world.village_officer)[0]
    client.post(reverse("public:family"), {"code": card.code, "pin": card.pin})
    return client


def certificate(client, title):
    return client.get(reverse("honours:own_certificate", args=[title.pk]))


def test_the_family_keeps_its_own_certificate(client, world, title):
    come_in(client, world, title.household)
    page = client.get(reverse("public:own_part", args=["titles"])).content.decode()
    assert reverse("honours:own_certificate", args=[title.pk]) in page
    answer = certificate(client, title)
    assert answer.content.startswith(b"%PDF")
    assert title.serial in answer.headers["Content-Disposition"]


def test_nobody_elses_and_none_without_a_card(client, world, title):
    assert certificate(client, title).headers["Location"] == reverse("public:family")
    come_in(client, world, family(world.group, "李小明"))
    assert certificate(client, title).status_code == 404


@pytest.mark.parametrize("change", [{"state": TitleState.REVOKED, "revoked_at": timezone.now()}, {"valid_to": 0}])
def test_a_title_that_does_not_hold_has_no_certificate(client, world, title, change):
    if "valid_to" in change:
        change = {"valid_to": timezone.localdate() - timedelta(days=1)}
    Title.objects.filter(pk=title.pk).update(**change)
    come_in(client, world, title.household)
    assert "存下证书" not in client.get(reverse("public:own_part", args=["titles"])).content.decode()
    assert certificate(client, title).status_code == 404


def past(household):
    parts = own_file(household, timezone.localdate(), "history")
    return [(str(line.label), str(line.text), str(line.note)) for part in parts for line in part.lines]


def test_who_did_nothing_yet_has_no_past(world):
    assert past(family(world.group)) == []


def test_consents_given_and_taken_back_are_the_familys_own_steps(world):
    household = family(world.group)
    consent(household, proven=True)
    consent(household, kind=ConsentKind.PUBLISH, proven=True)
    withdraw_publication(household, by=world.village_officer)
    told = past(household)
    assert {what for what, _day, _note in told} == {"同意“参加创建”。", "同意“公示姓名”。", "撤回“公示姓名”。"}
    assert {note for _what, _day, note in told} == {"由您家自己定。"}


def test_a_step_says_its_office_its_day_and_its_reason_and_what_comes_next(world):
    cycle, household = cycle_of(world.county), family(world.group)
    panel_of(cycle, world.village, world.village_panel_member, world.village_officer)
    consent(household, proven=True)
    candidacy = candidacy_in(S.NOMINATED, group=world.group, cycle=cycle, household=household)
    told = Candidacy.objects.filter(pk=candidacy.pk), Step.VILLAGE_REVIEW, Outcome.RETURN
    give_opinion(*told, reason=StepReason.INCOMPLETE, by=world.village_panel_member)
    coming, *rest = past(household)
    assert coming[:2] == ("接下来", "由村（社区）和您家一起补齐资料，再报上去。")
    note = next(note for what, _day, note in rest if "村级退回" in what)
    assert "由村（社区）评选考评小组定" in note
    assert "资料不全" in note
    assert not any(str(world.village_panel_member) in what + note for what, _day, note in rest)


def test_a_naming_is_told_with_the_organ_and_the_number(world, title):
    naming = [line for line in past(title.household) if "命名“" in line[0]]
    assert len(naming) == 1
    assert title.serial in naming[0][0]
    assert title.decision.issuing_organ in naming[0][2]


def test_the_past_stands_newest_first_also_within_a_day(world):
    household = family(world.group)
    consent(household, proven=True)
    consent(household, kind=ConsentKind.PUBLISH, proven=True)
    withdraw_publication(household, by=world.village_officer)
    assert past(household)[0][0] == "撤回“公示姓名”。"
    assert "撤回" in str(own_file(household, timezone.localdate(), "history")[0].brief)
