"""Asking by oneself, being sent with one's own signature, coming or not: counted, and forgotten (A13-1)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.documents.papers import NoticePoster
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import grants
from anjia.kernel.workflow import advance
from anjia.services.actions import assign_case, close_case, erase_due, reopen_case
from anjia.services.codes import WALLED
from anjia.services.enums import Source
from anjia.services.factories import told
from anjia.services.figures import closed_quarters, figures_of, quarter_of
from anjia.services.models import Case, CaseFile, CaseNote, CaseTask
from anjia.services.offers import papers
from anjia.services.offers.actions import arrange, ask_for, close_offer, leave
from anjia.services.offers.enums import RequestState
from anjia.services.offers.factories import AGENCY, asked, drafted, opened, referred
from anjia.services.offers.figures import offer_figures
from anjia.services.offers.kind import acts, client_acts, states
from anjia.services.offers.models import OfferCount, OfferRequest, ServiceOffer
from anjia.services.offers.queries import request_of
from anjia.services.offers.workflow import REQUEST
from anjia.services.queries import case_by_code
from anjia.services.suppression import FEWEST
from anjia.web.once import new_token

ROLES = ("case_worker", "case_supervisor", "village_officer", "town_federation", "district_office", "administrator")
PDF = b"%PDF-1.4\n%%EOF"


@pytest.fixture
def offer(world):
    return opened(world.county, world.case_worker, world.case_supervisor)


@pytest.fixture
def case(world, offer):
    made = asked(offer)
    assign_case(made, world.case_worker, by=world.case_supervisor)
    return made


def test_state_by_transition_by_role(world, case):
    row = request_of(case)
    for state in RequestState:
        for step in REQUEST:
            for role in ROLES:
                OfferRequest.objects.filter(pk=row.pk).update(state=state)
                row.refresh_from_db()
                by = getattr(world, role)
                if role not in grants.roles_with(step.permission):
                    with pytest.raises(NotPermitted):
                        advance(row, step, by=by)
                elif state not in step.source:
                    with pytest.raises(Conflict):
                        advance(row, step, by=by)
                else:
                    assert advance(row, step, by=by).state == step.target


def test_no_row_ties_a_person_to_an_offer_or_its_audience(offer, case):
    """Frame F3: no list of persons, no status, no past. What they asked for stands sealed, and goes with the case."""
    names = {field.name for field in OfferRequest._meta.get_fields()}
    assert names <= {
        "id", "created_at", "updated_at", "created_by", "updated_by", "version",
        "case", "state", "wants", "agency", "proof", "kept_at",
    }  # fmt: skip
    assert {f.name for f in OfferCount._meta.get_fields()} == {"id", "offer", "quarter", "times"}
    assert {f.related_model for f in ServiceOffer._meta.get_fields() if f.is_relation} == {OfferCount}
    row = request_of(case)
    assert offer.title in row.wants
    assert offer.audience not in f"{row.wants}{case.summary}"
    events = AuditEvent.objects.using(WALLED).filter(object_id__in=[case.pk, row.pk])
    assert str(offer.pk) not in str([(e.before, e.after, e.note) for e in events])


def test_sent_twice_it_is_one_case_and_one_count(offer):
    token = new_token()
    assert asked(offer, token) == asked(offer, token)
    asked(offer)
    assert Case.objects.count() == 2
    assert OfferCount.objects.get().times == 2


def test_only_what_is_open_can_be_asked_for(world, offer):
    draft = drafted(world.county, world.case_worker)
    close_offer(offer, by=world.case_supervisor)
    for one in (draft, offer):
        with pytest.raises(Conflict, match="不再报名"):
            asked(one)
        with pytest.raises(Conflict, match="不再报名"):
            referred(one, world.case_worker)
    assert not Case.objects.exists()


def test_the_word_of_the_person_is_asked_for(offer):
    for changes in ({"consents": False}, {"name": " "}, {"is_under_14": True}, {"channel": "phone", "phone": ""}):
        with pytest.raises(Refused):
            asked(offer, **changes)
    assert not OfferCount.objects.exists()


def test_taken_down_by_staff_of_the_place(world, offer):
    said = told(summary="")
    made = ask_for(offer, said, source=Source.VISIT, token=new_token(), by=world.case_worker)
    assert made.client.consents.get().given == "spoken"
    with pytest.raises(NotPermitted):
        ask_for(offer, said, source=Source.VISIT, token=new_token(), by=world.village_officer)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"kept_at": " "}, "没有本人签字的同意书"),
        ({"signed_on": None}, "没有本人签字的同意书"),
        ({"signed_on": timezone.localdate() + timedelta(days=2)}, "不能晚于今天"),
        ({"agency": " "}, "哪个单位"),
        ({"scan": b"PK\x03\x04"}, "已损坏"),
        ({"scan": b"text"}, "只接受"),
        ({"scan": PDF + b" " * 20 * 1024 * 1024}, "20兆"),
    ],
)
def test_no_agency_sends_anybody_without_their_signature(world, offer, changes, why):
    with pytest.raises(Refused, match=why):
        referred(offer, world.case_worker, **changes)
    assert not Case.objects.exists()
    assert not OfferCount.objects.exists()


def test_sent_with_a_signature(world, offer):
    case = referred(offer, world.case_worker, scan=PDF, kept_at="")
    row, consent = request_of(case), case.client.consents.get()
    assert (row.agency, row.proof, case.source) == (AGENCY, "scan", Source.REFERRED)
    assert (consent.given, consent.given_on) == ("signed", timezone.localdate())
    assert CaseFile.objects.get(case=case).media_type == "application/pdf"
    assert not CaseFile.objects.get(case=case).by_code
    on_paper = request_of(referred(offer, world.case_worker))
    assert (on_paper.proof, on_paper.kept_at) == ("paper", "单位档案柜")
    for role in set(ROLES) - {"case_worker", "case_supervisor"}:
        with pytest.raises(NotPermitted):
            referred(offer, getattr(world, role))


def test_the_database_too_wants_the_signature(world, case):
    with pytest.raises(IntegrityError), transaction.atomic(using=WALLED):
        OfferRequest.objects.filter(case=case).update(agency="x", proof="")


def test_an_answer_is_due_and_arranged(world, case):
    by, row = world.case_worker, request_of(case)
    assert CaseTask.objects.get(case=case).done_on is None
    assert [act.name for act in acts(case, by)] == ["arrange"]
    with pytest.raises(Refused):
        arrange(row, words=" ", by=by)
    with pytest.raises(NotPermitted):
        arrange(row, words="x", by=persona("case_worker", world.county))
    assert arrange(row, words="周二晚上七点，找小李", by=by).state == RequestState.ARRANGED
    assert CaseNote.objects.get(case=case).side == "to"
    assert CaseTask.objects.get(case=case).done_on
    assert arrange(row, words="改到周四", by=by).state == RequestState.ARRANGED
    close_case(case, by=by)
    assert acts(case, by) == client_acts(case) == []
    reopen_case(Case.objects.get(pk=case.pk), by=by)
    assert states([case.pk])[case.pk].label == RequestState.RECEIVED.label


def test_left_at_any_time_nothing_is_left(world, offer):
    """Taken back: thirty days later the words are gone, with agency and paper; the count of a quarter says nobody."""
    case = referred(offer, world.case_worker, scan=PDF)
    assign_case(case, world.case_worker, by=world.case_supervisor)
    assert [act.name for act in client_acts(case)] == ["leave"]
    leave(request_of(case))
    case.refresh_from_db()
    assert request_of(case).state == RequestState.WITHDRAWN
    assert not case.client.consents.filter(withdrawn_on__isnull=True).exists()
    assert case.erase_after == timezone.localdate() + timedelta(days=30)
    assert erase_due(timezone.localdate() + timedelta(days=31)) == 1
    row = request_of(Case.objects.get(pk=case.pk))
    assert (row.wants, row.agency, row.kept_at) == ("", "", "")
    assert not CaseFile.objects.exists()
    with pytest.raises(Refused):
        leave(row)


def test_a_helped_one_is_forgotten_after_a_year(world, case):
    close_case(case, by=world.case_worker)
    case.refresh_from_db()
    assert case.erase_after.year == case.closed_on.year + 1
    assert case_by_code("") is None


def test_figures_find_nobody(world, offer):
    chief, other = world.case_supervisor, opened(world.town, world.case_worker, world.case_supervisor, title="小课堂")
    quarter = quarter_of(timezone.localdate())
    for one, times in ((offer, 9), (other, 2)):
        for _n in range(times):
            asked(one)
    with pytest.raises(ValueError, match="not over"):
        offer_figures(chief, world.county, quarter)
    with pytest.raises(NotPermitted):
        offer_figures(world.case_worker, world.county, quarter)
    with time_machine.travel(timezone.now() + timedelta(days=110), tick=False):
        assert quarter in closed_quarters()
        shown = offer_figures(chief, world.county, quarter)
        whole = figures_of(chief, world.county, quarter, kind="offer")
    assert dict(shown.rows) == {"电工夜校": None, "小课堂": None}
    assert shown.total == whole.total == 11
    assert whole.towns == [(world.county.name, 11)], "by town, the town's two could be subtracted"


@pytest.mark.parametrize("counts", [(3, 0), (3, 1), (4, 3), (7, 0), (9, 2), (5, 5), (1, 0)])
def test_no_row_is_told_beside_a_total_that_is_hidden(world, counts):
    """What is told of offers and of cases is one whole: where offers hide it, they tell no row either."""
    for number, times in enumerate(counts):
        one = opened(world.county, world.case_worker, world.case_supervisor, title=f"第{number}项")
        for _n in range(times):
            asked(one)
    quarter = quarter_of(timezone.localdate())
    with time_machine.travel(timezone.now() + timedelta(days=110), tick=False):
        shown = offer_figures(world.case_supervisor, world.county, quarter)
        whole = figures_of(world.case_supervisor, world.county, quarter, kind="offer")
    assert shown.total in (None, whole.total)
    if shown.total is None:
        assert {count for _title, count in shown.rows} == {None}, (
            "nothing for a total that is told elsewhere to lay open"
        )
    assert all(count is None or count == 0 or count >= FEWEST for _title, count in shown.rows)


def test_the_papers(world, offer, monkeypatch):
    made = []
    monkeypatch.setattr(papers, "render_notice_poster", made.append)
    monkeypatch.setattr(papers, "render_minutes", made.append)
    papers.poster(offer)
    papers.consent_paper(offer, AGENCY)
    poster, consent = made
    assert isinstance(poster, NoticePoster)
    assert poster.url.endswith("/help/offers/"), "the code on the wall does not tell which one"
    text = "".join(item.text for item in consent.items)
    for said in (AGENCY, "其他情况一概不说", "都不告诉某单位", "不签没有任何影响"):
        assert said in text
