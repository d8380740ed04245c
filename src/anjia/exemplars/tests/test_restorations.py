"""A revocation won on appeal: model title, recommendation and plaque come back with the title (domain A5-6, A5-7)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.exemplars.actions import restore_models, take_back, void_plaque
from anjia.exemplars.enums import PlaqueState as P
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.factories import given_plaque, made_plaques, recommended
from anjia.exemplars.models import Plaque, Recommendation
from anjia.exemplars.queries import eligible, plaque_by, without_plaque
from anjia.honours.enums import TitleKind
from anjia.honours.enums import TitleState as T
from anjia.honours.models import NamingDecision, Title
from anjia.honours.signals import titles_restored, titles_revoked
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.factories import open_cycle
from anjia.rolling.actions import overturn_revocation
from anjia.rolling.factories import executed
from anjia.rolling.signals import titles_renewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world)


def titles_of(plaque):
    held = Title.objects.filter(household=plaque.household_id)
    return held.get(kind=TitleKind.SAFE_FAMILY), held.get(kind=TitleKind.MODEL_FAMILY)


def revoke(title, *, at=None):
    """As a signed decision does it: the first title ends, and what follows from it."""
    at = at or timezone.now()
    Title.objects.filter(pk=title.pk).update(state=T.REVOKED, revoked_at=at)
    titles_revoked.send(sender=Title, ids=[title.pk], by=SYSTEM)
    return at


def restore(title, since):
    Title.objects.filter(pk=title.pk).update(state=T.VALID, revoked_at=None)
    titles_restored.send(sender=Title, ids=[title.pk], since=since, by=SYSTEM)


def again(*rows):
    for row in rows:
        row.refresh_from_db()
    return rows


def test_what_hangs_goes_on_hanging_and_its_code_answers_again(world, cycle):
    plaque = given_plaque(world, cycle)
    base, model = titles_of(plaque)
    term = model.valid_to
    since = revoke(base)
    again(plaque, model)
    assert (plaque.state, model.state, plaque_by(plaque.serial, plaque.verify_code)) == (P.RECALL_DUE, T.REVOKED, None)

    restore(base, since)
    again(plaque, model)
    assert (plaque.state, plaque.ended_on, plaque.given_on) == (P.GIVEN, None, timezone.localdate())
    assert (model.state, model.revoked_at, model.valid_to) == (T.VALID, None, term)
    assert plaque_by(plaque.serial, plaque.verify_code) == plaque
    assert Recommendation.objects.get().state == R.PLAQUE_AWARDED


def test_handed_in_it_waits_to_be_given_again(world, cycle):
    plaque = given_plaque(world, cycle)
    base, _model = titles_of(plaque)
    since = revoke(base)
    take_back(again(plaque)[0], by=world.village_officer)
    restore(base, since)
    again(plaque)
    assert (plaque.state, plaque.ended_on, plaque.given_on, plaque.received_by) == (P.MADE, None, None, "")
    assert Recommendation.objects.get().state == R.NAMED_MODEL


@pytest.mark.parametrize("is_hanging", [True, False])
def test_struck_off_it_stays_so_and_another_is_made(world, cycle, is_hanging):
    plaque = given_plaque(world, cycle) if is_hanging else made_plaques(world, cycle, 1)[0]
    base, model = titles_of(plaque)
    since = revoke(base)
    if is_hanging:
        void_plaque(again(plaque)[0], by=world.district_office)
    restore(base, since)
    assert again(plaque)[0].state == P.VOIDED
    assert list(without_plaque(world.county)) == [model]


def test_what_ended_before_does_not_come_back(world, cycle):
    """A model title of earlier years, taken back with another title, has nothing to do with this appeal."""
    plaque = given_plaque(world, cycle)
    base, model = titles_of(plaque)
    revoke(base, at=timezone.now() - timedelta(days=90))
    long_ago = timezone.now() - timedelta(days=90)
    Title.objects.filter(pk=model.pk).update(revoked_at=long_ago)
    Plaque.objects.filter(pk=plaque.pk).update(ended_on=timezone.localdate(long_ago))
    assert restore_models([plaque.household_id], since=timezone.now() - timedelta(days=1), by=SYSTEM) == []
    assert [row.state for row in again(plaque, model)] == [P.RECALL_DUE, T.REVOKED]


def test_only_recommended_the_village_recommends_again(world, cycle):
    row = recommended(world, cycle, 1)[0]
    since = revoke(row.title)
    restore(row.title, since)
    assert again(row)[0].state == R.ENDED
    assert row.title in eligible(cycle, world.village)
    assert recommended(world, cycle, 1)


def test_it_follows_from_an_appeal_that_was_upheld(world, cycle):
    """The whole way through the slice below: the revocation is overturned by whoever answered."""
    plaque = given_plaque(world, cycle)
    base, model = titles_of(plaque)
    Title.objects.filter(pk=base.pk).update(review_due_on=timezone.localdate())
    case = executed(world, cycle, again(base)[0])
    assert again(plaque)[0].state == P.RECALL_DUE
    overturn_revocation(case, by=world.city_office)
    assert [row.state for row in again(base, plaque, model)] == [T.VALID, P.GIVEN, T.VALID]


def test_a_plaque_goes_on_with_a_title_that_is_renewed(world, cycle):
    """Renewed, the title has a new serial; the plaque on the wall stays right (domain A5-7)."""
    plaque = given_plaque(world, cycle)
    base, _model = titles_of(plaque)
    Plaque.objects.filter(pk=plaque.pk).update(title=base, kind=TitleKind.SAFE_FAMILY)
    decision = base.decision
    new = NamingDecision.objects.create(
        cycle=cycle, region=decision.region, kind=TitleKind.SAFE_FAMILY, title="续期", is_renewal=True
    )
    following = Title.objects.get(pk=base.pk)
    following.pk, following.decision, following.serial = uuid7(), new, "PA-9"
    following.save(force_insert=True)
    told = {"state": T.RENEWED, "renewed_at": timezone.now(), "renewed_by_id": new.pk}
    Title.objects.filter(pk=base.pk).update(**told)
    assert plaque_by(plaque.serial, plaque.verify_code) is None
    titles_renewed.send(sender=Title, ids=[base.pk], decision=new, by=SYSTEM)
    assert plaque_by(plaque.serial, plaque.verify_code).title == following
