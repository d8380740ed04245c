"""Appeals and reviews over the API: the same actions, nothing for a neighbour."""

import base64
import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from anjia.accounts.factories import secret_for
from anjia.appeals.enums import AppealState as A
from anjia.appeals.enums import Verb
from anjia.appeals.factories import SCAN, appeal_of
from anjia.appeals.models import AppealRecusal
from anjia.documents.models import StoredFile
from anjia.programmes.factories import open_cycle
from anjia.programmes.models import Hold
from anjia.rolling.actions import plan_reviews
from anjia.rolling.enums import Verb as RollingVerb
from anjia.rolling.factories import missed, reviewers, titles_of
from anjia.rolling.models import TitleReview

pytestmark = pytest.mark.django_db


class Program:
    """A program with a token."""

    def __init__(self, user, verb):
        self.told = {"Authorization": f"Bearer {secret_for(user, verb)}"}

    def __call__(self, path, body=None):
        data = json.dumps(body or {})
        return Client().post(f"/api/v1/{path}", data, content_type="application/json", headers=self.told)


@pytest.fixture
def appeal(world, candidacy):
    return appeal_of(candidacy.household, by=world.village_officer)


def test_a_family_takes_its_appeal_back_through_whoever_wrote_it_down(world, appeal):
    path = f"appeals/{appeal.pk}/take-back"
    assert Program(world.neighbour_village_officer, Verb.FILE)(path).status_code == 404
    officer = Program(world.village_officer, Verb.FILE)
    answer = officer(path)
    assert (answer.status_code, answer.json()["state"]) == (200, A.TAKEN_BACK)
    assert not Hold.objects.filter(released_at__isnull=True).exists()
    assert officer(path).status_code == 409


def test_whoever_was_asked_steps_aside_and_nobody_else_for_them(world, appeal):
    path, asked = f"appeals/{appeal.pk}/step-aside", appeal.assigned_to
    other = next(user for user in (world.town_federation, world.town_leading_group) if user != asked)
    assert Program(other, Verb.DECIDE)(path).status_code == 404
    answer = Program(asked, Verb.DECIDE)(path)
    assert (answer.status_code, answer.json()["assigned_to"]) == (200, str(other.pk))
    assert AppealRecusal.objects.filter(appeal=appeal, user=asked).exists()


@pytest.fixture
def title(world):
    return titles_of(world, open_cycle(world))[0]


def test_a_review_on_the_printed_sheet_keeps_its_scan(world, title):
    cycle = title.decision.cycle
    people = [str(user.pk) for user in reviewers(world, cycle)]
    ((criterion, reason),) = missed(cycle)
    body = {
        "held_on": f"{timezone.localdate()}",
        "reviewers": people,
        "findings": [{"criterion": str(criterion.pk), "reason": str(reason.pk)}],
        "scan": base64.b64encode(SCAN).decode(),
        "scan_name": "sheet.pdf",
    }
    path, officer = f"titles/{title.pk}/reviews", Program(world.village_officer, RollingVerb.REVIEW)
    broken = officer(path, {**body, "scan": "no base64 !"})
    assert (broken.status_code, TitleReview.objects.count()) == (422, 0)
    answer = officer(path, body)
    assert (answer.status_code, answer.json()["state"]) == (201, "failed")
    review = TitleReview.objects.get()
    assert review.channel == "paper"
    assert StoredFile.objects.get(pk=review.scan_file_id).name == "sheet.pdf"


def test_a_planned_visit_is_taken_back(world, title):
    people = reviewers(world, title.decision.cycle)
    day: date = timezone.localdate() + timedelta(days=3)
    plan_reviews(world.village, [title.pk], planned_on=day, reviewers=people, by=world.village_officer)
    path = f"reviews/{TitleReview.objects.get().pk}/cancel"
    assert Program(world.neighbour_village_officer, RollingVerb.REVIEW)(path).status_code == 404
    answer = Program(world.village_officer, RollingVerb.REVIEW)(path)
    assert (answer.status_code, answer.json()["state"]) == (200, "lapsed")
