"""What every operation owes: nothing for a neighbour, nothing twice, nothing lost, nothing more than was asked."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from anjia.evaluations.enums import CandidacyState, MeetingState
from anjia.evaluations.factories import candidacies_in, candidacy_in, open_cycle
from anjia.evaluations.models import GroupMeeting, PanelSeat
from anjia.households.factories import consent, family
from anjia.households.models import Household
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import grants
from anjia.web.api.problems import CONTENT_TYPE
from anjia.web.api.registry import groups
from anjia.web.gate import Open
from anjia.web.models import SubmittedForm
from anjia.web.once import forget_answers
from tests.access.resolver import routes
from tests.api.program import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return Program(world.village_officer)


@pytest.fixture
def wanted(world):
    return {"region": str(world.group.pk), "head_name": "王小明", "household_size": 3, "phone": "18437006306"}


def test_every_verb_of_an_operation_can_be_chosen_in_plain_words():
    verbs = {str(r.permission) for r in routes() if r.is_api and not isinstance(r.permission, Open)}
    offered = {verb for group in groups.values() for verb in group.verbs}
    assert verbs - offered == set()
    assert all(grants.roles_with(verb) for verb in offered)
    assert not offered & {"households.reveal", "households.export", "honours.export", "accounts.invite"}


def test_the_neighbouring_town_finds_nothing(world, officer):
    """The same objects, asked for by somebody of the same role next door (quality 3, check 3)."""
    cycle = open_cycle(world.county)
    candidacy = candidacy_in(CandidacyState.CONSENTED, group=world.group, cycle=cycle)
    neighbour = Program(world.neighbour_village_officer)
    objects = [
        f"households/{candidacy.household_id}",
        f"households/{candidacy.household_id}/members",
        f"households/{candidacy.household_id}/consents",
        f"candidacies/{candidacy.pk}",
        f"candidacies/{candidacy.pk}/sheet",
        f"regions/{world.village.pk}",
        f"cycles/{cycle.pk}/credits/{world.village.pk}",
    ]
    for path in objects:
        assert officer("GET", path).status_code == 200, path
        assert neighbour("GET", path).status_code == 404, path
    for path in ("households", "candidacies"):
        assert officer("GET", path).json()["items"], path
        assert neighbour("GET", path).json()["items"] == [], path
    body = {"kind": "participate"}
    assert neighbour("POST", f"households/{candidacy.household_id}/consents/withdraw", body).status_code == 404
    ballot = {"ballots": [{"candidacy": str(candidacy.pk)}]}
    assert neighbour("POST", "ballots", ballot).json()["results"][0]["code"] == "not_found"


def test_a_phone_is_masked_and_reveals_are_not_offered(world, officer):
    household = family(world.group, phone="18437006306")
    told = officer("GET", f"households/{household.pk}")
    assert told.json()["phone"] == "184****6306"
    assert b"18437006306" not in told.content + officer("GET", "households").content


def test_registering_holds_to_the_rules_of_the_form(officer, wanted):
    told = officer("POST", "households", {**wanted, "phone": "12", "head_birth": "不知道"}).json()
    assert told["code"] == "invalid"
    assert {error["field"] for error in told["errors"]} == {"body.phone", "body.head_birth"}
    assert not Household.objects.exists()
    made = officer("POST", "households", wanted)
    assert (made.status_code, made["ETag"]) == (201, '"1"')


@pytest.mark.parametrize("name", ["version", "import_batch_id", "search_tokens", "is_active", "id"])
def test_what_is_not_named_is_refused(officer, wanted, name):
    told = officer("POST", "households", {**wanted, name: "x"}).json()
    assert told["errors"][0]["field"] == f"body.{name}"


def test_a_change_names_the_version_that_was_read(world, officer):
    household = family(world.group)
    path = f"households/{household.pk}"
    assert officer("PATCH", path, {"address": "9号"}).status_code == 422
    first = officer("PATCH", path, {"address": "9号"}, **{"If-Match": '"1"'})
    assert (first.status_code, first["ETag"], first.json()["address"]) == (200, '"2"', "9号")
    late = officer("PATCH", path, {"address": "8号"}, **{"If-Match": '"1"'})
    assert (late.status_code, late.json()["code"]) == (412, "stale")
    household.refresh_from_db()
    assert (household.address, household.phone) == ("9号", "18437006306")


def test_members_come_and_go(world, officer):
    path = f"households/{family(world.group).pk}/members"
    made = officer("POST", path, {"name": "王小红", "kinship": "30", "birth": "2019-05"}).json()
    changed = officer("PUT", f"{path}/{made['id']}", {"name": "王小虹", "kinship": "30"}).json()
    assert (changed["name"], changed["birth"]) == ("王小虹", "")
    assert officer("POST", path, {"name": "王甲", "kinship": "02"}).status_code == 422
    assert officer("DELETE", f"{path}/{made['id']}").status_code == 204
    assert officer("GET", path).json() == []


def test_the_same_key_is_one_act_with_one_answer(officer, wanted):
    key = {"Idempotency-Key": "register-1"}
    first, again = (officer("POST", "households", wanted, **key) for _n in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.content, again["ETag"], again["Idempotency-Replayed"]) == (first.content, first["ETag"], "true")
    assert Household.objects.count() == 1


def test_the_same_key_for_something_else_is_refused(officer, wanted):
    key = {"Idempotency-Key": "register-1"}
    officer("POST", "households", wanted, **key)
    other = officer("POST", "households", {**wanted, "head_name": "王大明"}, **key)
    assert (other.status_code, other.json()["code"]) == (422, "refused")
    assert Household.objects.count() == 1


def test_a_refused_request_may_be_tried_again_with_its_key(officer, wanted):
    key = {"Idempotency-Key": "register-1"}
    assert officer("POST", "households", {**wanted, "phone": "1"}, **key).status_code == 422
    assert officer("POST", "households", wanted, **key).status_code == 201


def test_another_token_has_keys_of_its_own(world, officer, wanted):
    key = {"Idempotency-Key": "register-1"}
    officer("POST", "households", wanted, **key)
    other = Program(world.town_federation)
    assert other("POST", "households", {**wanted, "head_name": "王大明"}, **key).status_code == 201


@pytest.mark.parametrize("key", ["", "a b", "键", "x" * 201])
def test_a_key_is_visible_ascii(officer, wanted, key):
    assert officer("POST", "households", wanted, **{"Idempotency-Key": key}).status_code in {400, 422}


def test_answers_are_kept_sealed_for_two_days(officer, wanted):
    officer("POST", "households", wanted, **{"Idempotency-Key": "k"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM web_submittedform WHERE status IS NOT NULL")
        assert "王小明" not in cursor.fetchone()[0]
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        forget_answers()
        assert SubmittedForm.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        forget_answers()
        assert SubmittedForm.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_are_one_act(world, officer, wanted):
    def send(_n):
        try:
            return officer("POST", "households", wanted, **{"Idempotency-Key": "at-once"})
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Household.objects.count() == 1


def test_ballots_stand_or_fall_one_by_one(world, officer):
    cycle = open_cycle(world.county)
    fine, over = candidacies_in(CandidacyState.CONSENTED, 2, group=world.group, cycle=cycle)
    meeting = running_meeting(world, cycle, fine)
    body = {"ballots": [{"candidacy": str(pk)} for pk in (fine.pk, over.pk, uuid7())]}
    results = officer("POST", "ballots", body).json()["results"]
    assert [result["is_recorded"] for result in results] == [True, False, False]
    assert [result["code"] for result in results] == ["", "refused", "not_found"]
    again = officer("POST", "ballots", body).json()["results"]
    assert again[0]["version"] == results[0]["version"] == 1
    assert AuditEvent.objects.filter(verb="evaluations.rate", token_id__isnull=False).count() == 1
    assert meeting.candidacies.count() == 1


def running_meeting(world, cycle, *candidacies):
    meeting = GroupMeeting.objects.create(
        cycle=cycle,
        region=world.group,
        held_on=timezone.localdate(),
        state=MeetingState.OPEN,
        opened_at=timezone.now(),
        households_total=30,
        quorum_needed=20,
    )
    PanelSeat.objects.create(meeting=meeting, user=world.village_officer)
    for candidacy in candidacies:
        candidacy.meeting = meeting
        candidacy.save()
    return meeting


def test_a_batch_of_ballots_has_its_limit(officer):
    body = {"ballots": [{"candidacy": str(uuid7())} for _n in range(26)]}
    assert officer("POST", "ballots", body).status_code == 422


def test_an_opinion_on_a_family_elsewhere_moves_nobody(world):
    cycle = open_cycle(world.county)
    mine = candidacy_in(CandidacyState.REVIEWED, group=world.group, cycle=cycle)
    theirs = candidacy_in(CandidacyState.REVIEWED, group=world.neighbour_group, cycle=cycle)
    body = {"candidacies": [str(mine.pk), str(theirs.pk)], "outcome": "accept"}
    assert Program(world.town_federation)("POST", "steps/federation_opinion/opinions", body).status_code == 404
    mine.refresh_from_db()
    assert mine.state == CandidacyState.REVIEWED


def test_a_token_without_the_verb_is_refused_by_the_action_too(world):
    """Three steps stand behind one operation: what was not lent is refused inside."""
    cycle = open_cycle(world.county)
    candidacy = candidacy_in(CandidacyState.REVIEWED, group=world.group, cycle=cycle)
    reader = Program(world.town_federation, "regions.view", "evaluations.view")
    body = {"candidacies": [str(candidacy.pk)], "outcome": "accept"}
    told = reader("POST", "steps/federation_opinion/opinions", body)
    assert (told.status_code, told.json()["code"]) == (403, "not_permitted")


@pytest.mark.parametrize(
    ("content_type", "data", "status"),
    [
        ("text/plain", "{}", 415),
        ("application/json", "{", 400),
        ("application/json", '{"head_name": "\\u0000"}', 400),
        ("application/json", "[" * 100_000, 400),
        ("application/json", json.dumps({"head_name": "王" * 6_000_000}), 413),
    ],
)
def test_what_cannot_be_read_is_a_problem(officer, content_type, data, status):
    answer = officer.client.post(
        "/api/v1/households", data, content_type=content_type, headers={"Authorization": f"Bearer {officer.secret}"}
    )
    assert (answer.status_code, answer["Content-Type"]) == (status, CONTENT_TYPE)


LISTS = ("households", "candidacies", "meetings", "notices", "decisions", "titles", "imports", "cycles", "standards")


def test_lists_cost_the_same_at_one_and_three(world, officer):
    cycle, counts = open_cycle(world.county), {}
    for families in (1, 2):
        for number in range(families):
            household = family(world.group, head_name=f"家庭{families}{number}")
            consent(household, proven=True)
            candidacy_in(CandidacyState.CONSENTED, group=world.group, cycle=cycle, household=household)
        for path in LISTS:
            officer("GET", path)
            with CaptureQueriesContext(connection) as queries:
                assert officer("GET", path).status_code == 200
            counts.setdefault(path, set()).add(len(queries))
    assert {path: found for path, found in counts.items() if len(found) > 1} == {}


def test_public_operations_need_no_token_and_say_little(client):
    body = json.dumps({"serial": "PA-2026-000001", "code": "AAAA"})
    told = client.post("/api/v1/public/verification", body, content_type="application/json")
    assert told.json() == {"is_valid": False, "result": "无有效称号"}
    body = json.dumps({"code": "AAAA-BBBB-CCCC"})
    for _n in range(20):
        assert client.post("/api/v1/public/objections/progress", body, "application/json").status_code == 404
    assert client.post("/api/v1/public/objections/progress", body, "application/json").status_code == 429
