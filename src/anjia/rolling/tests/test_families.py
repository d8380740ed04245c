"""What befalls titled families: splits, moves, new heads, merges, deaths, departures, a wrong name put right."""

from datetime import date

import pytest

from anjia.honours.actions import sign_erratum
from anjia.honours.enums import TitleState
from anjia.honours.models import Erratum, Title
from anjia.households.actions import (
    change_head,
    correct_name,
    leave_area,
    merge_households,
    move_household,
    record_death,
    split_household,
)
from anjia.households.models import Household, HouseholdMember
from anjia.kernel.exceptions import Refused
from anjia.programmes.factories import open_cycle
from anjia.rolling.actions import plan_reviews, record_review
from anjia.rolling.enums import RectificationState, ReviewState
from anjia.rolling.factories import look, proposed, rectifying, titles_of
from anjia.rolling.models import Rectification, ReviewFinding, Revocation, TitleReview
from anjia.rolling.queries import looked_after, titles_visible_to

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 15)


def fresh(title: Title) -> Household:
    return Household.objects.select_related("region").get(pk=title.household_id)


def grown_up(household: Household, name: str = "王大") -> HouseholdMember:
    return HouseholdMember.objects.create(household=household, name=name, kinship="21", birth="1990-01")


def test_a_split_between_naming_and_review_leaves_the_title_with_the_head(world, cycle, title, panel):
    plan_reviews(world.village, [title.pk], planned_on=TODAY, reviewers=panel, by=world.village_officer)
    home = fresh(title)
    son = grown_up(home)
    told = {"effective_on": TODAY, "version": home.version, "by": world.village_officer}
    change = split_household(home, leaving=[son], head=son, takes_part=True, **told)
    founded = Household.objects.get(pk=change.other_id)
    assert list(Title.objects.filter(household=home)) == [title]
    assert not Title.objects.filter(household=founded).exists()
    assert not TitleReview.objects.filter(household=founded).exists()
    assert record_review(title, look(world, cycle), by=world.village_officer).state == ReviewState.PASSED


def test_the_head_cannot_split_off_with_the_title(world, title):
    home = fresh(title)
    grown_up(home)
    told = {"effective_on": TODAY, "version": home.version, "by": world.village_officer}
    with pytest.raises(Refused, match="先办“变更户主”"):
        split_household(home, leaving=[], head=HouseholdMember(), takes_part=False, **told)


def test_a_new_head_keeps_the_title_and_a_renewal_names_the_new_one(world, cycle, old_title):
    home = fresh(old_title)
    change_head(home, member=grown_up(home), effective_on=TODAY, version=home.version, by=world.village_officer)
    old_title.refresh_from_db()
    assert (old_title.state, old_title.head_name) == (TitleState.VALID, "王小明")
    assert old_title.household.head_name == "王大"


def test_a_family_that_moves_is_reviewed_where_it_lives(world, cycle, title, panel):
    home = fresh(title)
    there = {"region": world.neighbour_group, "effective_on": TODAY, "version": home.version}
    move_household(home, by=world.village_officer, **there)
    assert titles_visible_to(world.neighbour_village_officer, "rolling.review").filter(pk=title.pk).exists()
    assert not titles_visible_to(world.village_officer, "rolling.review").filter(pk=title.pk).exists()


def test_who_leaves_the_area_has_nothing_held_against_it(world, cycle, title):
    case = proposed(world, cycle, title)
    home = fresh(title)
    leave_area(home, effective_on=TODAY, version=home.version, by=world.village_officer)
    title.refresh_from_db()
    case.refresh_from_db()
    assert (title.state, case.state) == (TitleState.VALID, "lapsed")
    assert not looked_after().exists()
    with pytest.raises(Refused, match="已经不在登记册里"):
        record_review(title, look(world, cycle), by=world.village_officer)


def test_the_last_one_dies_and_the_title_ends_with_its_term(world, cycle, title):
    rectifying(world, cycle, title)
    Household.objects.filter(pk=title.household_id).update(household_size=1)
    home = fresh(title)
    record_death(home, member=None, effective_on=TODAY, version=home.version, by=world.village_officer)
    title.refresh_from_db()
    assert (title.state, Rectification.objects.get().state) == (TitleState.VALID, RectificationState.LAPSED)


def test_two_titles_of_one_family_become_one(world, cycle):
    (newer,) = titles_of(world, cycle)
    (older,) = titles_of(world, open_cycle(world, year=2025), ("李建军",), ago=370)
    rectifying(world, cycle, older)
    gone, keep = fresh(older), fresh(newer)
    told = {"effective_on": TODAY, "version": keep.version, "gone_version": gone.version, "kinship": "21"}
    merge_households(keep, gone, by=world.town_federation, **told)
    states = {t.pk: t.state for t in Title.objects.all()}
    assert states == {older.pk: TitleState.SUPERSEDED, newer.pk: TitleState.VALID}
    assert set(TitleReview.objects.values_list("household", flat=True)) == {keep.pk}
    assert set(ReviewFinding.objects.values_list("household", flat=True)) == {keep.pk}
    assert Rectification.objects.get().state == RectificationState.LAPSED


def test_a_corrected_name_brings_a_new_certificate_and_the_review_goes_on(world, cycle, title):
    running = rectifying(world, cycle, title)
    home = fresh(title)
    correct_name(home, name="王晓明", version=home.version, by=world.village_officer)
    sign_erratum(Erratum.objects.get(), signer_name="周主席", by=world.district_office)
    new = Title.objects.get(replaces_id=title.pk)
    running.refresh_from_db()
    assert (new.state, running.title_id) == (TitleState.RECTIFYING, new.pk)
    record_review(new, look(world, cycle), by=world.village_officer)
    new.refresh_from_db()
    assert new.state == TitleState.VALID
    assert not Revocation.objects.exists()
