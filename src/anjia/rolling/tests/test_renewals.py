"""Renewal at twenty-four months: one decision for a whole town, new certificates, terms that go on (domain A5-7)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anjia.documents.models import StoredFile
from anjia.documents.queries import read_file
from anjia.documents.tests.reading import pdf_text
from anjia.honours.actions import decide_naming, draft_decision, sign_decision
from anjia.honours.enums import DecisionState, TitleState
from anjia.honours.figures import named, renewed
from anjia.honours.models import NamingDecision, Title
from anjia.honours.queries import title_by
from anjia.households.actions import withdraw_participation
from anjia.households.factories import consent
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.jobs import run_pending
from anjia.notices.enums import NoticeKind
from anjia.notices.models import NoticeEntry
from anjia.rolling.actions import record_review
from anjia.rolling.enums import RevocationState
from anjia.rolling.factories import delivered, look, titles_of
from anjia.rolling.models import Revocation
from anjia.rolling.queries import executable, renewable_in
from anjia.rolling.signals import titles_renewed

pytestmark = pytest.mark.django_db
NAMES = ("李建军", "王小明", "陈红")


@pytest.fixture
def reviewed(world, cycle):
    """Three families named two years ago whose last review is passed."""
    titles = titles_of(world, cycle, NAMES, ago=730)
    for title in titles:
        pass_twice(world, cycle, title)
    return titles


def pass_twice(world, cycle, title) -> None:
    Title.objects.filter(pk=title.pk).update(review_due_on=title.valid_to)
    record_review(title, look(world, cycle), by=world.village_officer)


def draft(world, cycle, **told) -> NamingDecision:
    return draft_decision(world.town, cycle, by=world.town_federation, renewal=True, **told)


def decide(world, decision, **told) -> NamingDecision:
    return decide_naming(decision, met_on=date(2026, 5, 15), by=world.town_leading_group, **told)


def sign(world, decision, **told) -> NamingDecision:
    return sign_decision(decision, signer_name="周主席", by=world.district_office, **told)


def test_what_is_not_reviewed_cannot_be_renewed(world, cycle, old_title):
    assert not renewable_in(world.town).exists()
    with pytest.raises(Refused, match="还没有可以续期的家庭"):
        draft(world, cycle)
    pass_twice(world, cycle, old_title)
    assert renewable_in(world.town).get() == old_title


def test_a_review_in_the_first_year_renews_nothing(world, cycle, title):
    Title.objects.filter(pk=title.pk).update(valid_to=date(2027, 5, 15))
    record_review(title, look(world, cycle), by=world.village_officer)
    assert not renewable_in(world.town).exists()


def test_one_decision_renews_a_whole_town(world, cycle, reviewed):
    decision = draft(world, cycle)
    assert (decision.is_renewal, decision.families, decision.title) == (True, 3, "关于2026年“平安家庭”称号续期的决定")
    decided = decide(world, decision, expected=3)
    issued = sign(world, decided, expected=3)

    assert issued.state == DecisionState.ISSUED
    old = reviewed[1]
    old.refresh_from_db()
    assert (old.state, old.renewed_by_id) == (TitleState.RENEWED, issued.pk)
    new = Title.objects.get(decision=issued, household=old.household_id)
    assert (new.state, new.granted_on, new.review_due_on, new.valid_to) == (
        TitleState.VALID,
        date(2026, 5, 15),
        date(2027, 5, 15),
        date(2028, 5, 15),
    )
    assert title_by(old.serial, old.verify_code) is None
    assert title_by(new.serial, new.verify_code) == new
    shown = NoticeEntry.objects.filter(notice__kind=NoticeKind.RESULT, notice__decision_id=issued.pk)
    assert (shown.count(), shown.filter(candidacy__isnull=True).count()) == (3, 3)
    run_pending()
    issued.refresh_from_db()
    text = pdf_text(read_file(StoredFile.objects.get(pk=issued.pdf_file_id)))
    assert "3户家庭的“平安家庭”称号予以续期" in text.replace("\n", "")


def test_a_decision_that_is_early_or_late_takes_nothing_away(world, cycle, old_title, clock):
    Title.objects.filter(pk=old_title.pk).update(valid_to=date(2026, 6, 20))
    old_title.refresh_from_db()
    pass_twice(world, cycle, old_title)
    issued = sign(world, decide(world, draft(world, cycle)))
    new = issued.titles.get()
    assert (new.review_due_on, new.valid_to) == (date(2027, 6, 20), date(2028, 6, 20))


def test_figures_follow_and_count_towards_the_year_of_naming(world, cycle, reviewed):
    before = named(cycle, [world.town.path])
    sign(world, decide(world, draft(world, cycle)))
    assert named(cycle, [world.town.path]) == before == {world.town.path: 3}
    assert renewed(cycle, [world.town.path]) == {world.town.path: 3}


def test_who_withdraws_or_is_waiting_stays_out(world, cycle, reviewed):
    decided = decide(world, draft(world, cycle))
    assert not renewable_in(world.town).exists()
    consent(reviewed[0].household, proven=True)
    withdraw_participation(reviewed[0].household, by=world.village_officer)
    with pytest.raises(Conflict, match="现在是 2 户"):
        sign(world, decided, expected=3)
    assert sign(world, decided, expected=2).titles.count() == 2


def test_naming_and_renewal_stand_beside_each_other(world, cycle, reviewed):
    draft(world, cycle)
    with pytest.raises(Conflict, match="已有一份拟稿"):
        draft(world, cycle)
    with pytest.raises(Refused, match="不能拟命名决定"):
        draft_decision(world.town, cycle, by=world.town_federation)
    with pytest.raises(NotPermitted):
        draft_decision(world.neighbour_town, cycle, by=world.town_federation, renewal=True)


def test_two_persons_and_the_right_place(world, cycle, reviewed):
    decision = draft(world, cycle)
    with pytest.raises(NotPermitted):
        decide_naming(decision, met_on=date(2026, 5, 15), by=world.town_federation)
    decided = decide(world, decision)
    with pytest.raises(NotPermitted):
        sign_decision(decided, signer_name="x", by=world.town_leading_group)
    NamingDecision.objects.filter(pk=decided.pk).update(decided_by_id=world.district_office.pk)
    decided.refresh_from_db()
    with pytest.raises(NotPermitted, match="不能是同一个人"):
        sign(world, decided)


def test_the_cohorts_renewal_is_the_biennial_decision(world, cycle):
    """A revocation of the same naming takes effect once the others are renewed, were it before the title's end."""
    one, other = titles_of(world, cycle, NAMES[:2], ago=700)
    case = delivered_before_the_end(world, cycle, one)
    assert not executable(world.town).exists()
    pass_twice(world, cycle, other)
    sign(world, decide(world, draft(world, cycle)))
    assert executable(world.town).get() == case


