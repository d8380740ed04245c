"""A wrong name behind an issued decision: an erratum beside it, new certificates, everything shown rightly."""

import io
import threading
from datetime import timedelta
from itertools import product

import openpyxl
import pytest
from django.db import connections
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.accounts.testing import make_world
from anjia.documents.models import DocumentNumber, StoredFile
from anjia.documents.queries import read_file, versions_of
from anjia.documents.tests.reading import pdf_text, word_text
from anjia.honours.actions import resubmit_erratum, return_erratum, sign_decision, sign_erratum
from anjia.honours.enums import ErratumState, ReturnReason, TitleState
from anjia.honours.factories import decided_decision, issued_decision
from anjia.honours.models import Erratum, ErratumLine, NamingDecision, Title
from anjia.honours.permissions import can_resubmit, can_return, can_sign_erratum
from anjia.honours.queries import errata_visible_to, live_titles, title_by
from anjia.honours.tasks import render_erratum
from anjia.honours.tests.correcting import rename, sign
from anjia.honours.workflow import ERRATUM
from anjia.households.models import Household
from anjia.households.signals import participation_withdrawn
from anjia.kernel import jobs
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.jobs import Progress, run_pending
from anjia.kernel.models import Job
from anjia.kernel.workflow import advance
from anjia.notices.factories import publication_consent
from anjia.notices.models import NoticeEntry
from anjia.programmes.factories import open_cycle
from anjia.web.panels import tasks_for

pytestmark = pytest.mark.django_db


def test_before_the_signature_the_decision_reads_rightly(world, cycle):
    decided = decided_decision(world, cycle, names=("王小明", "李建军"))
    rename("王小明", "王晓明", world.village_officer)
    issued = sign_decision(decided, signer_name="周主席", by=world.district_office)
    assert set(issued.titles.values_list("head_name", flat=True)) == {"王晓明", "李建军"}
    assert not Erratum.objects.exists()


def test_behind_the_decision_an_erratum_is_drafted_and_nothing_else_changes(world, decision, drafted):
    assert (drafted.state, drafted.decision, drafted.number_text) == (ErratumState.DRAFTED, decision, "")
    line = drafted.lines.get()
    assert (line.before, line.after) == ("王小明", "王晓明")
    assert "王小明" in live_titles(decision).values_list("head_name", flat=True)
    result = NoticeEntry.objects.get(household=line.household_id, notice__decision_id=decision.pk)
    assert (result.shown_name, result.corrected_on) == ("王*明", None)


def test_corrections_of_one_decision_come_in_one_letter_and_fall_away_when_taken_back(world, decision, drafted):
    rename("李建军", "李建君", world.village_officer)
    assert (Erratum.objects.count(), drafted.lines.count()) == (1, 2)
    rename("王晓明", "王小明", world.village_officer)
    assert [line.after for line in drafted.lines.all()] == ["李建君"]
    rename("李建君", "李建军", world.village_officer)
    drafted.refresh_from_db()
    assert drafted.state == ErratumState.LAPSED
    rename("陈红", "陈虹", world.village_officer)
    assert Erratum.objects.exclude(pk=drafted.pk).get().state == ErratumState.DRAFTED


def test_the_signature_corrects_everything_and_leaves_the_decision_as_it_is(world, decision, drafted):
    old = Title.objects.get(head_name="王小明")
    publication_consent(Household.objects.get(pk=old.household_id))
    before = NamingDecision.objects.filter(pk=decision.pk).values().get()

    issued = sign(drafted, world, expected=1)

    assert NamingDecision.objects.filter(pk=decision.pk).values().get() == before
    assert issued.state == ErratumState.ISSUED
    assert [str(number) for number in DocumentNumber.objects.order_by("number")] == [
        decision.number_text,
        issued.number_text,
    ]
    new = Title.objects.get(erratum=issued)
    old.refresh_from_db()
    assert (old.state, old.head_name, new.head_name) == (TitleState.SUPERSEDED, "王小明", "王晓明")
    assert (new.granted_on, new.review_due_on, new.valid_to) == (old.granted_on, old.review_due_on, old.valid_to)
    assert new.serial != old.serial
    assert title_by(old.serial, old.verify_code) is None
    assert title_by(new.serial, new.verify_code) == new
    assert title_by(new.serial, old.verify_code) is None
    result = NoticeEntry.objects.get(household=new.household_id, notice__decision_id=decision.pk)
    assert (result.shown_name, result.corrected_on) == ("王晓明", timezone.localdate())
    assert live_titles(decision).count() == 3


