"""One door for state: conditional updates, permissions, one audit event per object (architecture 3)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anjia.kernel.exceptions import Conflict, NotPermitted
from anjia.kernel.models import AuditEvent, Job, JobState
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.tests.actors import FakeActor
from anjia.kernel.workflow import Transition, Workflow, advance, advance_many, registry

pytestmark = pytest.mark.django_db

START = "test.start"
STOP = "test.stop"


@pytest.fixture
def workflow(monkeypatch):
    monkeypatch.setattr(Job, "scope_path", "message", raising=False)
    made = Workflow(
        "test_parcel",
        states=JobState,
        transitions=[
            Transition("start", source=[JobState.QUEUED], target=JobState.RUNNING, permission=START, label="start"),
            Transition("stop", source=[JobState.QUEUED, JobState.RUNNING], target=JobState.CANCELLED, permission=STOP),
        ],
        public_names={JobState.RUNNING: "on its way"},
    )
    yield made
    del registry["test_parcel"]


def parcel(number, *, path="00010001", state=JobState.QUEUED):
    return Job.objects.create(name="parcel", key=f"parcel-{number}", message=path, state=state)


def test_advance_moves_records_and_raises_the_version(workflow):
    actor = FakeActor({START: ("0001",)})
    job = advance(parcel(1), workflow["start"], by=actor, note="because", set={"total": 7})
    assert (job.state, job.version, job.total) == (JobState.RUNNING, 2, 7)
    event = AuditEvent.objects.get()
    assert (event.verb, event.object_id, event.actor_id) == (START, job.pk, actor.pk)
    assert (event.before, event.after) == ({"state": "queued"}, {"state": "running"})
    assert (event.region_path, event.note) == ("00010001", "because")


def test_the_second_of_two_gets_a_conflict_that_says_what_happened(workflow):
    actor = FakeActor({START: ("0001",)})
    first, second = parcel(1), Job.objects.get(key="parcel-1")
    advance(first, workflow["start"], by=actor)
    with pytest.raises(Conflict) as refusal:
        advance(second, workflow["start"], by=actor)
    assert refusal.value.status == 409
    assert "start" in str(refusal.value)
    assert AuditEvent.objects.count() == 1


def test_no_verb_no_move(workflow):
    job = parcel(1)
    with pytest.raises(NotPermitted):
        advance(job, workflow["start"], by=FakeActor({START: ("0002",)}))
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert not AuditEvent.objects.exists()


def test_many_cost_as_many_statements_as_few(workflow):
    done = parcel(99, state=JobState.DONE)
    counts = []
    for batch in (2, 40):
        for number in range(batch):
            parcel(f"{batch}-{number}", state=JobState.QUEUED if number % 2 else JobState.RUNNING)
        with CaptureQueriesContext(connection) as queries:
            moved = advance_many(Job.objects.all(), workflow["stop"], by=FakeActor({STOP: ("0001",)}))
        assert len(moved) == batch
        assert done.pk not in moved
        counts.append(len(queries))
    assert counts[0] == counts[1] < 20
    assert AuditEvent.objects.filter(verb=STOP).count() == 42
    assert set(AuditEvent.objects.values_list("object_id", flat=True)) >= set(moved)


def test_one_outside_the_scope_stops_all(workflow):
    parcel(1)
    parcel(2, path="00020001")
    with pytest.raises(NotPermitted):
        advance_many(Job.objects.all(), workflow["stop"], by=FakeActor({STOP: ("0001",)}))
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.QUEUED}


def test_the_machine_acts_everywhere_and_nothing_to_move_is_no_event(workflow):
    assert advance_many(Job.objects.none(), workflow["stop"], by=SYSTEM) == []
    parcel(1, path="0009")
    assert len(advance_many(Job.objects.all(), workflow["stop"], by=SYSTEM)) == 1
    assert AuditEvent.objects.get().actor_id is None


def test_a_workflow_reads_as_data(workflow):
    assert [t.name for t in workflow.from_state(JobState.QUEUED)] == ["start", "stop"]
    assert workflow.public_name(JobState.RUNNING) == "on its way"
    assert workflow.public_name(JobState.DONE) == JobState.DONE.label
    again = Transition("twice", source=[JobState.QUEUED], target=JobState.DONE, permission=START)
    with pytest.raises(ValueError, match="twice"):
        Workflow("test_double", states=JobState, transitions=[again, again])
