"""Taking a title back with due process: the family heard, time to appeal, a signed document (domain A5-7)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anjia.accounts.factories import persona
from anjia.documents.models import DocumentNumber, StoredFile
from anjia.documents.queries import read_file
from anjia.documents.tests.reading import pdf_text, word_text
from anjia.evaluations.actions.candidacies import register_candidacies
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.honours.enums import TitleState
from anjia.honours.models import Title
from anjia.honours.queries import in_force, title_by
from anjia.honours.signals import titles_revoked
from anjia.households.actions import withdraw_participation
from anjia.households.factories import consent
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.jobs import run_pending
from anjia.notices.enums import EntryState
from anjia.notices.models import NoticeEntry
from anjia.programmes.factories import open_cycle
from anjia.rolling.actions import (
    approve_revocation,
    decline_revocation,
    deliver_decision,
    draft_cancellation,
    overturn_revocation,
    propose_revocation,
    record_agreement,
    record_hearing,
    record_review,
    sign_cancellation,
    void_cancellation,
)
from anjia.rolling.enums import DeclineReason, Hearing, RectificationState, RevocationState
from anjia.rolling.factories import approved, delivered, heard, look, proposed, rectifying, titles_of
from anjia.rolling.models import Cancellation, Rectification, Revocation, TitleReview
from anjia.rolling.queries import executable

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 15)


def test_only_after_a_recheck_that_found_it_missing_and_in_writing(world, cycle, title):
    running = rectifying(world, cycle, title)
    told = {"reason": "仍未达到。", "hearing_on": TODAY + timedelta(days=3), "by": world.village_officer}
    with pytest.raises(Refused, match="请先登记整改复查"):
        propose_revocation(running, **told)
    Rectification.objects.update(issued_on=date(2026, 4, 1), due_on=date(2026, 5, 14))
    record_review(title, look(world, cycle, 1), by=world.village_officer)
    for wrong, words in (
        ({"reason": "  "}, "要写明理由"),
        ({"hearing_on": TODAY + timedelta(days=2)}, "至少在 3 天以后"),
    ):
        with pytest.raises(Refused, match=words):
            propose_revocation(running, **{**told, **wrong})
    with pytest.raises(ValidationError):
        propose_revocation(running, **{**told, "reason": "他家信教。"})
    for by in (world.village_panel_member, world.town_federation, world.neighbour_village_officer):
        with pytest.raises(NotPermitted):
            propose_revocation(running, **{**told, "by": by})
    made = propose_revocation(running, **told)
    assert (made.state, made.invited_on, made.hearing_on) == (RevocationState.PROPOSED, TODAY, date(2026, 5, 18))
    with pytest.raises(Conflict, match="已经提出过"):
        propose_revocation(running, **told)


def test_the_family_is_heard_in_its_own_words_or_did_not_come(world, cycle, title, clock):
    asked = proposed(world, cycle, title)
    told = {"held_on": TODAY, "hearing": Hearing.CAME, "words": "房子在修。", "by": world.town_federation}
    for wrong, words in (
        ({"words": " "}, "请记下家庭说的意见"),
        ({"hearing": "x"}, "怎样说意见"),
        ({"held_on": TODAY + timedelta(days=1)}, "今天以前"),
        ({"hearing": Hearing.STAYED_AWAY, "words": ""}, "还没有到"),
    ):
        with pytest.raises(Refused, match=words):
            record_hearing(asked, **{**told, **wrong})
    with pytest.raises(NotPermitted):
        record_hearing(asked, **{**told, "by": world.village_officer})
    with pytest.raises(Conflict):
        approve_revocation(asked, by=world.town_leading_group)
    clock.move_to("2026-05-19 09:00 +0800")
    away = record_hearing(asked, **{**told, "hearing": Hearing.STAYED_AWAY, "words": "", "held_on": date(2026, 5, 18)})
    assert (away.state, away.words) == (RevocationState.HEARD, "")


def test_the_town_decides_by_a_second_person_and_nothing_takes_effect(world, cycle, title):
    case = heard(world, cycle, title)
    with pytest.raises(NotPermitted):
        approve_revocation(case, by=world.village_officer)
    Revocation.objects.filter(pk=case.pk).update(heard_by_id=world.town_leading_group.pk)
    case.refresh_from_db()
    with pytest.raises(NotPermitted, match="不能是同一个人"):
        approve_revocation(case, by=world.town_leading_group)
    done = approve_revocation(case, by=persona("town_leading_group", world.town))
    title.refresh_from_db()
    assert (done.state, title.state) == (RevocationState.APPROVED, TitleState.RECTIFYING)
    assert title_by(title.serial, title.verify_code) == title
    assert not executable(world.town).exists()


def test_the_town_declines_and_the_family_keeps_its_title(world, cycle, title):
    case = heard(world, cycle, title)
    with pytest.raises(Refused, match="请选择不予取消的理由"):
        decline_revocation(case, reason="x", by=world.town_leading_group)
    decline_revocation(case, reason=DeclineReason.HARDSHIP, by=world.town_leading_group)
    title.refresh_from_db()
    assert (title.state, title.review_due_on) == (TitleState.VALID, date(2027, 5, 15))
    assert Rectification.objects.get().state == RectificationState.LAPSED


def test_put_right_at_the_last_moment_ends_the_revocation(world, cycle, title):
    case = delivered(world, cycle, title, over=True)
    record_review(title, look(world, cycle), by=world.village_officer)
    case.refresh_from_db()
    title.refresh_from_db()
    assert (case.state, title.state) == (RevocationState.LAPSED, TitleState.VALID)
    with pytest.raises(Conflict):
        approve_revocation(case, by=world.town_leading_group)


def test_fifteen_days_to_appeal_run_from_the_delivery(world, cycle, title):
    case = approved(world, cycle, title)
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(Refused, match="送达日期"):
            deliver_decision(case, delivered_on=day, by=world.village_officer)
    with pytest.raises(Refused, match="登记送达以后"):
        record_agreement(case, agreed_on=TODAY, by=world.village_officer)
    done = deliver_decision(case, delivered_on=TODAY, by=world.village_officer)
    # 30 May 2026 is a Saturday: the last day moves to Monday.
    assert done.appeal_until == date(2026, 6, 1)
    with pytest.raises(Conflict, match="刚刚有人办理过"):
        deliver_decision(case, delivered_on=TODAY, by=world.village_officer)


def test_it_waits_for_the_biennial_decision_unless_the_family_agrees(world, cycle, title, clock):
    case = delivered(world, cycle, title)
    clock.move_to("2026-06-01 12:00 +0800")
    record_agreement(case, agreed_on=date(2026, 5, 20), by=world.village_officer)
    assert not executable(world.town).exists()
    clock.move_to("2026-06-02 00:01 +0800")
    assert executable(world.town).get() == case
    with pytest.raises(Conflict):
        record_agreement(case, agreed_on=date(2026, 5, 20), by=world.village_officer)
    Revocation.objects.update(agreed_on=None)
    assert not executable(world.town).exists()
    clock.move_to("2027-05-14 12:00 +0800")
    assert not executable(world.town).exists()
    clock.move_to("2027-05-15 12:00 +0800")
    assert executable(world.town).get() == case


def signed(world, **told) -> Cancellation:
    paper = draft_cancellation(world.town, by=world.town_federation)
    return sign_cancellation(paper, signer_name="周主席", by=world.district_office, **told)


def test_signed_it_takes_effect_and_outside_nobody_reads_why(world, cycle, title):
    case = delivered(world, cycle, title, over=True)
    Revocation.objects.update(agreed_on=TODAY)
    heard_of = []

    def listen(ids, **kwargs):
        heard_of.extend(ids)

    titles_revoked.connect(listen)
    paper = signed(world, expected=1)
    titles_revoked.disconnect(listen)

    case.refresh_from_db()
    title.refresh_from_db()
    assert (case.state, case.cancellation, title.state) == (RevocationState.EXECUTED, paper, TitleState.REVOKED)
    assert heard_of == [title.pk]
    assert title_by(title.serial, title.verify_code) is None
    assert not in_force(Title.objects.all()).exists()
    entry = NoticeEntry.objects.get(notice__decision_id=title.decision_id)
    assert (entry.state, entry.shown_name) == (EntryState.LEFT, "")
    assert str(DocumentNumber.objects.get(object_id=paper.pk)) == paper.number_text
    run_pending()
    paper.refresh_from_db()
    for text in (
        pdf_text(read_file(StoredFile.objects.get(pk=paper.pdf_file_id))),
        word_text(read_file(StoredFile.objects.get(pk=paper.word_file_id))),
    ):
        for part in (paper.number_text, "取消1户家庭", title.serial, "名单不张贴、不公布"):
            assert part in text.replace("\n", "")
        assert case.reason not in text


def test_who_may_draft_and_sign(world, cycle, title):
    with pytest.raises(Refused, match="现在没有可以执行的取消"):
        draft_cancellation(world.town, by=world.town_federation)
    delivered(world, cycle, title, over=True)
    Revocation.objects.update(agreed_on=TODAY)
    with pytest.raises(Refused, match="按乡镇（街道）拟定"):
        draft_cancellation(world.village, by=world.town_federation)
    for by in (world.village_officer, world.district_office, world.neighbour_town_federation):
        with pytest.raises(NotPermitted):
            draft_cancellation(world.town, by=by)
    paper = draft_cancellation(world.town, by=world.town_federation)
    with pytest.raises(Conflict, match="已有一份拟稿"):
        draft_cancellation(world.town, by=world.town_federation)
    told = {"signer_name": "周主席", "by": world.district_office}
    with pytest.raises(Conflict, match="现在是 1 户"):
        sign_cancellation(paper, expected=2, **told)
    with pytest.raises(NotPermitted):
        sign_cancellation(paper, signer_name="x", by=world.town_federation)
    Cancellation.objects.update(drafted_by_id=world.district_office.pk)
    paper.refresh_from_db()
    with pytest.raises(NotPermitted, match="不能是同一个人"):
        sign_cancellation(paper, **told)
    void_cancellation(paper, by=world.town_federation)
    with pytest.raises(Conflict, match="已由别人签发或作废"):
        sign_cancellation(Cancellation.objects.get(), signer_name="x", by=persona("district_office", world.county))
    assert not DocumentNumber.objects.filter(object_id=paper.pk).exists()


def test_a_hold_at_execution_day_keeps_the_family_out(world, cycle, contested):
    one, other = titles_of(world, cycle, ("李建军", "王小明"))
    for title in (one, other):
        delivered(world, cycle, title, over=True)
    Revocation.objects.update(agreed_on=TODAY)
    paper = draft_cancellation(world.town, by=world.town_federation)
    contested.add(one)
    with pytest.raises(Conflict, match="现在是 1 户"):
        sign_cancellation(paper, signer_name="周主席", by=world.district_office, expected=2)
    sign_cancellation(paper, signer_name="周主席", by=world.district_office, expected=1)
    assert list(Title.objects.filter(state=TitleState.REVOKED)) == [other]
    contested.add(one)
    with pytest.raises(Refused, match="现在没有可以执行的取消"):
        draft_cancellation(world.town, by=world.town_federation)


def test_an_appeal_stops_the_proposal_and_the_approval_too(world, cycle, title, contested):
    running = rectifying(world, cycle, title, over=True)
    contested.add(title)
    with pytest.raises(Refused, match="申诉还没有答复"):
        propose_revocation(running, reason="x", hearing_on=TODAY + timedelta(days=3), by=world.village_officer)
    contested.clear()
    told = {"reason": "x", "hearing_on": TODAY + timedelta(days=3), "by": world.village_officer}
    case = propose_revocation(running, **told)
    record_hearing(case, held_on=TODAY, hearing=Hearing.WROTE, words="不同意。", by=world.town_federation)
    contested.add(title)
    with pytest.raises(Refused, match="申诉还没有答复"):
        approve_revocation(case, by=world.town_leading_group)


def test_an_upheld_appeal_gives_the_title_back_its_peace(world, cycle, title):
    case = delivered(world, cycle, title)
    overturn_revocation(case, by=world.town_federation)
    title.refresh_from_db()
    case.refresh_from_db()
    assert (case.state, title.state) == (RevocationState.OVERTURNED, TitleState.VALID)
    with pytest.raises(Conflict):
        overturn_revocation(case, by=world.town_federation)


@pytest.mark.parametrize("make", [rectifying, proposed, heard, approved, delivered])
def test_a_withdrawal_always_wins_and_leaves_no_word(world, cycle, title, make):
    make(world, cycle, title)
    consent(title.household, proven=True)
    withdraw_participation(title.household, by=world.village_officer)
    title.refresh_from_db()
    assert (title.state, title.head_name) == (TitleState.WITHDRAWN, "")
    assert not Rectification.objects.filter(state=RectificationState.OPEN).exists()
    for case in Revocation.objects.all():
        assert (case.state, case.reason, case.words) == (RevocationState.LAPSED, "", "")
    assert not TitleReview.objects.filter(findings__isnull=False).exists()


def test_a_withdrawal_wins_over_a_revocation_that_was_signed(world, cycle, title):
    delivered(world, cycle, title, over=True)
    Revocation.objects.update(agreed_on=TODAY)
    signed(world)
    consent(title.household, proven=True)
    withdraw_participation(title.household, by=world.village_officer)
    title.refresh_from_db()
    assert title.state == TitleState.WITHDRAWN


def test_after_it_the_family_may_be_named_again(world, cycle, title, clock):
    delivered(world, cycle, title, over=True)
    Revocation.objects.update(agreed_on=TODAY)
    signed(world)
    clock.move_to("2027-05-15 10:00 +0800")
    consent(title.household, proven=True)
    following = open_cycle(world)
    register_candidacies([title.household_id], by=world.village_officer)
    again = Candidacy.objects.get(household=title.household_id, cycle=following)
    assert again.state == CandidacyState.CONSENTED
    title.refresh_from_db()
    assert title.state == TitleState.REVOKED


def test_signing_costs_the_same_for_one_and_for_thirty(world, cycle):
    titles = titles_of(world, cycle, tuple(f"家庭{n:02d}" for n in range(31)))
    case = delivered(world, cycle, titles[0], over=True)
    Revocation.objects.update(agreed_on=TODAY)
    with CaptureQueriesContext(connection) as one:
        signed(world)
    Title.objects.exclude(pk=titles[0].pk).update(state=TitleState.RECTIFYING)
    for title in titles[1:]:
        fields = {f.attname: getattr(case, f.attname) for f in Revocation._meta.concrete_fields if f.name != "id"}
        fields |= {"household_id": title.household_id, "title_id": title.pk, "agreed_on": TODAY}
        fields |= {"state": RevocationState.APPROVED, "cancellation_id": None}
        Revocation.objects.create(**fields)
    with CaptureQueriesContext(connection) as many:
        assert signed(world).families == 30
    assert len(one) == len(many)