def test_the_letter_in_pdf_and_word_and_the_roster_beside_the_old_one(world, decision, drafted):
    run_pending()
    issued = sign(drafted, world)
    run_pending()
    issued.refresh_from_db()
    decision.refresh_from_db()
    new = Title.objects.get(erratum=issued)
    pdf, word, excel = (
        StoredFile.objects.get(pk=pk) for pk in (issued.pdf_file_id, issued.word_file_id, issued.excel_file_id)
    )
    for text in (pdf_text(read_file(pdf)), word_text(read_file(word))):
        for told in ("王小明", "王晓明", decision.number_text, issued.number_text, new.serial, "有效期不变"):
            assert told in text, told
    assert [version.pk for version in versions_of(excel)] == [issued.excel_file_id, decision.excel_file_id]
    sheets = [openpyxl.load_workbook(io.BytesIO(read_file(version))).active for version in versions_of(excel)]
    cells = [{str(c) for row in sheet.iter_rows(values_only=True) for c in row} for sheet in sheets]
    assert "王晓明" in cells[0]
    assert "王小明" not in cells[0]
    assert "王小明" in cells[1]

    kept = (issued.pdf_file_id, issued.word_file_id)
    Erratum.objects.filter(pk=issued.pk).update(excel_file_id=None)
    render_erratum(Progress(Job.objects.get(name="honours.render_erratum").pk), erratum_id=str(issued.pk),
                   user_id=str(world.district_office.pk))  # fmt: skip
    issued.refresh_from_db()
    assert (issued.pdf_file_id, issued.word_file_id) == kept
    assert issued.excel_file_id not in {None, excel.pk}


def test_many_corrections_stand_in_an_annex(world, cycle):
    names = ("王小明", "李建军", "陈红霞", "周兰英")
    decision = issued_decision(world, cycle, names=names)
    for name in names:
        rename(name, name[:-1] + "民", world.village_officer)
    issued = sign(Erratum.objects.get(), world)
    run_pending()
    issued.refresh_from_db()
    text = pdf_text(read_file(StoredFile.objects.get(pk=issued.pdf_file_id)))
    assert "更正内容见附件" in text
    assert all(name in text for name in names)
    assert f"{decision.number_text}文件姓名更正表" in text


def test_a_later_erratum_corrects_the_new_title_and_files_after_the_first(world, decision, drafted):
    run_pending()
    first = sign(drafted, world)
    run_pending()
    rename("王晓明", "王小铭", world.town_federation)
    second = sign(Erratum.objects.get(state=ErratumState.DRAFTED), world)
    run_pending()
    chain = list(Title.objects.filter(household=first.lines.get().household_id).order_by("created_at"))
    assert [title.state for title in chain] == ["superseded", "superseded", "valid"]
    second.refresh_from_db()
    first.refresh_from_db()
    excel = StoredFile.objects.get(pk=second.excel_file_id)
    assert [version.pk for version in versions_of(excel)][1] == first.excel_file_id


class TestRefused:
    def test_who_may_not_sign(self, world, drafted):
        for role in ("town_federation", "town_leading_group", "village_officer", "city_office"):
            with pytest.raises(NotPermitted):
                sign(drafted, world, by=getattr(world, role))
        Erratum.objects.filter(pk=drafted.pk).update(drafted_by_id=world.district_office.pk)
        drafted.refresh_from_db()
        with pytest.raises(NotPermitted, match="同一个人"):
            sign(drafted, world)

    def test_another_number_of_families_or_signed_already(self, world, drafted):
        with pytest.raises(Conflict, match="现在是 1 户"):
            sign(drafted, world, expected=2)
        sign(drafted, world)
        with pytest.raises(Conflict, match="已由别人签发"):
            sign(drafted, world)
        assert DocumentNumber.objects.count() == 2

    def test_a_family_that_withdrew_is_not_corrected_and_leaves_no_name(self, world, drafted):
        held = drafted.lines.get().household_id
        participation_withdrawn.send(sender=Household, ids=[held], by=world.village_officer)
        drafted.refresh_from_db()
        assert drafted.state == ErratumState.LAPSED
        with pytest.raises(Conflict):
            sign(drafted, world)

    def test_withdrawn_after_the_erratum_no_name_is_left_anywhere(self, world, drafted):
        issued = sign(drafted, world)
        held = issued.lines.get().household_id
        participation_withdrawn.send(sender=Household, ids=[held], by=world.village_officer)
        assert set(Title.objects.filter(household=held).values_list("head_name", flat=True)) == {""}
        assert (ErratumLine.objects.get().before, ErratumLine.objects.get().after) == ("", "")
        left = NoticeEntry.objects.filter(household=held)
        assert set(left.values_list("shown_name", "corrected_from")) == {("", "")}

    def test_with_nobody_left_there_is_nothing_to_sign(self, world, drafted):
        Title.objects.filter(head_name="王小明").update(state=TitleState.WITHDRAWN, withdrawn_at=timezone.now())
        with pytest.raises(Refused, match="都已退出"):
            sign(drafted, world)


