import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.documents.models import StoredFile
from anjia.honours.enums import DecisionState
from anjia.honours.factories import decided_decision, drafted_decision, issued_decision
from anjia.honours.models import NamingDecision
from anjia.households.signals import participation_withdrawn
from anjia.kernel import jobs
from anjia.kernel.models import AuditEvent, Job
from anjia.notices.factories import ended_notice
from anjia.regions.place import SESSION_KEY
from anjia.web.once import new_token
from anjia.web.panels import tasks_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-15 10:00 +0800", tick=False) as traveller:
        yield traveller


@pytest.fixture
def sign_in(client):
    def _sign_in(user, place=None):
        client.force_login(user)
        if place is not None:
            session = client.session
            session[SESSION_KEY] = place.path
            session.save()
        return client

    return _sign_in


def url(name: str, *args) -> str:
    return reverse(f"honours:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def press(client, address: str, **data):
    return client.post(address, {"once": new_token(), **data})


def test_from_the_draft_to_the_signature_with_a_check_page_each(sign_in, world, cycle):
    ended_notice(world.group, cycle)
    client = sign_in(world.town_federation)
    assert "起草命名决定（3 户）" in text(client.get(url("decision_list")))
    assert "将 3 户列入一份命名决定" in text(client.get(url("decision_draft", world.town.pk)))
    press(client, url("decision_draft", world.town.pk))
    decision = NamingDecision.objects.get()

    client = sign_in(world.town_approver)
    assert "审定命名 3 户" in text(client.get(url("decision_decide", decision.pk)))
    press(client, url("decision_decide", decision.pk), expected=3, met_on="2026-05-15")

    client = sign_in(world.district_office)
    assert "将命名 3 户" in text(client.get(url("decision_sign", decision.pk)))
    press(client, url("decision_sign", decision.pk), expected=3, signer_name="周签发")

    decision.refresh_from_db()
    page = text(client.get(url("decision_detail", decision.pk)))
    assert decision.state == DecisionState.ISSUED
    assert decision.number_text in page
    assert "正在排版" in page
    assert decision.number_text in text(client.get(url("numbers")))


def test_who_left_since_the_meeting_is_said_on_the_check_page(sign_in, world, cycle):
    decision = decided_decision(world, cycle)
    entry = decision.entries.first()
    type(entry.candidacy).objects.filter(pk=entry.candidacy_id).update(state="withdrawn")
    client = sign_in(world.district_office)
    page = text(client.get(url("decision_sign", decision.pk)))

    assert "名单上有 1 户已退出" in page
    assert "将命名 2 户" in page
    assert press(client, url("decision_sign", decision.pk), expected=3, signer_name="周签发").status_code == 409


def test_a_decision_is_voided_with_a_reason(sign_in, world, cycle):
    decision = drafted_decision(world, cycle)
    client = sign_in(world.town_approver)
    assert press(client, url("decision_void", decision.pk)).status_code == 422
    press(client, url("decision_void", decision.pk), reason="会议改期")

    assert "已作废" in text(client.get(url("decision_detail", decision.pk)))


def test_the_papers_are_set_by_a_job_and_downloads_are_noted(sign_in, world, cycle):
    decision = issued_decision(world, cycle)
    jobs.run_pending()
    decision.refresh_from_db()
    client = sign_in(world.district_office)
    assert "正在排版" not in text(client.get(url("decision_detail", decision.pk)))

    starts = {"pdf": b"%PDF", "word": b"PK", "excel": b"PK"}
    for paper, start in starts.items():
        assert client.post(url("decision_download", decision.pk, paper)).content.startswith(start)
    events = AuditEvent.objects.filter(verb="documents.download", object_id=decision.pk)
    assert events.count() == 3
    assert all(":" in event.after["anchor"] for event in events)
    assert client.get(url("decision_download", decision.pk, "pdf")).status_code == 405
    assert client.post(url("decision_download", decision.pk, "secret")).status_code == 404
    assert client.get(reverse("documents:file_download", args=[decision.pdf_file_id])).status_code == 404


def test_setting_the_papers_again_changes_nothing(world, cycle):
    decision = issued_decision(world, cycle)
    jobs.run_pending()
    Job.objects.update(state="queued")
    jobs.run(str(Job.objects.get().pk))

    assert StoredFile.objects.count() == 3
    assert NamingDecision.objects.get(pk=decision.pk).word_file_id


@pytest.mark.parametrize("name", ["decision_detail", "decision_decide", "decision_void"])
def test_for_the_neighbour_town_a_decision_does_not_exist(sign_in, world, cycle, name):
    decision = drafted_decision(world, cycle)
    assert sign_in(world.neighbour_town_approver).get(url(name, decision.pk)).status_code == 404


@pytest.mark.parametrize(("persona", "name"), [("town_approver", "decision_sign"), ("inspector", "decision_decide")])
def test_roles_without_the_verb_are_told_so(sign_in, world, cycle, persona, name):
    decision = drafted_decision(world, cycle)
    assert sign_in(getattr(world, persona)).get(url(name, decision.pk)).status_code == 403


def test_the_village_prints_its_certificates(sign_in, world, cycle):
    decision = issued_decision(world, cycle)
    title = decision.titles.first()
    client = sign_in(world.village_officer, world.village)
    assert title.serial in text(client.get(url("title_list")))
    assert client.get(url("title_certificate", title.pk)).content.startswith(b"%PDF")

    assert "将生成 3 份证书" in text(client.get(url("certificates_print", decision.pk)))
    response = press(client, url("certificates_print", decision.pk))
    jobs.run_pending()
    assert "下载证书" in text(client.get(response.headers["Location"]))
    part = client.get(response.headers["Location"], headers={"HX-Request": "true"})
    assert "<html" not in text(part)
    job = Job.objects.get(name="honours.certificates")
    assert client.post(url("certificates_download", job.pk, 1)).content.startswith(b"%PDF")
    assert sign_in(world.town_federation).post(url("certificates_download", job.pk, 1)).status_code == 404


def test_another_village_prints_nothing_of_ours(sign_in, world, cycle):
    decision = issued_decision(world, cycle)
    client = sign_in(world.neighbour_village_officer)

    assert client.get(url("certificates_print", decision.pk)).status_code == 404
    assert client.get(url("title_certificate", decision.titles.first().pk)).status_code == 404
    assert decision.titles.first().serial not in text(client.get(url("title_list")))


def test_a_withdrawn_title_has_no_certificate(sign_in, world, cycle):
    title = issued_decision(world, cycle).titles.first()
    participation_withdrawn.send(sender=None, ids=[title.household_id], by=world.village_officer)

    assert sign_in(world.village_officer).get(url("title_certificate", title.pk)).status_code == 404


@pytest.mark.parametrize("name", ["decision_list", "title_list", "numbers"])
def test_lists_ask_as_often_for_three_rows_as_for_one(sign_in, world, cycle, name):
    issued_decision(world, cycle, names=("王小明",))
    client = sign_in(world.district_office)

    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(name)).status_code == 200
        return len(queries)

    statements()
    once = statements()
    issued_decision(world, cycle, names=("马丽",), group=world.other_group)
    issued_decision(world, cycle, names=("胡海",), group=world.neighbour_group)

    assert statements() == once


def test_titles_are_filtered(sign_in, world, cycle):
    issued_decision(world, cycle, names=("王小明", "李建军"))
    client = sign_in(world.town_federation)

    found = text(client.get(url("title_list"), {"q": "王小", "year": "2026", "state": "valid"}))
    assert "王小明" in found
    assert "李建军" not in found
    assert "王小明" not in text(client.get(url("title_list"), {"year": "2025"}))
    assert "王小明" not in text(client.get(url("title_list"), {"state": "withdrawn"}))


def test_the_home_says_what_to_do_next(world, cycle):
    ended_notice(world.group, cycle)
    assert [t.count for t in tasks_for(world.town_federation, world.town.path) if "draft" in t.url] == [3]
    decision = decided_decision(world, cycle, names=("马丽",), group=world.other_group)
    signing = [t.url for t in tasks_for(world.district_office, world.county.path)]
    assert url("decision_sign", decision.pk) in signing
    drafted_decision(world, cycle, names=("胡海",), group=world.neighbour_group)
    deciding = [t.url for t in tasks_for(world.neighbour_town_approver, world.neighbour_town.path)]
    assert any("decide" in address for address in deciding)
