"""The pages of suggestions and hot topics: used by supervisors, read by workers, refused or absent for the rest."""

from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.documents.tests.reading import pdf_text, squashed, word_text
from anjia.services.codes import WALLED
from anjia.services.models import AdviceCount
from anjia.services.petitions import actions
from anjia.services.petitions.factories import SAID, answered, approved, drafted, sent
from anjia.services.petitions.models import PolicySuggestion
from anjia.services.petitions.searching import suggestions as found
from anjia.services.petitions.topics import shown_quarters
from anjia.web.once import new_token
from anjia.web.panels import tasks_for
from anjia.web.search import Query


@pytest.fixture
def second(world):
    return persona("case_supervisor", world.county)


def browser_of(user):
    browser = Browser()
    browser.force_login(user)
    return browser


@pytest.fixture
def chief(world):
    return browser_of(world.case_supervisor)


def page(browser, name, /, *args, status=200, **query):
    answer = browser.get(reverse(name, args=args), query)
    assert answer.status_code == status, (name, answer.content.decode()[:500])
    return answer.content.decode()


def step(browser, one, act, status=302, **data):
    url = reverse("petitions:suggestion_step", args=[one.pk, act])
    answer = browser.post(url, {"once": new_token(), **data})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def test_from_a_topic_to_the_published_answer(world, chief, second):
    today = timezone.localdate()
    assert "写建议" not in page(chief, "petitions:topics")
    quarter = shown_quarters()[-1]
    AdviceCount.objects.create(region_path=world.village.path, quarter=quarter, topic="land", times=20)
    assert f"?topic=land&amp;quarter={shown_quarters()[0]}" in page(chief, "petitions:topics")
    asked = page(chief, "petitions:new_suggestion", topic="land")
    assert 'value="land" selected' in asked
    sent_form = {**SAID, "once": new_token()}
    made = chief.post(reverse("petitions:new_suggestion"), sent_form)
    one = PolicySuggestion.objects.get()
    assert made.headers["Location"] == reverse("petitions:suggestion", args=[one.pk])
    assert chief.post(reverse("petitions:new_suggestion"), sent_form).status_code == 302
    assert PolicySuggestion.objects.count() == 1
    assert "每月公开一次" in page(chief, "petitions:revise_suggestion", one.pk)
    changed = {**SAID, "what": "每月五日公开。", "once": new_token()}
    assert chief.post(reverse("petitions:revise_suggestion", args=[one.pk]), changed).status_code == 302
    page(chief, "petitions:letter", one.pk, "pdf", status=404)
    step(chief, one, "propose")
    assert "第二个人审核" in step(chief, one, "approve", status=403)
    other = browser_of(second)
    assert "等您审核" in page(other, "services:home")
    assert "等您审核" not in page(chief, "services:home")
    assert "没有指向任何一件事" in page(other, "petitions:suggestion_step", one.pk, "approve")
    step(other, one, "approve")
    assert "3号" in step(chief, one, "send", status=422, on=today, length=30, measure="days", number="3号")
    step(chief, one, "send", on=today, length=30, measure="days", number="荷妇函〔2026〕3号")
    shown = page(chief, "petitions:suggestion", one.pk)
    assert "荷妇函〔2026〕3号" in shown
    step(chief, one, "reply", outcome="partly", words="先公开一批。", on=today)
    assert "还没有公开的建议" in page(Browser(), "petitions:public_suggestions")
    step(chief, one, "publish", publication="shown")
    public = page(Browser(), "petitions:public_suggestions")
    assert "先公开一批。" in public
    assert "部分采纳" in public
    assert world.case_supervisor.display_name not in public


def test_the_letter_as_pdf_and_word(world, chief, second):
    one = sent(world.county, world.case_supervisor, second)
    pdf = chief.get(reverse("petitions:letter", args=[one.pk, "pdf"]))
    word = chief.get(reverse("petitions:letter", args=[one.pk, "docx"]))
    for text in (pdf_text(pdf.content), squashed(word_text(word.content))):
        for said in ("区自然资源局：", "一、有关情况。来问补偿款", "二、有关建议。每月公开", "30日内", "（盖章）"):
            assert said in text
    page(chief, "petitions:letter", one.pk, "odt", status=404)