def test_returned_for_a_closed_reason_and_submitted_again(world, drafted):
    with pytest.raises(Refused, match="选择"):
        return_erratum(drafted, reason="不行", by=world.district_office)
    return_erratum(drafted, reason=ReturnReason.NOT_SHOWN, by=world.district_office)
    assert any("退回补正" in str(t.title) for t in tasks_for(world.town_federation, world.town.path))
    resubmit_erratum(drafted, by=world.town_federation)
    assert (drafted.state, drafted.return_reason) == (ErratumState.DRAFTED, "")
    return_erratum(drafted, reason=ReturnReason.NOT_SHOWN, by=world.district_office)
    rename("李建军", "李建君", world.village_officer)
    drafted.refresh_from_db()
    assert (drafted.state, drafted.lines.count()) == (ErratumState.DRAFTED, 2)


ROLES = ["village_officer", "town_federation", "town_leading_group", "district_office", "neighbour_town_federation"]
MAY = {
    "sign": {"district_office"},
    "return": {"district_office"},
    "resubmit": {"town_federation", "town_leading_group", "district_office"},
    "lapse": {"town_federation", "town_leading_group"},
}


@pytest.mark.parametrize(("step", "state", "role"), list(product(MAY, ErratumState, ROLES)))
def test_matrix(world, drafted, step, state, role):
    signed = {"signed_at": timezone.now(), "signed_by_id": world.city_office.pk, "number_id": drafted.pk}
    signed |= {"number_text": "株荷妇〔2026〕99号"}
    Erratum.objects.filter(pk=drafted.pk).update(state=state, **signed)
    drafted.refresh_from_db()
    who, expected = getattr(world, role), None
    if role not in MAY[step]:
        expected = NotPermitted
    elif state not in ERRATUM[step].source:
        expected = Conflict
    if expected is None:
        assert advance(drafted, ERRATUM[step], by=who).state == ERRATUM[step].target
    else:
        with pytest.raises(expected):
            advance(drafted, ERRATUM[step], by=who)


def test_predicates_and_queries_agree(world, drafted):
    for role in (*ROLES, "city_office", "inspector"):
        who = getattr(world, role)
        seen = errata_visible_to(who, "honours.sign").filter(pk=drafted.pk).exists()
        assert can_sign_erratum(who, drafted) == can_return(who, drafted) == seen, role
        assert not can_resubmit(who, drafted)


@pytest.mark.django_db(transaction=True)
def test_two_signers_of_one_erratum(transactional_db):
    world = make_world()
    issued_decision(world, open_cycle(world, naming_day=timezone.localdate() + timedelta(days=5)))
    rename("王小明", "王晓明", world.village_officer)
    pk = Erratum.objects.get().pk
    other = persona("district_office", world.county, second_factor=False)
    start, outcomes = threading.Barrier(2), []

    def run(by) -> None:
        start.wait()
        try:
            found = Erratum.objects.select_related("decision__region").get(pk=pk)
            outcomes.append(sign_erratum(found, signer_name="周主席", by=by))
        except Refused as refusal:
            outcomes.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(by,)) for by in (world.district_office, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Erratum"]
    assert (DocumentNumber.objects.count(), Title.objects.count()) == (2, 4)
    assert jobs.queue_size() >= 1
