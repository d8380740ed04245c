"""A family contests its review, or the taking back of its title, and wins or does not (domain A5-7, A5-8)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from anjia.appeals.actions import OnPaper, decide_appeal, file_appeal
from anjia.appeals.enums import AppealState as A
from anjia.appeals.enums import Ground
from anjia.appeals.factories import SCAN, appeal_of
from anjia.appeals.forms import PaperAppealForm
from anjia.appeals.queries import open_to
from anjia.honours.actions import sign_erratum
from anjia.honours.enums import TitleState as T
from anjia.honours.models import Erratum, Title
from anjia.honours.queries import title_by
from anjia.households.actions import correct_name, withdraw_participation
from anjia.households.factories import consent
from anjia.households.models import Household
from anjia.kernel.exceptions import Refused
from anjia.notices.enums import EntryState
from anjia.notices.factories import publication_consent
from anjia.notices.models import NoticeEntry
from anjia.programmes.enums import HeldStep, HoldOutcome
from anjia.programmes.factories import open_cycle
from anjia.programmes.holds import held
from anjia.programmes.models import Hold
from anjia.rolling.actions import (
    draft_cancellation,
    propose_revocation,
    record_agreement,
    record_review,
    sign_cancellation,
)
from anjia.rolling.enums import RectificationState, ReviewState, RevocationState
from anjia.rolling.factories import approved, delivered, look, rectifying, titles_of
from anjia.rolling.models import Rectification, Revocation, TitleReview
from anjia.rolling.queries import executable

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 15)
WHY = "核实当日情况，认定与事实不符。"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-15 10:00 +0800", tick=False) as traveller:
        yield traveller


@pytest.fixture
def cycle(world):
    return open_cycle(world)


@pytest.fixture
def title(world, cycle):
    return titles_of(world, cycle)[0]


def contested(world, title, step="rolling.revocation", **told):
    return appeal_of(title.household, by=world.village_officer, step=step, **told)


def decided(appeal, *, is_upheld=True, parts=None):
    chosen = list(appeal.parts) if parts is None else parts
    by = appeal.assigned_to
    return decide_appeal(appeal, is_upheld=is_upheld, answer=WHY, is_unrelated=True, parts=chosen, by=by)


def again(row):
    row.refresh_from_db()
    return row


def test_a_review_is_contested_and_its_looks_do_not_answer(world, cycle, title):
    record_review(title, look(world, cycle, 2, days=30), by=world.village_officer)
    (adverse,) = open_to(title.household)
    assert (adverse.step.key, adverse.done_on) == ("rolling.review_failed", TODAY)
    assert adverse.step.took_part(adverse) == {
        world.village_panel_member.pk, world.federation_exec_member.pk, world.village_officer.pk
    }  # fmt: skip
    assert len(adverse.step.parts(adverse)) == 2
    appeal = contested(world, title, "rolling.review")
    assert appeal.assigned_to in (world.town_federation, world.town_leading_group)
    for step in (HeldStep.RECHECK, HeldStep.REVOCATION):
        assert held([title.pk], step) == {title.pk}


def test_one_finding_struck_the_rest_is_still_to_be_put_right(world, cycle, title):
    review = record_review(title, look(world, cycle, 2, days=30), by=world.village_officer)
    appeal = contested(world, title, "rolling.review")
    decided(appeal, parts=list(appeal.parts)[:1])
    assert again(review).state == ReviewState.FAILED
    assert review.findings.count() == 1
    assert (again(title).state, Rectification.objects.get().state) == (T.RECTIFYING, RectificationState.OPEN)


def test_all_findings_struck_the_review_counts_no_more(world, cycle, title):
    review = record_review(title, look(world, cycle, 2, days=30), by=world.village_officer)
    decided(contested(world, title, "rolling.review"))
    assert (again(review).state, review.findings.count()) == (ReviewState.UNDONE, 0)
    assert (again(title).state, title.review_due_on) == (T.VALID, date(2027, 5, 15))
    assert Rectification.objects.get().state == RectificationState.LAPSED
    assert open_to(title.household) == []


def test_rejected_the_days_are_given_back_and_the_rest_goes_on(world, cycle, title, clock):
    record_review(title, look(world, cycle, 1, days=30), by=world.village_officer)
    appeal = contested(world, title, "rolling.review")
    clock.move_to("2026-05-22 10:00 +0800")
    decided(appeal, is_upheld=False)
    assert again(title).state == T.RECTIFYING
    clock.move_to("2026-06-17 10:00 +0800")
    with pytest.raises(Refused, match="整改期到 2026-06-21"):
        record_review(title, look(world, cycle, 1), by=world.village_officer)


def test_a_recheck_is_contested_and_found_to_have_been_passed(world, cycle, title):
    running = rectifying(world, cycle, title, over=True)
    recheck = TitleReview.objects.get(kind="recheck")
    key = next(one.key for one in open_to(title.household) if one.object_id == recheck.pk)
    paper = OnPaper(TODAY, SCAN)
    told = {"ground": Ground.WRONG_FACT, "paper": paper, "by": world.village_officer}
    appeal = file_appeal(title.household, key, **told)
    with pytest.raises(Refused, match="申诉还没有答复"):
        propose_revocation(running, reason="x", hearing_on=TODAY + timedelta(days=3), by=world.village_officer)
    decided(appeal)
    assert (again(title).state, again(running).state) == (T.VALID, RectificationState.MET)


def test_a_revocation_is_contested_once_it_is_delivered_and_for_fifteen_days(world, cycle, title):
    case = approved(world, cycle, title)
    assert "rolling.revocation" not in [one.step.key for one in open_to(title.household)]
    Revocation.objects.filter(pk=case.pk).update(delivered_on=TODAY, appeal_until=date(2026, 6, 1))
    adverse = next(one for one in open_to(title.household) if one.step.key == "rolling.revocation")
    assert adverse.until == date(2026, 6, 1)
    assert adverse.step.took_part(adverse) >= {
        world.village_officer.pk, world.town_federation.pk, world.town_leading_group.pk, world.village_panel_member.pk
    }  # fmt: skip
    # Both of the town took part: the level above answers.
    assert contested(world, title).assigned_to == world.district_office


def test_it_does_not_take_effect_while_the_appeal_waits_and_upheld_it_never_does(world, cycle, title, clock):
    case = delivered(world, cycle, title)
    record_agreement(case, agreed_on=TODAY, by=world.village_officer)
    clock.move_to("2026-06-01 12:00 +0800")
    appeal = contested(world, title)
    clock.move_to("2026-06-08 12:00 +0800")
    assert not executable(world.town).exists()
    decided(appeal)
    assert (again(case).state, again(title).state) == (RevocationState.OVERTURNED, T.VALID)
    assert set(Hold.objects.values_list("outcome", flat=True)) == {HoldOutcome.UNDONE}


def test_rejected_it_takes_effect(world, cycle, title, clock):
    case = delivered(world, cycle, title)
    record_agreement(case, agreed_on=TODAY, by=world.village_officer)
    appeal = contested(world, title)
    decided(appeal, is_upheld=False)
    clock.move_to("2026-06-02 12:00 +0800")
    assert executable(world.town).get() == case


def signed(world):
    paper = draft_cancellation(world.town, by=world.town_federation)
    return sign_cancellation(paper, signer_name="周主席", by=world.district_office)


def test_revoked_then_wins_its_appeal(world, cycle, title, clock):
    """The paper lay in the village until after the signature: it came in time, and the title is given back."""
    publication_consent(title.household)
    case = delivered(world, cycle, title)
    record_agreement(case, agreed_on=TODAY, by=world.village_officer)
    clock.move_to("2026-06-02 12:00 +0800")
    signed(world)
    assert again(title).state == T.REVOKED
    assert title_by(title.serial, title.verify_code) is None
    appeal = contested(world, title, received_on=date(2026, 5, 28))
    # Who signed it took part as well; only the city is left.
    assert (appeal.state, appeal.assigned_to) == (A.ASSIGNED, world.city_office)
    decided(appeal)
    assert (again(title).state, title.revoked_at, again(case).state) == (T.VALID, None, RevocationState.OVERTURNED)
    assert title_by(title.serial, title.verify_code) == title
    assert title.valid_to == date(2027, 5, 15)
    entry = NoticeEntry.objects.get(notice__decision_id=title.decision_id)
    assert (entry.state, entry.shown_name) == (EntryState.LISTED, entry.household.head_name)


def test_out_of_time_it_is_answered_in_words_and_nothing_waits(world, cycle, title, clock):
    case = delivered(world, cycle, title)
    record_agreement(case, agreed_on=TODAY, by=world.village_officer)
    clock.move_to("2026-06-02 12:00 +0800")
    appeal = contested(world, title)
    assert (appeal.state, "2026-06-01" in appeal.answer) == (A.LATE, True)
    assert executable(world.town).get() == case


def test_put_right_while_the_appeal_waits_there_is_nothing_left_to_undo(world, cycle, title):
    case = delivered(world, cycle, title)
    appeal = contested(world, title)
    record_review(title, look(world, cycle), by=world.village_officer)
    assert (again(case).state, again(title).state) == (RevocationState.LAPSED, T.VALID)
    assert decided(appeal).state == A.UPHELD
    assert again(title).state == T.VALID


def test_a_withdrawal_wins_over_an_appeal(world, cycle, title):
    case = delivered(world, cycle, title)
    appeal = contested(world, title)
    consent(title.household, proven=True)
    withdraw_participation(title.household, by=world.village_officer)
    assert (again(appeal).state, again(title).state, again(case).state) == (
        A.TAKEN_BACK, T.WITHDRAWN, RevocationState.LAPSED
    )  # fmt: skip
    assert held([title.pk], HeldStep.REVOCATION) == frozenset()
    assert open_to(title.household) == []


def test_a_certificate_exchanged_meanwhile_is_still_protected(world, cycle, title):
    delivered(world, cycle, title)
    contested(world, title)
    home = Household.objects.select_related("region").get(pk=title.household_id)
    correct_name(home, name="王晓明", version=home.version, by=world.village_officer)
    sign_erratum(Erratum.objects.get(), signer_name="周主席", by=world.district_office)
    new = Title.objects.get(replaces_id=title.pk)
    assert held([new.pk], HeldStep.REVOCATION) == {new.pk}


def test_two_reviews_of_one_title_are_contested_each_by_itself(world, cycle, title):
    rectifying(world, cycle, title, over=True)
    keys = [one.key for one in open_to(title.household)]
    assert len(keys) == len(set(keys)) == 2
    paper = OnPaper(timezone.localdate(), SCAN)
    appeals = [
        file_appeal(title.household, key, ground=Ground.WRONG_FACT, paper=paper, by=world.village_officer)
        for key in keys
    ]
    decided(appeals[0], is_upheld=False)
    assert held([title.pk], HeldStep.REVOCATION) == {title.pk}
    decided(appeals[1], is_upheld=False)
    assert held([title.pk], HeldStep.REVOCATION) == frozenset()


def test_the_paper_says_of_which_review_and_takes_no_part_of_another(world, cycle, title):
    rectifying(world, cycle, title, over=True)
    recheck, annual = open_to(title.household)
    form = PaperAppealForm(adverse=[recheck, annual])
    assert ["〔" in str(label) for _key, label in form.fields["parts"].choices] == [True, True]
    given = {"step": annual.key, "ground": Ground.WRONG_FACT, "received_on": TODAY}
    files = {"scan": SimpleUploadedFile("a.pdf", SCAN)}
    for of, is_valid in ((annual, True), (recheck, False)):
        parts = [part.key for part in of.step.parts(of)]
        assert PaperAppealForm({**given, "parts": parts}, files, adverse=[recheck, annual]).is_valid() is is_valid