def test_what_others_see(world, chief, second):
    one = approved(world.county, world.case_supervisor, second)
    worker = browser_of(world.case_worker)
    assert "登记寄出" not in page(worker, "petitions:suggestion", one.pk)
    assert one.title in page(worker, "petitions:suggestions")
    assert "写一份建议" not in page(worker, "petitions:suggestions")
    assert "热点事项" not in page(worker, "services:home")
    for name, args in (("new_suggestion", ()), ("topics", ()), ("suggestion_step", (one.pk, "send"))):
        page(worker, f"petitions:{name}", *args, status=403)
    page(chief, "petitions:suggestion_step", one.pk, "nonsense", status=404)
    outside = browser_of(world.town_federation)
    for name, args in (("suggestions", ()), ("suggestion", (one.pk,)), ("letter", (one.pk, "pdf"))):
        page(outside, f"petitions:{name}", *args, status=403)
    elsewhere = browser_of(persona("case_supervisor", world.neighbour_county))
    page(elsewhere, "petitions:suggestion", one.pk, status=404)
    in_town = browser_of(persona("case_supervisor", world.town))
    page(in_town, "petitions:new_suggestion", status=404)
    assert "数字只到区县" in page(in_town, "petitions:topics")


def test_the_list_narrows_and_leaves_as_a_file(world, chief, second):
    by, today = world.case_supervisor, timezone.localdate()
    one = sent(world.county, by, second, title="关于工资支付的建议", topic="labour", body="区人社局", length=1)
    drafted(world.county, by)
    PolicySuggestion.objects.filter(pk=one.pk).update(reply_due_on=today - timedelta(days=3))
    for query, shown in (
        ({"q": "人社"}, True), ({"q": "教育"}, False), ({"topic": "labour"}, True), ({"topic": "land"}, False),
        ({"state": "late"}, True), ({"state": "waits"}, True), ({"state": "sent"}, True), ({"state": "draft"}, False),
    ):  # fmt: skip
        assert ("关于工资支付的建议" in page(chief, "petitions:suggestions", **query)) is shown, query
    assert "共 2 项" in page(chief, "petitions:suggestions", order="due")
    answer = chief.post(reverse("petitions:suggestions"), {"list": "export", "format": "xlsx"})
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"


def test_one_asks_as_often_for_three_as_for_one(world, chief, second):
    by = world.case_supervisor

    def counted(browser, name, *args):
        page(browser, name, *args)
        with (
            CaptureQueriesContext(connections[WALLED]) as walled,
            CaptureQueriesContext(connections["default"]) as main,
        ):
            page(browser, name, *args)
        return len(walled), len(main)

    def publish():
        actions.decide_publication(answered(world.county, by, second), "shown", by=by)

    publish()
    before = counted(chief, "petitions:suggestions"), counted(Browser(), "petitions:public_suggestions")
    for _n in range(2):
        publish()
    assert (counted(chief, "petitions:suggestions"), counted(Browser(), "petitions:public_suggestions")) == before


def test_it_is_found_by_whoever_may_see_it_and_stands_among_what_is_to_do(world, second):
    by = world.case_supervisor
    one = actions.propose_suggestion(drafted(world.county, by), by=by)
    query = Query("自然资源", "自然资源", ())
    assert [hit.title for hit in found(world.case_worker, query, 5)] == [one.title]
    assert found(world.town_federation, query, 5) == []

    def to_do(user):
        return [task.count for task in tasks_for(user, world.county.path) if task.kind == "petitions"]

    assert to_do(second) == [1]
    assert to_do(by) == to_do(world.case_worker) == to_do(world.town_federation) == []
    assert page(browser_of(second), "petitions:suggestions", state="waits").count(one.title) >= 1
