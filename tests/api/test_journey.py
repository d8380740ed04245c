"""The journey from the roster to the verified certificate, through the typed client alone (issue 3)."""

import importlib
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from anjia.evaluations.factories import panel_of, ten_good_for_tests
from anjia.honours.models import Title
from anjia.households.tests.rosters import FAMILY, HEADER, xlsx
from anjia.kernel import audit
from anjia.kernel.jobs import run_pending
from anjia.kernel.models import AuditEvent
from anjia.notices.actions import end_notices, record_heartbeat
from anjia.programmes.factories import open_cycle

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ("王秀英", "陈建国", "刘桂兰")
START = "2026-04-01T09:00:00+08:00"


@pytest.fixture
def people(world, caller):
    """Everybody with a token of their own."""
    return {name: caller(getattr(world, name)) for name in (
        "village_officer", "group_leader", "federation_exec_member", "resident_representative",
        "village_panel_member", "town_federation", "town_leading_group", "district_office",
    )}  # fmt: skip


def roster():
    rows = [[name, "1970-05", 3, f"1组{n}号", f"1843700630{n}", "常住", "是", "是"] for n, name in enumerate(NAMES)]
    return xlsx([HEADER, *rows, [*FAMILY[:6], "否", "否"]], name="来园社区居委会")


def imported(people, models, types, village):
    """上传 → 校验 → 确认 → 结果."""
    officer = people["village_officer"]
    file = types.File(payload=roster(), file_name="名册.xlsx", mime_type="application/octet-stream")
    batch = officer(
        "households.import_upload", body=models.ImportUploadMultiPartBodyParams(region=village.pk, roster=file)
    )
    seen = officer("households.import_preview", batch.id)
    assert seen.figures["new"] == 3, seen.to_dict()
    officer("households.import_confirm", batch.id, body=models.ConfirmIn(new=3, update=0))
    assert run_pending() == 1
    assert officer("households.import_get", batch.id).state == "merged"
    families = officer("households.household_list").items
    assert {family.head_name for family in families} == set(NAMES)
    assert all(family.phone.startswith("184****630") for family in families)
    return families


def proven(people, models, families):
    body = models.WitnessIn(kinds=[models.ConsentKind.PARTICIPATE], witness="李见证")
    for family in families:
        told = people["village_officer"]("households.consent_witness", family.id, body=body)
        assert {consent.state for consent in told if consent.kind == "participate"} == {"proven"}


def scored(people, models, world, families):
    """The meeting: quorum, panel, ballots in one batch each, votes."""
    leader = people["group_leader"]
    body = models.MeetingIn(group=world.group.pk, held_on=timezone.localdate(), place="文化广场")
    meeting = leader("evaluations.meeting_plan", body=body)
    early = leader.ask("evaluations.meeting_open", meeting.id)
    assert (early.status_code, early.parsed.code) == (422, "refused")
    assert "还差" in early.parsed.detail
    raters = ("group_leader", "federation_exec_member", "resident_representative")
    seated = [getattr(world, name).pk for name in raters]
    assert set(seated) <= {rater.id for rater in leader("evaluations.rater_list", meeting.id)}
    leader("evaluations.panel_seat", meeting.id, body=models.PanelIn(raters=seated))
    for family in families:
        line = models.RollIn(household=family.id, presence=models.Presence.IN_PERSON)
        leader("evaluations.roll_mark", meeting.id, body=line)
    leader("evaluations.others_count", meeting.id, body=models.OthersIn(number=20))
    assert leader("evaluations.meeting_open", meeting.id).state == "open"
    waiting = leader("evaluations.candidacy_list", meeting=meeting.id).items
    sheet = leader("evaluations.candidacy_sheet", waiting[0].id)
    line = sheet.lines[0]
    off = models.DeductionIn(criterion=line.criterion, reason=line.reasons[0].id, half_points=2)
    for name in raters:
        ballots = [models.BallotIn(candidacy=one.id, deductions=[off]) for one in waiting]
        results = people[name]("evaluations.ballots_put", body=models.BallotsIn(ballots=ballots)).results
        assert all(result.is_recorded for result in results), results
    assert leader("evaluations.scoring_finish", meeting.id).scored == 3
    votes = models.VotesIn(votes=[models.VoteIn(candidacy=one.id, votes=20) for one in waiting])
    assert len(leader("evaluations.votes_record", meeting.id, body=votes).nominated) == 3
    assert leader("evaluations.meeting_close", meeting.id).progress.nominated == 3
    return [one.id for one in waiting]


