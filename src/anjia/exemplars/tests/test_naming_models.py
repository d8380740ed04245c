"""The district decides and names by a document, two persons; the honour ends with the title (domain A5-6)."""

import pytest
from django.utils import timezone

from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.factories import forwarded, given_plaque, issued_models, model_decision, second_office
from anjia.exemplars.figures import models
from anjia.exemplars.models import Plaque, Recommendation
from anjia.exemplars.queries import eligible, model_families
from anjia.honours.actions import decide_naming, draft_decision, sign_decision, void_decision
from anjia.honours.enums import DecisionState, TitleKind, TitleState
from anjia.honours.figures import named
from anjia.honours.models import Title
from anjia.honours.queries import issued_under, title_by, visible_to
from anjia.households.models import Household
from anjia.households.signals import participation_withdrawn
from anjia.kernel import jobs
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.notices.models import PublicNotice
from anjia.programmes.factories import open_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world)


def draft(world, cycle, by=None):
    return draft_decision(world.county, cycle, by=by or world.district_office, kind=TitleKind.MODEL_FAMILY)


def test_a_draft_is_the_districts_and_needs_a_roster(world, cycle):
    with pytest.raises(Refused, match="报来的示范户推荐名单"):
        draft(world, cycle)
    forwarded(world, cycle, 2)
    with pytest.raises(NotPermitted):
        draft(world, cycle, by=world.town_leading_group)
    with pytest.raises(Refused, match="请选择一个区县"):
        draft_decision(world.town, cycle, by=world.district_office, kind=TitleKind.MODEL_FAMILY)
    decision = draft(world, cycle)
    assert (decision.families, decision.recipients) == (2, "各乡镇（街道）")
    with pytest.raises(Conflict, match="已有一份拟稿"):
        draft(world, cycle)


def test_named_by_number_with_titles_of_their_own(world, cycle):
    decision = issued_models(world, cycle, 2)
    assert decision.state == DecisionState.ISSUED
    assert decision.number_text.startswith(f"{cycle.organ_word}〔")
    rows = Recommendation.objects.all()
    assert {(row.state, row.decision_id) for row in rows} == {(R.NAMED_MODEL, decision.pk)}
    titles = Title.objects.filter(kind=TitleKind.MODEL_FAMILY)
    year = timezone.localdate().year
    assert sorted(titles.values_list("serial", flat=True)) == [f"SF-{year}-000001", f"SF-{year}-000002"]
    assert title_by(titles[0].serial, titles[0].verify_code) == titles[0]
    assert not eligible(cycle, world.village).filter(household__in=rows.values("household")).exists()


def test_its_papers_are_set_as_every_decisions_are(world, cycle):
    decision = issued_models(world, cycle, 2)
    jobs.run_pending()
    decision.refresh_from_db()
    assert decision.pdf_file_id
    assert decision.word_file_id
    assert decision.excel_file_id


def test_the_towns_naming_is_left_as_it_is(world, cycle):
    """Candidacies, the town's figures and the public results know nothing of it."""
    decision = issued_models(world, cycle, 2)
    assert set(Candidacy.objects.values_list("state", flat=True)) == {CandidacyState.NAMED}
    assert not Candidacy.objects.filter(decision_id=decision.pk).exists()
    assert not PublicNotice.objects.filter(decision_id=decision.pk).exists()
    assert decision not in issued_under("")
    path = [world.county.path]
    assert (named(cycle, path)[path[0]], models(cycle, path)[path[0]]) == (3, 2)


def test_who_registered_the_meeting_does_not_sign(world, cycle):
    decision = model_decision(world, cycle, 1)
    with pytest.raises(NotPermitted, match="同一个人"):
        sign_decision(decision, signer_name="周", by=world.district_office)
    with pytest.raises(NotPermitted):
        sign_decision(decision, signer_name="周", by=world.town_leading_group)


def test_a_verb_of_one_kind_does_not_see_the_other(world, cycle):
    decision = model_decision(world, cycle, 1)
    assert decision in visible_to(world.district_office, "exemplars.sign")
    assert decision not in visible_to(world.district_office, "honours.sign")
    assert decision in visible_to(world.district_office)


def test_who_left_since_the_meeting_is_not_named(world, cycle):
    decision = model_decision(world, cycle, 2)
    gone = Recommendation.objects.first()
    participation_withdrawn.send(sender=Household, ids=[gone.household_id], by=world.village_officer)
    with pytest.raises(Conflict, match="现在是 1 户"):
        sign_decision(decision, signer_name="周", by=second_office(world), expected=2)
    assert sign_decision(decision, signer_name="周", by=second_office(world)).families == 1


def test_a_voided_decision_frees_its_families(world, cycle):
    decision = model_decision(world, cycle, 2)
    void_decision(decision, reason="会议改期", by=world.district_office)
    again = draft(world, cycle)
    assert decide_naming(again, met_on=timezone.localdate(), by=world.district_office).families == 2


def test_a_family_that_leaves_is_no_model_any_more_and_no_reason_is_told(world, cycle):
    """Domain A5-6, F1: the honour goes, the plaque is asked back, no name stays."""
    plaque = given_plaque(world, cycle)
    title = plaque.title
    participation_withdrawn.send(sender=Household, ids=[plaque.household_id], by=world.village_officer)
    plaque.refresh_from_db()
    title.refresh_from_db()
    assert (plaque.state, plaque.head_name, plaque.received_by) == ("recall_due", "", "")
    assert title.state == TitleState.WITHDRAWN
    assert Recommendation.objects.get().state == R.ENDED
    assert not model_families().exists()
    assert Plaque.objects.count() == 1
