"""Projects that are never overspent, help by consent and a second person; homes looked at on request (A9-7)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.services.actions import add_member, assign_case, close_case, erase_case, withdraw_consent
from anjia.services.care import actions
from anjia.services.care.enums import AidState
from anjia.services.care.factories import NAME, assessed, care_case, funded
from anjia.services.care.kind import acts
from anjia.services.care.models import AidDonation, AidGrant, AidProject, HomeSafetyVisit
from anjia.services.care.queries import care_of, grant_waiting
from anjia.services.codes import WALLED
from anjia.services.enums import Duty, Purpose
from anjia.services.models import Case
from anjia.web.once import new_token


@pytest.fixture
def project(world):
    return funded(world.county, world.case_supervisor, donor="某企业")


def proposed(care, project, by, amount=600, **changes):
    told = {"amount": Decimal(amount), "words": "一学期的学费", "given": "signed", **changes}
    return actions.propose_aid(care, project, **told, by=by)


def test_a_project_is_opened_and_paid_into_by_the_supervisor(world, project):
    by = world.case_supervisor
    assert (project.received, project.left) == (1000, 1000)
    for who in (world.case_worker, world.district_office):
        with pytest.raises(NotPermitted):
            actions.open_project(world.county, kind="school", name="x", by=who)
        with pytest.raises(NotPermitted):
            actions.receive_donation(project, amount=Decimal(1), received_on=timezone.localdate(), by=who)
        with pytest.raises(NotPermitted):
            actions.close_project(project, by=who)
    for wrong in ({"kind": "gift"}, {"name": " "}):
        with pytest.raises(Refused):
            actions.open_project(world.county, **{"kind": "school", "name": "x", **wrong}, by=by)
    with pytest.raises(Refused):
        actions.open_project(world.village, kind="school", name="x", by=by)
    with pytest.raises(Conflict, match="已经有这个名称"):
        actions.open_project(world.county, kind="school", name=project.name, by=by)
    for wrong in ({"amount": Decimal(0)}, {"received_on": timezone.localdate() + timedelta(days=1)}):
        told = {"amount": Decimal(1), "received_on": timezone.localdate(), **wrong}
        with pytest.raises(Refused):
            actions.receive_donation(project, **told, by=by)
    assert AidDonation.objects.get().donor == "某企业"


def test_help_is_by_consent_and_decided_by_a_second_person(world, care, case, project):
    by, chief = world.case_worker, world.case_supervisor
    for wrong in ({"given": "online"}, {"words": " "}, {"amount": 0}, {"amount": 1001}):
        with pytest.raises(Refused):
            proposed(care, project, by, **wrong)
    grant = proposed(care, project, by)
    with pytest.raises(Conflict, match="等督导决定"):
        proposed(care, project, by)
    assert {"grant", "drop_aid"} <= {act.name for act in acts(case, chief)}
    assert "grant" not in {act.name for act in acts(case, by)}
    with pytest.raises(NotPermitted):
        actions.grant_aid(grant, by=by)
    assert actions.grant_aid(grant, by=chief).state == AidState.GRANTED
    assert AidProject.objects.get().left == 400
    with pytest.raises(Conflict):
        actions.grant_aid(grant, by=chief)
    assert AidProject.objects.get().left == 400


def test_who_asked_does_not_decide(world, care, case, project):
    chief = world.case_supervisor
    assign_case(case, chief, by=chief)
    grant = proposed(care, project, chief)
    assign_case(case, world.case_worker, by=chief)
    with pytest.raises(NotPermitted, match="不能自己决定"):
        actions.grant_aid(grant, by=chief)


def test_no_project_is_overspent_however_much_is_asked_for(world, care, project):
    by, chief = world.case_worker, world.case_supervisor
    other = assessed(care_case(world.village, by, chief), by)
    first, second = proposed(care, project, by, 600), proposed(other, project, by, 600)
    actions.grant_aid(first, by=chief)
    with pytest.raises(Refused, match="只剩 400"):
        actions.grant_aid(second, by=chief)
    second.refresh_from_db()
    assert (second.state, AidProject.objects.get().granted) == (AidState.PROPOSED, 600)
    with pytest.raises(IntegrityError), transaction.atomic(using=WALLED):
        AidProject.objects.update(granted=1001)
    assert actions.drop_aid(second, by=by).state == AidState.DROPPED
    assert "aid" in {act.name for act in acts(other.case, by)}


def test_a_project_elsewhere_or_over_gives_nothing(world, care, case, project):
    by, chief = world.case_worker, world.case_supervisor
    away = persona("case_supervisor", world.neighbour_county)
    with pytest.raises(Refused, match="本地"):
        proposed(care, funded(world.neighbour_county, away), by)
    grant = proposed(care, project, by)
    with pytest.raises(Conflict, match="等督导决定"):
        actions.close_project(project, by=chief)
    actions.drop_aid(grant, by=chief)
    actions.close_project(project, by=chief)
    with pytest.raises(Conflict, match="已经结束"):
        actions.close_project(project, by=chief)
    with pytest.raises(Conflict, match="已经结束"):
        actions.receive_donation(project, amount=Decimal(1), received_on=timezone.localdate(), by=chief)
    with pytest.raises(Refused, match="本地还在进行"):
        proposed(care, project, by)


def test_before_the_needs_are_known_nothing_is_asked_for(world, case, project):
    with pytest.raises(Conflict, match="先了解需要"):
        proposed(care_of(case), project, world.case_worker)


def test_closed_nothing_waits_and_erased_only_the_amount_stays(world, care, case, project):
    by, chief = world.case_worker, world.case_supervisor
    actions.grant_aid(proposed(care, project, by), by=chief)
    waiting = proposed(care, project, by, 100)
    actions.note_safety(care, asked=True, made_on=timezone.localdate(), hazards=["gas"], by=by)
    close_case(case, by=by)
    waiting.refresh_from_db()
    assert (waiting.state, grant_waiting(care)) == (AidState.DROPPED, None)
    withdraw_consent(Case.objects.get(pk=case.pk), purpose=Purpose.HANDLE)
    erase_case(Case.objects.get(pk=case.pk), by=chief)
    assert {grant.words for grant in AidGrant.objects.all()} == {""}
    assert AidProject.objects.get().granted == 600
    assert not HomeSafetyVisit.objects.exists()


def test_a_home_is_looked_at_only_where_somebody_asked(world, care, case):
    by, today = world.case_worker, timezone.localdate()
    with pytest.raises(Refused, match="要求时"):
        actions.note_safety(care, asked=False, made_on=today, by=by)
    for wrong in ({"hazards": ["ghost"]}, {"made_on": today + timedelta(days=1)}):
        with pytest.raises(Refused):
            actions.note_safety(care, **{"asked": True, "made_on": today, **wrong}, by=by)
    with pytest.raises(NotPermitted):
        actions.note_safety(care, asked=True, made_on=today, by=world.case_supervisor)
    actions.note_safety(care, asked=True, made_on=today, by=by)
    assert not case.tasks.exists()
    member = persona("case_worker", world.county)
    add_member(case, member, duty=Duty.MEMBER, by=by)
    actions.note_safety(care, asked=True, made_on=today, hazards=["gas", "fall"], words="换了阀门", by=member)
    assert "安全隐患" in case.tasks.get().words


def browser_of(user):
    browser = Browser()
    browser.force_login(user)
    return browser


def send(browser, name, /, *args, status=302, **data):
    answer = browser.post(reverse(name, args=args), {"once": new_token(), **data})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


def test_the_pages_of_projects_and_of_help(world, care, case):
    worker, chief = browser_of(world.case_worker), browser_of(world.case_supervisor)
    assert worker.get(reverse("care:projects")).status_code == 403
    assert "还没有项目" in chief.get(reverse("care:projects")).content.decode()
    send(chief, "care:open_project", region=world.county.pk, kind="spring_bud", name="春蕾")
    project = AidProject.objects.get()
    today = timezone.localdate()
    send(chief, "care:donation", project.pk, status=422, amount=0, received_on=today)
    send(chief, "care:donation", project.pk, amount=500, received_on=today)
    assert "还有 500" in worker.get(reverse("care:act", args=[case.pk, "aid"])).content.decode()
    told = {"project": project.pk, "amount": 200, "words": "书本费", "given": "signed"}
    send(worker, "care:act", case.pk, "aid", status=422, **{**told, "given": "online"})
    send(worker, "care:act", case.pk, "aid", **told)
    send(chief, "care:close_project", project.pk, status=409)
    assert "书本费" in chief.get(reverse("care:act", args=[case.pk, "grant"])).content.decode()
    send(chief, "care:act", case.pk, "grant")
    send(chief, "care:act", case.pk, "grant", status=409)
    send(worker, "care:act", case.pk, "safety", made_on=today, hazards=["gas"], status=422)
    send(worker, "care:act", case.pk, "safety", made_on=today, hazards=["gas"], asked="on")
    seen = worker.get(reverse("services:case", args=[case.pk])).content.decode()
    for words in ("书本费", "已帮扶", "燃气"):
        assert words in seen
    listed = chief.get(reverse("care:projects")).content.decode()
    assert "还有 300" in listed
    assert NAME not in listed
    send(chief, "care:close_project", project.pk)
    assert "已结束" in chief.get(reverse("care:projects")).content.decode()
