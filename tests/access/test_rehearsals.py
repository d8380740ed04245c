"""A rehearsal leaves nothing: rows, pages, figures and files are the same before, during and after (like A2-12)."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.documents.actions import store_file, take_block, take_number
from anjia.evaluations.actions import (
    close_meeting,
    count_others,
    finish_scoring,
    open_meeting,
    plan_meeting,
    play_opinions,
    record_ballot,
    record_votes,
    seat_panel,
)
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import candidacy_in, family_in, open_cycle
from anjia.evaluations.models import Ballot, Candidacy, GroupMeeting, Opinion
from anjia.honours.factories import issued_decision
from anjia.households.enums import ConsentKind, ConsentState
from anjia.households.models import Consent, Household
from anjia.households.signals import participation_withdrawn
from anjia.kernel import jobs
from anjia.kernel.context import rehearsal
from anjia.kernel.exceptions import Refused
from anjia.kernel.models import AuditEvent, Job
from anjia.kernel.permissions import SYSTEM
from anjia.notices.actions import end_notices, pass_working_day, publish_notice
from anjia.notices.enums import NoticeKind, NoticeState
from anjia.notices.factories import publication_consent, running_notice
from anjia.notices.models import PublicNotice
from anjia.notices.poster import poster_pdf
from anjia.programmes.actions import discard_rehearsal, start_rehearsal
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import HouseholdTotal

# What tells that somebody worked, not what came of it.
TRACES = {"kernel.AuditEvent", "kernel.AuditLink", "kernel.AuditSeal", "web.SubmittedForm"}
TRACES |= {"accounts.User", "accounts.SignIn"}
VOLATILE = re.compile(rb'(nonce-|csrfmiddlewaretoken" value=|X-CSRFToken"?:|name="once" value=)"?[^"<]+')
PAGES = ("/", "/notices/", "/notices/work/", "/evaluations/", "/evaluations/meetings/", "/evaluations/steps/")
READERS = ("village_officer", "town_federation", "district_office", "inspector")


def consenting(group, name):
    family = family_in(group, head_name=name)
    text = publication_consent(family).text
    Consent.objects.filter(household=family).update(kind=ConsentKind.PARTICIPATE)
    assert text.pk
    return family


@pytest.fixture
def year(world):
    """A real year in full run: a title, a running notice, families that wait, and three that only consent."""
    cycle = open_cycle(world.county, authorisation_file_id=world.county.pk)
    issued_decision(world, cycle, names=("李一",))
    running_notice(world.group, cycle, names=("王二",))
    for name in ("钱三", "孙四", "周五"):
        candidacy_in(S.CONSENTED, group=world.group, cycle=cycle, household=consenting(world.group, name))
    HouseholdTotal.objects.filter(region=world.group).update(households=30)
    return cycle


def raters(world):
    return [world.village_officer, world.federation_exec_member, world.resident_representative]


def hold_meeting(world, cycle, by):
    meeting = plan_meeting(world.group, cycle=cycle, held_on=timezone.localdate(), by=by)
    count_others(meeting, number=25, by=by)
    seat_panel(meeting, raters(world), by=by)
    meeting = open_meeting(GroupMeeting.objects.get(pk=meeting.pk), by=by)
    for family in Candidacy.objects.filter(meeting=meeting, state=S.CONSENTED):
        for rater in raters(world):
            record_ballot(family, rater, [], by=rater)
    finish_scoring(meeting, by=by)
    record_votes(meeting, dict.fromkeys(meeting.candidacies.values_list("pk", flat=True), 25), by=by)
    close_meeting(meeting, by=by)


def rehearse(world):
    """Everything a village does, from the meeting to the end of the notice."""
    by = world.village_officer
    cycle = start_rehearsal(world.village, by=by)
    with rehearsal():
        hold_meeting(world, cycle, by)
        play_opinions(cycle, by=by)
        notice = publish_notice(world.village, cycle, by=by)
        poster_pdf(notice)
        while notice.state == NoticeState.RUNNING:
            notice = pass_working_day(notice, by=by)
        assert Candidacy.objects.filter(state=S.ON_NOTICE).count() == 3
        assert (Ballot.objects.filter(candidacy__cycle=cycle).count(), Opinion.objects.count()) == (9, 9)
    return cycle


def rows_of(model):
    """Every row of a table as it stands, rehearsals included."""
    return sorted(map(repr, model._base_manager.order_by().values_list()))


def everything():
    models = [model for model in apps.get_models() if model.__module__.startswith("anjia")]
    kept = [m for m in models if m._meta.label not in TRACES and m._meta.managed]
    return {model._meta.label: rows_of(model) for model in kept}


def pages(world, cycle):
    """What people and the public read, byte for byte but for what is new with every answer."""
    addresses = [
        *PAGES,
        "/console/",
        reverse("programmes:cycle_list"),
        reverse("programmes:cycle_detail", args=[cycle.pk]),
    ]
    addresses += [reverse("honours:title_list"), reverse("honours:public_results"), reverse("programmes:credit_home")]
    seen = {}
    for name in (None, *READERS):
        client = Client()
        if name:
            client.force_login(getattr(world, name), backend="anjia.accounts.backends.PasswordBackend")
        for address in addresses:
            answer = client.get(address)
            seen[name, address] = (answer.status_code, VOLATILE.sub(b"", answer.content))
    return seen


@pytest.mark.django_db(databases=["default", "services"])
def test_rows_pages_and_figures_are_the_same_before_during_and_after(world, year):
    rows, read = everything(), pages(world, year)
    cycle = rehearse(world)
    assert everything() != rows
    assert pages(world, year) == read
    end_notices()
    assert pages(world, year) == read

    gone = discard_rehearsal(cycle, by=world.village_officer)

    assert everything() == rows
    assert pages(world, year) == read
    assert gone["evaluations.Candidacy"] == 3
    assert gone["evaluations.Ballot"] == 9
    assert gone["notices.NoticeEntry"] == 3
    assert not Job.objects.filter(arguments__has_key=jobs.IN_REHEARSAL).exists()


def test_the_trail_keeps_the_counts_and_no_words_of_what_was_rehearsed(world, year):
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    gone = discard_rehearsal(rehearse(world), by=world.village_officer)
    events = AuditEvent.objects.exclude(pk__in=before).order_by("id")
    first, *told, last = [e for e in events if e.note != "rehearsal"]
    rehearsed = [e for e in events if e.note == "rehearsal"]
    assert (first.after, told, last.before) == ({"started": True}, [], gone)
    assert len(rehearsed) > 20
    assert all(set(e.after) | set(e.before) <= {"state"} for e in rehearsed)
    assert not any(e.object_type == Household._meta.label_lower for e in events)


def test_a_family_that_withdraws_leaves_the_rehearsal_at_once(world, year):
    cycle = rehearse(world)
    family = Household.objects.get(head_name="钱三")
    participation_withdrawn.send(sender=Consent, ids=[family.pk], by=SYSTEM)
    with rehearsal():
        assert Candidacy.objects.filter(cycle=cycle).count() == 2
        assert not Candidacy.objects.filter(household=family).exists()
    assert Candidacy.objects.get(household=family).state == S.WITHDRAWN


def test_families_without_a_proven_consent_are_not_scored(world, year):
    unproven = consenting(world.group, "吴六")
    Consent.objects.filter(household=unproven).update(state=ConsentState.ASSERTED, proof=None, proven_at=None)
    start_rehearsal(world.village, by=world.village_officer)
    with rehearsal():
        states = dict(Candidacy.objects.values_list("household__head_name", "state"))
    assert states == {"钱三": S.CONSENTED, "孙四": S.CONSENTED, "周五": S.CONSENTED, "吴六": S.DRAFT}


def test_the_three_opinions_of_a_real_cycle_are_nobodys_to_play(world, year):
    with pytest.raises(Refused):
        play_opinions(year, by=SYSTEM)
    cycle = start_rehearsal(world.village, by=world.village_officer)
    with pytest.raises(Refused, match="还没有推举出来的家庭"):
        play_opinions(cycle, by=world.village_officer)


def test_a_real_notice_cannot_be_hurried(world, year):
    notice = PublicNotice.objects.get(state=NoticeState.RUNNING, kind=NoticeKind.PRE_NAMING)
    with pytest.raises(Refused, match="不能快进"):
        pass_working_day(notice, by=world.village_officer)


def test_no_file_and_no_number_belongs_to_a_rehearsal(world):
    with rehearsal():
        for act in (
            lambda: store_file(b"%PDF-1.4", name="a", kind="k", region_path=world.village.path, by=SYSTEM),
            lambda: take_number("芦妇", 2026, subject="x", object_id=None, by=SYSTEM),
            lambda: take_block("certificate", 2026, 3),
        ):
            with pytest.raises(Refused, match="演练"):
                act()


def test_a_job_asked_for_in_a_rehearsal_runs_in_it(world, year, monkeypatch):
    seen = []
    monkeypatch.setitem(jobs.handlers, "tests.look", lambda progress: seen.append(ProgrammeCycle.objects.count()))
    start_rehearsal(world.village, by=world.village_officer)
    start_rehearsal(world.neighbour_town, by=world.neighbour_town_federation)
    with rehearsal():
        jobs.enqueue("tests.look", key="in")
    jobs.enqueue("tests.look", key="out")
    jobs.run_pending()
    assert seen == [2, 1]


def visit(user, address):
    client = Client()
    if user:
        client.force_login(user, backend="anjia.accounts.backends.PasswordBackend")
    return client.get(address)


def test_its_pages_are_its_own_and_nobody_elses(world, year):
    cycle = start_rehearsal(world.village, by=world.village_officer)
    guide = reverse("programmes:rehearsal_detail", args=[cycle.pk])
    with rehearsal():
        family = Candidacy.objects.first()
    sheet = reverse("evaluations:candidacy_detail", args=[family.pk])
    real = reverse("evaluations:candidacy_detail", args=[Candidacy.objects.filter(state=S.CONSENTED)[0].pk])
    for address, outside in ((guide, 404), (sheet, 404), (real, 200)):
        assert visit(world.village_officer, address).status_code == outside
        assert visit(world.village_officer, f"/rehearsal{address}").status_code == (404 if outside == 200 else 200)
    for stranger in (world.neighbour_village_officer, world.neighbour_town_federation, world.administrator):
        assert visit(stranger, f"/rehearsal{sheet}").status_code in (403, 404)
        assert visit(stranger, f"/rehearsal{guide}").status_code in (403, 404)
    anonymous = visit(None, f"/rehearsal{guide}")
    assert (anonymous.status_code, anonymous.url.split("?")[0]) == (302, reverse("account_login"))


def test_what_has_no_rehearsal_leads_out_of_it(world, year):
    for address in (reverse("households:list"), "/console/", "/", reverse("notices:public_notices")):
        answer = visit(world.village_officer, f"/rehearsal{address}")
        assert (answer.status_code, answer.url) == (302, address)
    client = Client()
    client.force_login(world.district_office, backend="anjia.accounts.backends.PasswordBackend")
    assert client.post(f"/rehearsal{reverse('programmes:cycle_plan')}").status_code == 404


def test_every_page_of_it_wears_the_band_and_links_within(world, year):
    start_rehearsal(world.village, by=world.village_officer)
    for address in ("/evaluations/", "/evaluations/meetings/", "/notices/work/"):
        body = visit(world.village_officer, f"/rehearsal{address}").content.decode()
        assert "rehearsal-band" in body
        assert "/rehearsal/evaluations/meetings/" in body
        assert "rehearsal-band" not in visit(world.village_officer, address).content.decode()


def test_discarding_takes_as_many_statements_whatever_the_number_of_families(world, year):
    counts = []
    for _round in range(2):
        cycle = start_rehearsal(world.village, by=world.village_officer)
        with CaptureQueriesContext(connection) as seen:
            discard_rehearsal(cycle, by=world.village_officer)
        counts.append(len(seen))
        consenting(world.group, "郑七"), consenting(world.group, "冯八")
    assert counts[0] == counts[1]
    assert not ProgrammeCycle._base_manager.filter(is_rehearsal=True).exists()
