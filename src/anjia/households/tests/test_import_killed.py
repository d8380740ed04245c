"""Quality check 16: a worker killed at any point of an import leaves nothing or all of it, and it ends as one run."""

import json
import os
import random
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from anjia.accounts.testing import make_world
from anjia.households.actions import confirm_import, upload_roster
from anjia.households.enums import BatchState
from anjia.households.models import Consent, Household, StagedFamily
from anjia.households.tests.rosters import FAMILY, HEADER, xlsx
from anjia.kernel import jobs
from anjia.kernel.models import AuditEvent, Job, JobState

ROWS = [
    [f"王{chr(0x4E00 + n)}", *FAMILY[1:3], f"{n % 2 + 1}组{n}号", f"1380000{n:04d}", *FAMILY[5:]] for n in range(40)
]
KILLS = 4
STATEMENTS = 45


def checksum():
    families = Household.objects.order_by("head_name").values_list(
        "head_name", "head_birth", "address", "phone_index", "search_tokens", "region__name", "version"
    )
    return list(families), Consent.objects.count()


def killed_before(job, statement):
    """Whether the worker died; False when it was over before."""
    database = {key: connection.settings_dict[key] for key in ("ENGINE", "NAME", "HOST", "PORT", "USER", "PASSWORD")}
    database["NAME"] = str(database["NAME"])
    env = {
        **os.environ,
        "KILLED_WORKER_DATABASE": json.dumps(database),
        "ANJIA_TEST_DATABASE": "sqlite",
        "PYTHONPATH": f"{settings.SOURCE.parent}{os.pathsep}{settings.ROOT}",
    }
    words = [sys.executable, "-m", "anjia.households.tests.killed_worker", str(job.pk), str(statement)]
    done = subprocess.run(words, cwd=settings.ROOT, env=env, capture_output=True, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()[-2000:]
    return done.returncode != 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_anywhere_it_ends_as_one_clean_run():
    world = make_world()
    data = xlsx([HEADER, *ROWS], name="来园社区居委会")
    batch = upload_roster(data, name="名册.xlsx", region=world.village, by=world.village_officer)
    job = confirm_import(batch, by=world.village_officer)
    points = sorted(random.Random(os.environ.get("PYTEST_SEED")).sample(range(4, STATEMENTS), KILLS))
    deaths = 0
    for statement in points:
        deaths += killed_before(job, statement)
        assert Household.objects.count() in (0, len(ROWS)), f"half an import after statement {statement}"
        assert Consent.objects.count() in (0, len(ROWS))
        Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(state=JobState.QUEUED)
    assert deaths, f"no kill at {points}"
    jobs.run(str(job.pk))
    batch.refresh_from_db()
    job.refresh_from_db()
    assert (batch.state, job.state) == (BatchState.MERGED, JobState.DONE)
    families, consents = checksum()
    assert ([row[0] for row in families], consents) == (sorted(row[0] for row in ROWS), len(ROWS))
    assert {row[-1] for row in families} == {1}
    assert batch.summary["done"]["new"] == len(ROWS)
    assert not StagedFamily.objects.exists()
    merged = AuditEvent.objects.filter(object_id=batch.pk, after={"state": BatchState.MERGED})
    assert merged.count() == 1
