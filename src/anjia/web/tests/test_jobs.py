"""One page for every job: n of N, time left, cancel, and where the result is (experience 7)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from anjia.kernel.models import Job, JobState
from anjia.web import progress

NAME = "tests.work"


@pytest.fixture(autouse=True)
def pages(monkeypatch):
    page = progress.JobPage("整理资料", lambda job: f"/result/{job.pk}/", "去看")
    monkeypatch.setattr(
        progress, "_pages", {NAME: page, "tests.brief": progress.JobPage("签发", page.next_url, cancellable=False)}
    )


@pytest.fixture
def officer(world, client):
    client.force_login(world.village_officer)
    return world.village_officer


def running(by, *, name=NAME, seconds=10, **fields):
    began = timezone.now() - timedelta(seconds=seconds)
    facts = {"state": JobState.RUNNING, "started_at": began, "done": 1, "total": 4}
    return Job.objects.create(name=name, key=f"{name}:{Job.objects.count()}", requested_by=by.pk, **facts | fields)


def url(name, job):
    return reverse(f"web:{name}", args=[job.pk])


def test_the_page_shows_how_far_it_is_and_asks_for_itself(client, officer):
    job = running(officer)
    html = client.get(url("job", job)).content.decode()
    assert "整理资料" in html
    assert "1 / 4" in html
    assert "还需约 30 秒" in html
    assert url("job_part", job) in html
    assert url("job_cancel", job) in html


def test_a_job_that_is_over_leads_to_its_result_and_asks_no_more(client, officer):
    job = running(officer, state=JobState.DONE, done=4)
    html = client.get(url("job_part", job)).content.decode()
    assert f"/result/{job.pk}/" in html
    assert "hx-get" not in html
    assert "<html" not in html


def test_a_failed_job_says_what_to_do(client, officer):
    html = client.get(url("job", running(officer, state=JobState.FAILED))).content.decode()
    assert "可以再办一次" in html


def test_it_is_cancelled_by_who_asked_for_it_and_only_where_that_can_be(client, world, officer):
    job, brief = running(officer), running(officer, name="tests.brief")
    others = running(world.town_federation)
    for each in (job, brief):
        client.post(url("job_cancel", each))
    assert client.post(url("job_cancel", others)).status_code == 404
    assert client.get(url("job", others)).status_code == 404
    assert set(Job.objects.filter(cancel_requested=True)) == {job}


@pytest.mark.parametrize(
    ("seconds", "done", "total", "words"),
    [
        (1, 1, 100, ""),
        (10, 5, 10, "约 10 秒"),
        (60, 1, 10, "约 9 分钟"),
        (3600, 1, 10, "一个半小时以上"),
        (10, 0, 10, ""),
        (10, 10, 10, ""),
    ],
)
def test_the_time_left_is_told_in_round_words(world, seconds, done, total, words):
    assert (
        progress.time_left(
            running(world.village_officer, seconds=seconds, done=done, total=100 if seconds == 1 else 10)
        )
        == words
    )


def test_a_job_that_is_not_written_yet_is_waiting():
    assert progress.shown(None).state == "waiting"
