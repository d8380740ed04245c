"""Routines are rows of the worker that follow the registry."""

import pytest
from django.core.management import CommandError, call_command
from django_q.models import Schedule

from anjia.kernel import audit, schedules
from anjia.kernel.models import AuditSeal
from anjia.kernel.permissions import SYSTEM

pytestmark = pytest.mark.django_db


def test_rows_follow_the_registry(monkeypatch):
    ran = []
    monkeypatch.setattr(schedules, "routines", {})
    schedules.every(minutes=5, name="test.beat")(lambda: ran.append(1))
    assert schedules.install() == schedules.install() == 1
    row = Schedule.objects.get()
    assert (row.name, row.minutes) == ("test.beat", 5)
    schedules.run("test.beat")
    assert ran == [1]
    monkeypatch.setattr(schedules, "routines", {})
    schedules.install()
    assert not Schedule.objects.exists()


def test_the_trail_is_sealed_and_jobs_are_recovered_by_routine():
    assert {"kernel.seal_audit", "kernel.recover_jobs"} <= set(schedules.routines)
    audit.record("test.a", None, by=SYSTEM)
    schedules.run("kernel.seal_audit")
    assert AuditSeal.objects.count() == 1


def test_the_command_says_whether_the_trail_holds(capsys, monkeypatch):
    audit.record("test.a", None, by=SYSTEM)
    call_command("audit", "seal")
    call_command("audit", "seal")
    call_command("audit", "verify")
    said = capsys.readouterr().out
    assert "nothing to seal" in said
    assert "1 events, 1 seals, 0 not sealed yet: the trail holds" in said
    monkeypatch.setattr(audit, "verify", lambda using: audit.Verdict(1, 1, 0, fault="seal 1 does not hold"))
    with pytest.raises(CommandError, match="seal 1 does not hold"):
        call_command("audit", "verify")
