"""The pages of appeals: writing one down, answering it, what each person reads of it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.appeals.enums import AppealState, Ground
from anjia.appeals.factories import SCAN, appeal_of, deducted
from anjia.appeals.models import Appeal
from anjia.appeals.queries import open_to
from anjia.appeals.todo import tasks
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import candidacy_in, family_in
from anjia.households.factories import consent
from anjia.kernel.jobs import run_pending
from anjia.web.search import find, read

pytestmark = pytest.mark.django_db


def browser(user):
    client = Client()
    client.force_login(user, backend="anjia.accounts.backends.PasswordBackend")
    return client


def text(response):
    return response.content.decode()


@pytest.fixture
def appeal(world, candidacy):
    return appeal_of(candidacy.household, by=world.village_officer)


def scan():
    return SimpleUploadedFile("申诉书.pdf", SCAN, content_type="application/pdf")


def form_of(household, **told):
    today = timezone.localdate()
    given = {"step": open_to(household)[0].key, "ground": Ground.WRONG_FACT, "statement": "", "received_on": today}
    return {**given, "scan": scan(), **told}


def test_a_paper_is_typed_in_from_the_family_s_page(world, candidacy):
    client, family = browser(world.village_officer), candidacy.household
    page = text(client.get(reverse("households:detail", args=[family.pk])))
    url = reverse("appeals:appeal_file", args=[family.pk])
    assert url in page
    assert "当日所见6，扣 2 分" in text(client.get(url))
    answer = client.post(url, form_of(family), follow=True)
    appeal = Appeal.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("appeals:appeal_detail", args=[appeal.pk])
    assert "打印回执" in text(answer)
    receipt = client.get(reverse("appeals:appeal_receipt", args=[appeal.pk]))
    assert receipt.content.startswith(b"%PDF")


def test_a_late_one_is_taken_and_said_to_be_late(world, candidacy, meeting):
    meeting.closed_at = timezone.now() - timedelta(days=60)
    meeting.save()
    client, family = browser(world.village_officer), candidacy.household
    answer = client.post(reverse("appeals:appeal_file", args=[family.pk]), form_of(family), follow=True)
    assert "已超过申诉期限" in text(answer)
    assert Appeal.objects.get().state == AppealState.LATE


def test_what_is_wrong_with_a_paper_stands_on_the_form(world, candidacy):
    client, family = browser(world.village_officer), candidacy.household
    url = reverse("appeals:appeal_file", args=[family.pk])
    refused = client.post(url, form_of(family, statement="他家总上访"))
    assert refused.status_code == 422
    assert "不能出现在有关家庭的文字里" in text(refused)
    later = client.post(url, form_of(family, received_on=timezone.localdate() + timedelta(days=2)))
    assert "收到日期应在" in text(later)
    assert not Appeal.objects.exists()


def test_a_family_with_nothing_against_it_is_told_so(world, household):
    page = browser(world.village_officer).get(reverse("appeals:appeal_file", args=[household.pk]))
    assert "没有可以申诉的事项" in text(page)


def test_nobody_types_one_in_for_a_family_elsewhere(world):
    family = family_in(world.neighbour_group)
    page = browser(world.village_officer).get(reverse("appeals:appeal_file", args=[family.pk]))
    assert page.status_code == 404


def test_it_is_answered_and_the_files_are_there(world, appeal):
    decider = appeal.assigned_to
    client = browser(decider)
    assert "有 1 件申诉由您答复" in [str(t.title) for t in tasks(decider, world.town.path)]
    assert "王秀英" in text(client.get(reverse("appeals:appeal_list") + "?mine=me"))
    url = reverse("appeals:appeal_decide", args=[appeal.pk])
    assert "扣掉的分数还给这一户" in text(client.get(url))
    told = {"outcome": "upheld", "parts": list(appeal.parts), "answer": "与照片不符。", "is_unrelated": "on"}
    done = client.post(url, told, follow=True)
    assert "申诉已答复" in text(done)
    run_pending()
    page = text(client.get(reverse("appeals:appeal_detail", args=[appeal.pk])))
    assert "书面答复 PDF" in page
    for paper, start in (("pdf", b"%PDF"), ("word", b"PK")):
        file = client.post(reverse("appeals:answer_download", args=[appeal.pk, paper]))
        assert file.content.startswith(start)
    assert tasks(decider, world.town.path) == []


def test_what_a_family_wrote_is_read_by_who_answers_and_who_wrote_it_down(world, candidacy):
    candidacy.household.members.create(name=world.town_federation.display_name, kinship="20")
    appeal = appeal_of(candidacy.household, by=world.village_officer, statement="那天巷道是扫过的")
    url, scanned = (reverse(f"appeals:{n}", args=[appeal.pk]) for n in ("appeal_detail", "scan_download"))
    for who in (world.town_leading_group, world.village_officer):
        assert "那天巷道是扫过的" in text(browser(who).get(url))
        assert browser(who).post(scanned).content == SCAN
    related = browser(world.town_federation).get(url)
    assert "那天巷道是扫过的" not in text(related)
    assert "您本人或亲属是这户家庭的成员" in text(related)
    assert browser(world.town_federation).post(scanned).status_code == 404
    assert browser(world.town_federation).get(reverse("appeals:appeal_decide", args=[appeal.pk])).status_code == 404


def test_stepping_aside_and_taking_back(world, appeal):
    first = appeal.assigned_to
    url = reverse("appeals:appeal_step_aside", args=[appeal.pk])
    assert "由上一级答复" in text(browser(first).get(url))
    browser(first).post(url)
    appeal.refresh_from_db()
    assert appeal.assigned_to not in (None, first)
    back = reverse("appeals:appeal_take_back", args=[appeal.pk])
    assert "不问理由" in text(browser(world.village_officer).get(back))
    browser(world.village_officer).post(back)
    appeal.refresh_from_db()
    assert appeal.state == AppealState.TAKEN_BACK


def test_it_is_found_by_its_number_and_by_the_family(world, appeal):
    for words in (appeal.number, "王秀英"):
        (found,) = find(world.town_federation, read(words), most=5, kind="appeals")
        assert [hit.url for hit in found.hits] == [reverse("appeals:appeal_detail", args=[appeal.pk])]


@pytest.mark.parametrize("who", ["town_federation", "village_officer"])
def test_the_list_takes_the_same_statements_at_one_row_and_at_three(world, cycle, candidacy, raters, meeting, who):
    appeal_of(candidacy.household, by=world.village_officer)
    client, url = browser(world.people[who]), reverse("appeals:appeal_list")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for name in ("李小明", "陈红"):
        family = family_in(world.group, name)
        consent(family, proven=True)
        deducted(candidacy_in(S.SCORED, group=world.group, cycle=cycle, household=family, meeting=meeting), raters)
        appeal_of(family, by=world.village_officer)
    with CaptureQueriesContext(connection) as three:
        assert "陈红" in text(client.get(url))
    assert len(three) == len(one)
