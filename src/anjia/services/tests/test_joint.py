"""Several bodies around one case: with consent, by the lead, written down for the team, gone with the consent."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.services.actions import call_off_joint, close_case, hold_joint, plan_joint, withdraw_consent
from anjia.services.actions.closing import erase_content
from anjia.services.agenda import entries_of
from anjia.services.enums import Given, JointState, Purpose
from anjia.services.factories import case_of
from anjia.services.models import Case, CaseFile, ClientConsent, JointSession
from anjia.services.petitions.actions import withdraw_petition
from anjia.services.petitions.queries import petition_of
from anjia.web.once import new_token

TODAY = timezone.localdate


@pytest.fixture
def case(world):
    return case_of(world.village, world.case_worker, world.case_supervisor)


def planned(case, by, **changes):
    said = {"planned_on": TODAY() + timedelta(days=3), "place": "街道会议室", "about": "补偿款怎么发"}
    return plan_joint(case, **{**said, "bodies": "区自然资源局、街道司法所", "given": Given.SIGNED, **changes}, by=by)


def test_it_is_planned_with_the_persons_consent_and_stands_on_the_home(world, case):
    for wrong in (
        {"bodies": " "}, {"place": ""}, {"about": " "}, {"given": "online"},
        {"planned_on": TODAY() - timedelta(days=1)},
    ):  # fmt: skip
        with pytest.raises(Refused):
            planned(case, world.case_worker, **wrong)
    assert not ClientConsent.objects.filter(purpose=Purpose.PASS_ON).exists()
    made = planned(case, world.case_worker)
    assert made.names == ["区自然资源局", "街道司法所"]
    assert ClientConsent.objects.get(purpose=Purpose.PASS_ON).given == Given.SIGNED
    assert "联席会商" in {entry.text for entry in entries_of(world.case_worker)}


def test_a_colleague_outside_the_team_does_nothing(world, case):
    made, by = planned(case, world.case_worker), persona("case_supervisor", world.county)
    for act in (
        lambda: planned(case, by),
        lambda: hold_joint(made, held_on=TODAY(), outcome="x", by=by),
        lambda: call_off_joint(made, by=by),
        lambda: planned(case, world.village_officer),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_what_was_settled_is_a_paper_for_the_team_alone(world, case):
    made = planned(case, world.case_worker)
    for wrong in ({"outcome": " "}, {"held_on": TODAY() + timedelta(days=1)}):
        with pytest.raises(Refused):
            hold_joint(made, **{"held_on": TODAY(), "outcome": "月底前发", **wrong}, by=world.case_worker)
    held = hold_joint(made, held_on=TODAY(), outcome="月底前发", by=world.case_worker)
    assert (held.state, held.outcome) == (JointState.HELD, "月底前发")
    file = CaseFile.objects.get(case=case)
    assert (file.kind, file.by_code) == ("joint", False)
    with pytest.raises(Conflict):
        call_off_joint(held, by=world.case_worker)
    assert "联席会商" not in {entry.text for entry in entries_of(world.case_worker)}


def test_without_the_consent_nothing_planned_takes_place(world, case):
    made = planned(case, world.case_worker)
    withdraw_consent(case, purpose=Purpose.PASS_ON)
    made.refresh_from_db()
    assert made.state == JointState.CALLED_OFF


def test_a_closed_case_waits_for_no_meeting(world, case):
    made = planned(case, world.case_worker)
    with pytest.raises(Conflict, match="会商"):
        close_case(case, by=world.case_worker)
    call_off_joint(made, by=world.case_worker)
    withdraw_petition(petition_of(case))
    with pytest.raises(Conflict):
        planned(Case.objects.get(pk=case.pk), world.case_worker)
    erase_content(Case.objects.get(pk=case.pk), by=world.case_supervisor)
    assert not JointSession.objects.exists()


def test_its_pages(world, case):
    worker = Browser()
    worker.force_login(world.case_worker)

    def send(name, pk, status=302, **data):
        answer = worker.post(reverse(name, args=[pk]), {"once": new_token(), **data})
        assert answer.status_code == status, answer.content.decode()[:2000]

    day = (TODAY() + timedelta(days=2)).isoformat()
    said = {"planned_on": day, "place": "街道会议室", "about": "补偿款", "bodies": "区自然资源局", "given": "signed"}
    send("services:plan_joint", case.pk, status=422, **{**said, "bodies": ""})
    send("services:plan_joint", case.pk, **said)
    made = JointSession.objects.get()
    assert "区自然资源局" in worker.get(reverse("services:case", args=[case.pk])).content.decode()
    assert worker.get(reverse("services:hold_joint", args=[made.pk])).status_code == 200
    send("services:hold_joint", made.pk, held_on=TODAY().isoformat(), outcome="月底前发")
    assert "月底前发" in worker.get(reverse("services:case", args=[case.pk])).content.decode()
    send("services:plan_joint", case.pk, **said)
    again = JointSession.objects.get(state=JointState.PLANNED)
    assert "另行告知" in worker.get(reverse("services:call_off_joint", args=[again.pk])).content.decode()
    send("services:call_off_joint", again.pk)
    stranger = Browser()
    stranger.force_login(persona("case_worker", world.county))
    assert stranger.get(reverse("services:hold_joint", args=[again.pk])).status_code == 404
