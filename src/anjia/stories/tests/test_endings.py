"""A title that is revoked takes the model honour down and recalls the plaque; a corrected one carries it on."""

import pytest
from django.utils import timezone

from anjia.exemplars.enums import PlaqueState
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.factories import given_plaque
from anjia.exemplars.models import Recommendation
from anjia.exemplars.own_file import honours
from anjia.exemplars.queries import model_families, plaque_by
from anjia.honours.models import Title
from anjia.honours.signals import titles_replaced, titles_revoked
from anjia.programmes.factories import open_cycle
from anjia.stories.actions import add_person, start_story
from anjia.stories.own_file import story

pytestmark = pytest.mark.django_db


@pytest.fixture
def plaque(world):
    return given_plaque(world, open_cycle(world))


def revoke(plaque, by):
    base = Title.objects.filter(household=plaque.household_id, kind="safe_family")
    base.update(state="revoked", revoked_at=timezone.now())
    titles_revoked.send(sender=Title, ids=list(base.values_list("pk", flat=True)), by=by)


def test_revoked_it_ends_the_model_title_and_asks_the_plaque_back(world, plaque):
    revoke(plaque, world.district_office)
    plaque.refresh_from_db()
    model = Title.objects.get(kind="model_family", household=plaque.household_id)
    assert (plaque.state, model.state) == (PlaqueState.RECALL_DUE, "revoked")
    assert Recommendation.objects.get().state == R.ENDED
    assert plaque_by(plaque.serial, plaque.verify_code) is None
    assert not model_families().exists()


def test_another_title_that_holds_keeps_it(world, plaque):
    base = Title.objects.get(household=plaque.household_id, kind="safe_family")
    titles_revoked.send(sender=Title, ids=[base.pk], by=world.district_office)
    plaque.refresh_from_db()
    assert plaque.state == PlaqueState.GIVEN


def test_a_corrected_certificate_carries_plaque_and_recommendation_on(world, plaque):
    old = Recommendation.objects.get().title
    new = Title.objects.get(pk=old.pk)
    decision = type(new.decision).objects.get(pk=new.decision_id)
    erratum = decision.errata.create(title="x")
    Title.objects.filter(pk=old.pk).update(state="superseded", superseded_at=timezone.now())
    new.pk, new.replaces_id, new.erratum, new.serial = None, old.pk, erratum, "PA-2026-999999"
    Title.objects.bulk_create([new])
    titles_replaced.send(sender=Title, ids=[old.pk])
    assert Recommendation.objects.get().title.replaces_id == old.pk


def test_the_family_reads_of_it_in_its_own_file(world, plaque):
    part = honours(plaque.household, timezone.localdate())
    assert plaque.serial in " ".join(str(line.text) for line in part.lines)
    revoke(plaque, world.district_office)
    assert "交回" in str(honours(plaque.household, timezone.localdate()).lines[1].note)


def test_and_of_its_story(world, plaque):
    family, today = plaque.household, timezone.localdate()
    assert story(family, today) is None
    own = start_story(family, headline="一扇门", shown_as="一户", by=world.village_officer)
    add_person(own, name="某人", agreed_on=today, by=world.village_officer)
    assert [str(line.label) for line in story(family, today).lines] == ["一扇门", "某人"]
