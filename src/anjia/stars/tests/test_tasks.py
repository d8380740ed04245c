"""What nobody waits for: a large year is graded and published by a job; bulletins are called to mind (domain A6-5)."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from anjia.accounts.models import Message
from anjia.kernel.jobs import run_pending
from anjia.kernel.models import Job
from anjia.programmes.models import ProgrammeCycle
from anjia.stars import tasks
from anjia.stars.factories import recorded, whole_year
from anjia.stars.messages import tell_bulletins
from anjia.stars.models import StarYear, YearGrade


@pytest.fixture
def office(ground, monkeypatch):
    monkeypatch.setattr(tasks, "AT_ONCE", 0)
    client = Client()
    client.force_login(ground.world.district_office)
    return client


def test_a_large_year_is_graded_and_published_by_a_job_that_is_seen(ground, office):
    whole_year(ground.cycle, ground.village, {ground.families[0]: (5, 5, 5, 5)})
    for name, done in (("year_grade", lambda: YearGrade.objects.get().level), ("year_publish", _published_on)):
        answer = office.post(reverse(f"stars:{name}", args=[ground.cycle.pk]))
        job = Job.objects.latest("id")
        assert answer["Location"] == reverse("web:job", args=[job.pk])
        run_pending()
        assert done()
        assert "年度星级" in office.get(answer["Location"]).content.decode()


def _published_on():
    return StarYear.objects.get().published_on


def test_what_stands_in_the_way_is_told_before_a_job_begins(ground, office):
    recorded(ground.cycle, ground.village, 1, {ground.families[0]: "ddddd"})
    ground.cycle.star_quarters.update(families=1)
    answer = office.post(reverse("stars:year_grade", args=[ground.cycle.pk]))
    assert answer.status_code == 422
    assert "没有结季" in answer.content.decode()
    assert not Job.objects.exists()


def test_each_month_once_the_makers_of_bulletins_are_told(ground, world):
    day = date(ground.cycle.year, 11, 2)
    tell_bulletins(day)
    told = Message.objects.filter(kind="stars.bulletin")
    assert set(told.values_list("user_id", flat=True)) >= {world.district_office.pk, world.town_federation.pk}
    assert world.village_officer.pk not in told.values_list("user_id", flat=True)
    message = told.get(user=world.town_federation)
    assert f"{world.town.name}{ground.cycle.year}-10" in message.title
    once = told.count()
    tell_bulletins(date(ground.cycle.year, 11, 28))
    assert told.count() == once
    client = Client()
    client.force_login(world.town_federation)
    assert client.get(message.url).content.startswith(b"%PDF")


def test_nobody_is_told_of_a_cycle_that_does_not_run(ground):
    tell_bulletins(date(ground.cycle.year, 1, 15))
    ProgrammeCycle.objects.update(state="closed")
    tell_bulletins(date(ground.cycle.year, 11, 2))
    assert not Message.objects.filter(kind="stars.bulletin").exists()


@pytest.mark.parametrize("month", ["2026-13", "no", "", "9999-01"])
def test_a_month_that_is_none_is_this_month(ground, month):
    client = Client()
    client.force_login(ground.world.district_office)
    url = reverse("stars:bulletin", args=[ground.cycle.pk, ground.world.county.pk])
    assert client.get(url, {"month": month}).content.startswith(b"%PDF")
