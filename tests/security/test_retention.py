"""What is kept goes when its term is over: from tables, files and the search; and not a day before (domain B10)."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.models import Invitation
from anjia.appeals.actions import decide_appeal
from anjia.appeals.factories import appeal_of
from anjia.documents.actions import Paper, keep_paper, store_file
from anjia.documents.enums import PaperKind
from anjia.documents.models import ExportRequest, KeptPaper, StoredFile
from anjia.documents.permissions import EXPORT_KIND
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import candidacy_in, open_cycle
from anjia.evaluations.models import Ballot, Candidacy, Opinion
from anjia.honours.factories import issued_decision
from anjia.honours.models import Title
from anjia.households.actions import withdraw_participation
from anjia.households.actions.consents import PAPER_KIND
from anjia.households.factories import consent, family
from anjia.households.models import HouseholdMember
from anjia.households.queries import search, visible_to
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.notices.actions import answer_objection
from anjia.notices.factories import objection_to, running_notice
from anjia.programmes.actions import place_holds
from anjia.programmes.enums import HeldStep
from anjia.regions.actions import amend_rule
from anjia.regions.enums import Rule
from anjia.regions.retention import Keeping, carry_out, keepings, preview, starts_by
from anjia.rolling.actions import record_review
from anjia.rolling.factories import heard, look, titles_of
from anjia.rolling.models import ReviewFinding, TitleReview
from tests.security.test_personal_data import everything

CANARY = "雀尾生"
YEAR = timedelta(days=367)


def rater_ballot(candidacy, rater):
    return Ballot.objects.create(
        household=candidacy.household, candidacy=candidacy, rater=rater, entered_by_id=rater.pk, scores=(20, 16)
    )


@pytest.fixture
def canary(world):
    """A family that left, with its name in tables, a file and the search."""
    row = family(world.group, CANARY, address=f"{CANARY}巷1号")
    consent(row, proven=True)
    HouseholdMember.objects.create(household=row, name=f"{CANARY}甲", kinship="31")
    data = f"%PDF-1.4\n{CANARY}\n%%EOF\n".encode()
    stored = store_file(data, name="a.pdf", kind=PAPER_KIND, region_path=world.village.path, by=world.village_officer)
    paper = Paper(timezone.localdate(), helped_by=f"{CANARY}乙")
    told = {"file_kind": PAPER_KIND, "subject_id": row.pk, "by": world.village_officer}
    KeptPaper.objects.filter(pk=keep_paper(paper, PaperKind.WITHDRAWAL, world.group, **told).pk).update(
        scan_id=stored.pk
    )
    withdraw_participation(row, by=world.village_officer)
    return row


def test_the_canary_is_gone_from_tables_files_and_search_the_day_after_its_term(
    world, canary, settings, django_capture_on_commit_callbacks
):
    today = timezone.localdate()
    last = today.replace(year=today.year + 1) if (today.month, today.day) != (2, 29) else date(today.year + 1, 2, 28)
    assert carry_out(last, dry_run=True)["households.left"] == 0
    with django_capture_on_commit_callbacks(execute=True):
        carry_out(last)
    assert CANARY in everything(), "on the last day of its term it is still there"
    assert carry_out(last + timedelta(days=1), dry_run=True)["households.left"] == 1
    assert CANARY in everything(), "a dry run changes nothing"
    with django_capture_on_commit_callbacks(execute=True):
        assert carry_out(last + timedelta(days=1))["households.left"] == 1
    assert CANARY not in everything()
    assert not [
        path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()
    ]
    assert not search(visible_to(SYSTEM), CANARY).exists()
    event = AuditEvent.objects.filter(object_id=canary.pk, verb="regions.forget").get()
    assert "个人信息保护法第47条" in event.note
    assert carry_out(last + timedelta(days=1))["households.left"] == 0


def test_scores_of_families_that_were_not_named_go_and_the_result_stays(world):
    cycle = open_cycle(world.county)
    refused = candidacy_in(S.REFUSED, group=world.group, cycle=cycle)
    rater_ballot(refused, world.village_officer)
    told = {"household": refused.household, "candidacy": refused, "given_by_id": uuid7(), "given_at": timezone.now()}
    Opinion.objects.create(step="village_review", outcome="refuse", reason="not_eligible", note="没有带原件", **told)
    Candidacy.objects.filter(pk=refused.pk).update(score_sums=(20, 16), total_half_points=36)
    assert carry_out(cycle.naming_day + timedelta(days=300))["evaluations.unnamed"] == 0
    assert carry_out(cycle.naming_day + YEAR)["evaluations.unnamed"] == 1
    refused.refresh_from_db()
    assert (refused.state, refused.total_half_points, refused.score_sums) == (S.REFUSED, 36, ())
    assert not Ballot.objects.exists()
    assert Opinion.objects.get().note == ""


def test_scores_of_a_named_family_stay_two_years_beyond_its_title(world):
    decision = issued_decision(world, open_cycle(world.county, authorisation_file_id=uuid7()))
    title = Title.objects.filter(decision=decision).order_by("serial").first()
    rater_ballot(Candidacy.objects.get(household=title.household), world.village_officer)
    assert carry_out(title.valid_to + timedelta(days=700))["honours.scores"] == 0
    assert carry_out(title.valid_to + timedelta(days=740))["honours.scores"] == 1
    assert not Ballot.objects.exists()
    title.refresh_from_db()
    assert title.head_name, "the list of names is kept for good"


def test_what_is_contested_or_still_titled_stays_though_its_time_is_over(world, canary):
    place_holds(canary, [(HeldStep.RANKING, canary.pk)], ground="x", source_id=uuid7(), by=world.village_officer)
    assert carry_out(timezone.localdate() + YEAR)["households.left"] == 0
    decision = issued_decision(world, open_cycle(world.county, authorisation_file_id=uuid7()))
    moved = Title.objects.filter(decision=decision).order_by("serial").first().household
    type(moved).objects.filter(pk=moved.pk).update(is_active=False, updated_at=timezone.now() - 2 * YEAR)
    moved.consents.all().delete()
    assert carry_out()["households.left"] == 0


def test_an_objection_keeps_its_finding_and_loses_its_words(world):
    objection = objection_to(
        running_notice(world.group, open_cycle(world.county)).entries.first(), objector_name="李某"
    )
    answer_objection(objection, finding="stays", answer="已核对。", is_unrelated=True, by=world.town_federation)
    assert carry_out(timezone.localdate() + YEAR)["notices.objections"] == 1
    objection.refresh_from_db()
    assert (objection.finding, objection.statement, objection.objector_name, objection.answer) == ("stays", "", "", "")


def test_what_an_appeal_said_goes_two_years_after_its_answer(world):
    title = titles_of(world, open_cycle(world.county, authorisation_file_id=uuid7()))[0]
    appeal = failed_and_contested(world, title)
    told = {"is_upheld": False, "answer": f"{CANARY}答复", "is_unrelated": True, "by": appeal.assigned_to}
    decide_appeal(appeal, **told)
    today = timezone.localdate()
    assert carry_out(today + timedelta(days=725), dry_run=True)["appeals.words"] == 0
    assert carry_out(today + timedelta(days=735))["appeals.words"] == 1
    appeal.refresh_from_db()
    assert (appeal.state, appeal.about, appeal.answer, appeal.parts, appeal.scan_file_id) == (
        "rejected",
        "",
        "",
        {},
        None,
    )
    assert CANARY not in everything()
    assert carry_out(today + timedelta(days=735))["appeals.words"] == 0


def test_an_open_appeal_is_kept_whatever_its_age(world):
    title = titles_of(world, open_cycle(world.county, authorisation_file_id=uuid7()))[0]
    failed_and_contested(world, title)
    assert carry_out(timezone.localdate() + 4 * YEAR)["appeals.words"] == 0


def test_what_reviews_found_and_hearings_said_goes_two_years_after_the_title(world):
    cycle = open_cycle(world.county, authorisation_file_id=uuid7())
    title = titles_of(world, cycle)[0]
    case = heard(world, cycle, title)
    for days, gone in ((725, 0), (735, 2)):
        assert carry_out(title.valid_to + timedelta(days=days))["rolling.reviews"] == gone
    case.refresh_from_db()
    assert (case.reason, case.words, case.hearing) == ("", "", "came")
    assert not ReviewFinding.objects.exists()
    assert set(TitleReview.objects.values_list("state", "note")) == {("failed", "")}


def failed_and_contested(world, title):
    record_review(title, look(world, title.decision.cycle, 1, days=30), by=world.village_officer)
    return appeal_of(title.household, by=world.village_officer, statement=f"{CANARY}当天在家")


def test_exported_lists_and_void_invitations_go_after_a_month(world):
    stored = store_file(
        b"%PDF-1.4\nlist\n%%EOF\n", name="a.pdf", kind=EXPORT_KIND, region_path="", by=world.village_officer
    )
    ExportRequest.objects.create(
        region=world.village, list_name="x", title="x", persons=3, purpose="x", file_id=stored.pk,
        requested_by_id=world.village_officer.pk,
    )  # fmt: skip
    Invitation.objects.create(
        token_hash="x", username="13900000000", display_name="王某", role="group_leader", region=world.group,
        expires_at=timezone.now(),
    )  # fmt: skip
    done = carry_out(timezone.localdate() + timedelta(days=32))
    assert (done["documents.exports"], done["accounts.invitations"]) == (1, 1)
    assert not ExportRequest.objects.exists()
    assert not StoredFile.objects.filter(pk=stored.pk).exists()
    assert not Invitation.objects.exists()


def test_a_changed_rule_counts_from_its_day(world, canary):
    today = timezone.localdate()
    told = {
        "law": "本平台规则",
        "article": "",
        "text": "退出一个月后删去。",
        "valid_from": today,
        "by": world.administrator,
    }
    amend_rule(Rule.KEEP_LEFT, numerator=1, **told)
    assert carry_out(today + timedelta(days=33), dry_run=True)["households.left"] == 1


@pytest.mark.parametrize("keeping", list(keepings.values()), ids=list(keepings))
def test_every_term_is_a_shipped_rule_of_days_or_months(world, keeping: Keeping):
    lines = {line.keeping.key: line for line in preview([world.county.path])}
    assert lines[keeping.key].basis.is_shipped
    assert starts_by(lines[keeping.key].basis, date(2026, 5, 15)) < date(2026, 5, 15)


def test_the_page_shows_numbers_in_ones_own_places_and_no_names(client, world, canary):
    page = reverse("regions:retention")
    client.force_login(world.village_officer)
    type(canary).objects.update(updated_at=timezone.now())
    canary.consents.update(withdrawn_at=timezone.now() - timedelta(days=350))
    shown = client.get(page).content.decode()
    assert CANARY not in shown
    lines = {line.keeping.key: line for line in client.get(page).context["lines"]}
    assert (lines["households.left"].now, lines["households.left"].soon) == (0, 1)
    assert "不进回收站" in shown
    client.force_login(world.neighbour_village_officer)
    lines = {line.keeping.key: line for line in client.get(page).context["lines"]}
    assert (lines["households.left"].soon, lines["households.left"].first) == (0, None)
    client.force_login(world.group_leader)
    assert client.get(page).status_code == 403


def test_the_page_asks_as_many_questions_for_three_as_for_one(client, world, canary):
    client.force_login(world.village_officer)
    page = reverse("regions:retention")
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for name in ("李想", "王小明"):
        other = family(world.group, name)
        consent(other)
        withdraw_participation(other, by=world.village_officer)
    with CaptureQueriesContext(connection) as three:
        client.get(page)
    assert len(one) == len(three)


def test_the_command_counts_and_only_destroys_when_told(world, canary, capsys):
    canary.consents.update(withdrawn_at=timezone.now() - 2 * YEAR)
    call_command("retention")
    assert "1  households.left" in capsys.readouterr().out
    assert CANARY in everything()
    call_command("retention", "--destroy")
    assert CANARY not in everything()
