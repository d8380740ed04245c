"""Accounts of people who left, stars and the words of reviews go when the public page says they do (domain B10)."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from anjia.accounts.actions import close_account
from anjia.accounts.factories import persona
from anjia.accounts.models import Membership, Message, User
from anjia.evaluations.actions.forget import forget_scores
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.factories import candidacy_in, open_cycle
from anjia.evaluations.models import BlindBallot, DrawnFamily, SpotCheck
from anjia.kernel import audit
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.actions import place_holds
from anjia.programmes.enums import HeldStep
from anjia.regions.retention import carry_out, preview
from anjia.rolling.actions import record_review
from anjia.rolling.factories import look, titles_of
from anjia.rolling.models import ReviewFinding, TitleReview
from anjia.stars.factories import consenting, panel, star_cycle, whole_year
from anjia.stars.models import StarQuarter, StarRecord, YearGrade
from anjia.web.models import FormDraft
from tests.security.test_personal_data import everything

pytestmark = pytest.mark.django_db
CANARY = "雀尾生"


def in_years(number: int, days: int = 0) -> date:
    today = timezone.localdate()
    return today.replace(year=today.year + number, day=min(today.day, 28)) + timedelta(days=days)


@pytest.fixture
def leaver(world):
    """An officer who left today, with an account full of traces."""
    person = persona("village_officer", world.village)
    User.objects.filter(pk=person.pk).update(display_name=CANARY, username="18455512345")
    person.refresh_from_db()
    person.set_password("a password 8$")
    person.save()
    Membership.objects.filter(user=person).update(ends_on=timezone.localdate())
    Message.objects.create(user=person, kind="x", key="x", url="/", facts={"name": CANARY})
    FormDraft.objects.create(user_id=person.pk, path="/x/", content=CANARY)
    return person


def test_whoever_left_is_forgotten_three_years_later_and_not_a_day_before(world, leaver):
    assert carry_out(in_years(3, -2))["accounts.left"] == 0
    assert CANARY in everything()
    assert carry_out(in_years(3, 5), dry_run=True)["accounts.left"] == 1
    assert CANARY in everything(), "a dry run changes nothing"
    assert carry_out(in_years(3, 5))["accounts.left"] == 1
    left = everything()
    assert CANARY not in left
    assert "18455512345" not in left
    leaver.refresh_from_db()
    assert (leaver.is_active, leaver.has_usable_password(), str(leaver)) == (False, False, "已离任人员")
    event = AuditEvent.objects.get(object_id=leaver.pk, verb="regions.forget")
    assert (event.region_path, event.before) == (world.village.path, {})
    assert carry_out(in_years(3, 5))["accounts.left"] == 0
    assert audit.verify().fault == ""


def test_who_works_stays_and_a_closed_account_counts_from_its_closing(world, leaver):
    Membership.objects.filter(user=leaver).update(ends_on=None)
    assert carry_out(in_years(9))["accounts.left"] == 0
    assert User.objects.get(pk=world.village_officer.pk).is_active
    close_account(leaver, by=world.administrator)
    assert not Session.objects.exists()
    assert carry_out(in_years(3, -2), dry_run=True)["accounts.left"] == 0
    assert carry_out(in_years(3, 5), dry_run=True)["accounts.left"] == 1


def test_the_page_counts_leavers_in_ones_own_places(world, leaver):
    lines = {line.keeping.key: line for line in preview([world.village.path], in_years(3, 5))}
    assert lines["accounts.left"].now == 1
    lines = {line.keeping.key: line for line in preview([world.neighbour_village.path], in_years(3, 5))}
    assert lines["accounts.left"].now == 0


@pytest.fixture
def starred(world):
    year = timezone.localdate().year - 1
    cycle = star_cycle(world.county, year=year, naming_day=date(year, 12, 31))
    panel(cycle, world.village, world.village_officer, world.federation_exec_member)
    family = consenting(world.group)
    whole_year(cycle, world.village, {family: (5, 5, 4, 5)})
    YearGrade.objects.create(household=family, cycle=cycle, stars=19, quarters=4, level=4)
    return family


def test_what_stars_rested_on_goes_two_years_after_the_year_and_the_year_stays(world, starred):
    end = date(timezone.localdate().year - 1, 12, 31)
    assert carry_out(end.replace(year=end.year + 2))["stars.quarters"] == 0
    assert carry_out(end.replace(year=end.year + 2) + timedelta(days=1))["stars.quarters"] == 4
    assert not StarRecord.objects.exists()
    assert YearGrade.objects.get().stars == 19
    assert sorted(StarQuarter.objects.values_list("stars", flat=True)) == [4, 5, 5, 5]


def test_what_is_contested_is_neither_destroyed_nor_counted_as_due(world, starred):
    late = date(timezone.localdate().year + 2, 6, 1)
    line = {line.keeping.key: line for line in preview([world.county.path], late)}["stars.quarters"]
    assert line.now == 4, "before anything is contested"
    place_holds(starred, [(HeldStep.RANKING, starred.pk)], ground="x", source_id=uuid7(), by=world.village_officer)
    line = {line.keeping.key: line for line in preview([world.county.path], late)}["stars.quarters"]
    assert (line.now, line.soon, line.first) == (0, 0, None)
    assert carry_out(late)["stars.quarters"] == 0
    assert StarRecord.objects.count() == 4


def test_the_words_of_a_review_go_two_years_after_the_title(world):
    cycle = open_cycle(world.county, authorisation_file_id=uuid7())
    (title,) = titles_of(world, cycle)
    record_review(title, look(world, cycle, 1, note=f"{CANARY}家门口"), by=world.village_officer)
    assert carry_out(title.valid_to + timedelta(days=700))["rolling.reviews"] == 0
    assert carry_out(title.valid_to + timedelta(days=740))["rolling.reviews"] == 1
    assert TitleReview.objects.get().note == ""
    assert not ReviewFinding.objects.exists()
    assert carry_out(title.valid_to + timedelta(days=740))["rolling.reviews"] == 0


def test_blind_scores_go_with_the_scores_and_the_draw_stays(world):
    candidacy = candidacy_in(CandidacyState.SCORED, group=world.group, cycle=open_cycle(world.county))
    today = timezone.localdate()
    check = SpotCheck.objects.create(
        cycle=candidacy.cycle, region=world.town, number=1, state="running", seed="407", seed_source="x",
        seed_day=today, announced_on=today - timedelta(days=1), announced_by_id=uuid7(), drawn_on=today, percent=10,
        least=1, families=1, drawn=1, drawn_by_id=uuid7(), pool="x", pool_digest="x",
    )  # fmt: skip
    drawn = DrawnFamily.objects.create(
        household=candidacy.household, check_of=check, candidacy=candidacy, village=world.village, place_in_draw=1,
        first_sums=(20, 16), first_raters=3,
    )  # fmt: skip
    BlindBallot.objects.create(
        household=candidacy.household, drawn=drawn, candidacy=candidacy, rater=world.village_officer, scores=(20, 14)
    )
    forget_scores([candidacy.pk], SYSTEM)
    assert not BlindBallot.objects.exists()
    assert DrawnFamily.objects.get().first_sums == ()