def delivered_before_the_end(world, cycle, title) -> Revocation:
    Title.objects.filter(pk=title.pk).update(review_due_on=title.valid_to)
    title.refresh_from_db()
    case = delivered(world, cycle, title, over=True)
    assert case.state == RevocationState.APPROVED
    return case


def test_renewing_costs_the_same_for_one_and_for_thirty(world, cycle):
    titles = titles_of(world, cycle, tuple(f"家庭{n:02d}" for n in range(31)), ago=730)
    far, ready = date(2027, 12, 1), date(2027, 5, 15)
    Title.objects.exclude(pk=titles[0].pk).update(review_due_on=far, valid_to=far)
    Title.objects.filter(pk=titles[0].pk).update(review_due_on=ready)
    with CaptureQueriesContext(connection) as one:
        sign(world, decide(world, draft(world, cycle)))
    Title.objects.filter(pk__in=[t.pk for t in titles[1:]]).update(review_due_on=ready, valid_to=titles[1].valid_to)
    with CaptureQueriesContext(connection) as many:
        issued = sign(world, decide(world, draft(world, cycle)))
    assert issued.titles.count() == 30
    assert len(one) == len(many)


def test_whoever_hung_something_on_the_title_is_told(world, cycle, old_title):
    told = []

    def hear(sender, ids, decision, **kwargs):
        told.append((ids, decision))

    titles_renewed.connect(hear)
    pass_twice(world, cycle, old_title)
    decision = sign(world, decide(world, draft(world, cycle)))
    titles_renewed.disconnect(hear)
    assert told == [([old_title.pk], decision)]