def approved(people, models, ids):
    body = models.OpinionIn(candidacies=ids, outcome=models.Outcome.ACCEPT)
    for who, step in (
        ("village_panel_member", models.Step.VILLAGE_REVIEW),
        ("town_federation", models.Step.FEDERATION_OPINION),
        ("town_leading_group", models.Step.TOWN_APPROVAL),
    ):
        assert len(people[who]("evaluations.opinion_give", step, body=body).moved) == 3


def published(people, models, village, anyone):
    """The notice, and an objection that anybody files and the town federation answers."""
    body = models.PublishIn(village=village.pk, expected=3)
    notice = people["village_officer"]("notices.notice_publish", body=body)
    shown = anyone("notices.public_notice_get", notice.id)
    assert len(shown.entries) == 3
    objection = models.ObjectionIn(
        entry=shown.entries[0].id, ground=models.ObjectionGround.WRONG_DATA, statement="组别写错了。"
    )
    code = anyone("notices.objection_file", notice.id, body=objection).code
    waiting = people["town_federation"]("notices.objection_list").items
    answer = models.AnswerIn(finding=models.Finding.STAYS, answer="核对过，组别没有写错。", is_unrelated=True)
    people["town_federation"]("notices.objection_answer", waiting[0].id, body=answer)
    told = anyone("notices.objection_progress", body=models.CodeIn(code=code))
    assert (told.state, told.finding) == ("answered", "stays")


def notice_over(clock):
    """The days pass, and the site can be read on every one of them."""
    while timezone.localdate() < date(2026, 4, 12):
        clock.shift(timedelta(hours=3))
        record_heartbeat()
    assert end_notices() == 1


def named(people, models, town):
    group, office = people["town_leading_group"], people["district_office"]
    decision = people["town_federation"]("honours.decision_draft", body=models.DraftIn(town=town.pk))
    group("honours.decision_decide", decision.id, body=models.DecideIn(met_on=timezone.localdate(), expected=3))
    signed = office("honours.decision_sign", decision.id, body=models.SignIn(signer_name="周某", expected=3))
    assert signed.number
    run_pending()
    assert office("honours.decision_get", decision.id).papers == ["pdf", "word", "excel"]
    return signed


def test_from_the_roster_to_the_verified_certificate(world, people, caller, models, package):
    types, anyone = importlib.import_module(f"{package.__name__}.types"), caller()
    with time_machine.travel(START) as clock:
        cycle = open_cycle(world.county, standard_version=ten_good_for_tests())
        panel_of(cycle, world.village, world.village_panel_member, world.federation_exec_member)
        families = imported(people, models, types, world.village)
        proven(people, models, families)
        ids = scored(people, models, world, families)
        approved(people, models, ids)
        published(people, models, world.village, anyone)
        notice_over(clock)
        signed = named(people, models, world.town)
        officer = people["village_officer"]
        titles = officer("honours.title_list", decision=signed.id).items
        assert {title.head_name for title in titles} == set(NAMES)
        body = models.CertificatesIn(region=world.village.pk)
        job = officer("honours.certificates_print", signed.id, body=body)
        run_pending()
        assert officer("honours.certificates_get", job.id).files == 1
        assert officer("jobs.job_get", job.id).state == "done"
        assert officer("honours.certificates_fetch", job.id, 1).payload.read(4) == b"%PDF"
        assert officer("honours.title_certificate", titles[0].id).payload.read(4) == b"%PDF"
        paper = people["district_office"]("honours.decision_fetch", signed.id, "word")
        assert paper.payload.read(2) == b"PK"
        verified(anyone, models, titles[0])
    assert AuditEvent.objects.filter(verb="honours.sign", token_id__isnull=False).exists()
    assert audit.verify().fault == ""


def verified(anyone, models, title):
    """Only 有效 or 无有效称号."""
    code = Title.objects.get(pk=title.id).verify_code
    told = anyone("honours.certificate_verify", body=models.VerifyIn(serial=title.serial, code=code))
    assert (told.is_valid, told.result) == (True, "有效")
    wrong = anyone("honours.certificate_verify", body=models.VerifyIn(serial=title.serial, code="AAAAAAAAAA"))
    assert wrong.to_dict() == {"is_valid": False, "result": "无有效称号"}
    assert timedelta(days=700) < title.valid_to - title.granted_on
