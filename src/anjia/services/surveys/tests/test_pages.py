"""The pages of surveys: staff make and fill, anybody answers, the papers; and nothing of it outside."""

import io

import openpyxl
import pytest
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.services.codes import WALLED
from anjia.services.surveys import actions
from anjia.services.surveys.factories import TITLE, draft, running
from anjia.services.surveys.models import Survey, SurveyCode, SurveyTally
from anjia.services.surveys.queries import sheets_of
from anjia.web.once import new_token

LINES = "11\n1 2\n20\n11\n22"


@pytest.fixture
def survey(world):
    return running(world.county, world.case_supervisor)


@pytest.fixture
def code(world, survey):
    return actions.make_codes(survey, town=world.town, most=9, by=world.case_supervisor)[0]


@pytest.fixture
def chief(world):
    return signed_in(world.case_supervisor)


@pytest.fixture
def worker(world):
    return signed_in(world.case_worker)


def signed_in(user):
    browser = Browser()
    browser.force_login(user)
    return browser


def page(browser, name, /, *args, status=200):
    answer = browser.get(reverse(f"surveys:{name}", args=args))
    assert answer.status_code == status, name
    return answer.content.decode()


def send(browser, name, /, *args, status=302, **data):
    answer = browser.post(reverse(f"surveys:{name}", args=args), {"once": new_token(), **data})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def test_the_supervisor_makes_one_and_opens_it(world, chief):
    assert "还没有问卷" in page(chief, "list")
    send(chief, "new", region=world.county.pk, title=TITLE, asked="pupils", with_ready="on")
    made = Survey.objects.get()
    send(chief, "question", made.pk, words="还想说什么", shape="own", options="想回家\n想有人陪")
    assert "想有人陪" in page(chief, "survey", made.pk)
    first = made.questions.first()
    assert first.words in page(chief, "remove_question", first.pk)
    send(chief, "remove_question", first.pk)
    assert "信教" in send(chief, "question", made.pk, status=422, words="信教吗", shape="yes_no")
    today = timezone.localdate()
    refused = send(chief, "open", made.pk, status=422, opens_on=today, closes_on=today)
    assert "告知单" in refused
    send(chief, "open", made.pk, opens_on=today, closes_on=today, guardians_told="on")
    assert "不足 5 份" in page(chief, "survey", made.pk)
    assert TITLE in page(chief, "list")


def test_a_draft_is_put_away(world, chief):
    made = draft(world.county, world.case_supervisor)
    send(chief, "drop", made.pk)
    page(chief, "survey", made.pk, status=404)


def test_guardians_are_asked_without_telling_them_first(world, chief):
    made = draft(world.county, world.case_supervisor, asked="guardians")
    assert "告知单先发" not in page(chief, "open", made.pk)


def test_paper_is_typed_by_keyboard_and_taken_back(world, worker, survey):
    assert "1 是" in page(worker, "type", survey.pk)
    wrong = send(worker, "type", survey.pk, status=422, town=world.town.pk, text="11\n1\n1 7\n9x")
    assert "第 2 行：有 1 个答案，应有 2 个" in wrong
    assert "第 3 行第 2 题：没有“7”这个选项" in wrong
    assert "第 4 行第 1 题：没有“9”这个选项" in wrong
    assert "认出是谁" in send(worker, "type", survey.pk, status=422, town=world.town.pk, text="11\n11")
    assert sheets_of(survey) == 0
    send(worker, "type", survey.pk, town=world.town.pk, text=LINES)
    assert "5 份" in page(worker, "survey", survey.pk)
    batch = survey.batches.get()
    assert world.town.name in page(worker, "take_back", batch.pk)
    send(worker, "take_back", batch.pk)
    assert sheets_of(survey) == 0


def workbook(template, rows):
    book = openpyxl.load_workbook(io.BytesIO(template))
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells, start=2):
            book.active.cell(4 + number, column, cell)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "问卷.xlsx"
    return out


def test_an_excel_table_is_handed_out_and_read_again(world, worker, survey):
    empty = worker.get(reverse("surveys:paper", args=[survey.pk, "table"])).content
    wrong = workbook(empty, [(1, 1), (1, "好"), (1, 8)])
    refused = send(worker, "import", survey.pk, status=422, town=world.town.pk, file=wrong)
    assert "第 5 行第 2 题：没有“好”这个选项" in refused
    assert "第 6 行第 2 题：没有“8”这个选项" in refused
    filled = workbook(empty, [(1, 2), (2, None), (1, 0), (1, 1), (2, 2)])
    send(worker, "import", survey.pk, town=world.town.pk, file=filled)
    assert sheets_of(survey) == 5
    for bad in (b"PK\x03\x04 no", b"%PDF-1.4\n%%EOF"):
        file = io.BytesIO(bad)
        file.name = "问卷.xlsx"
        send(worker, "import", survey.pk, status=422, town=world.town.pk, file=file)


def test_a_class_answers_by_one_code(world, client, code):
    assert "问卷号" in page(client, "find")
    assert "没有这个号" in send(client, "find", status=404, code="2222")
    assert "没有这个号" in page(client, "answer", "22223333", status=404)
    send(client, "answer", "22223333", status=404, q1=1)
    led = client.post(reverse("surveys:find"), {"code": f" {code.code.lower()} "})
    assert led["Location"] == reverse("surveys:answer", args=[code.code])
    seen = page(client, "answer", code.code)
    assert "没有人能来找你" in seen
    assert "12355" in seen
    send(client, "answer", code.code, q1=1)
    assert "需要帮助，可以打这些电话" in page(client, "thanks", code.code)
    rows = SurveyTally.objects.order_by("question__place").values_list("choice", "times")
    assert list(rows) == [(1, 1), (0, 1)], "what is left alone is not answered"
    send(client, "answer", code.code, status=422, q1=9)


def test_an_answer_writes_sums_and_nothing_else(world, client, code):
    """No account, no address, no moment: neither on this side nor on the other."""
    client.force_login(world.village_officer)
    page(client, "answer", code.code)
    with (
        CaptureQueriesContext(connections[WALLED]) as walled,
        CaptureQueriesContext(connections["default"]) as main,
    ):
        send(client, "answer", code.code, q1=1, q2=2)
    written = {q["sql"].split('"')[1] for q in walled if q["sql"].startswith(("INSERT", "UPDATE"))}
    assert written == {"surveys_surveycode", "surveys_surveytally"}
    assert not [q["sql"] for q in main if q["sql"].startswith(("INSERT", "UPDATE")) and "session" not in q["sql"]]


def test_when_the_sheets_of_a_code_are_used_up(world, client, code):
    SurveyCode.objects.update(used=9)
    assert "份数已经用完" in send(client, "answer", code.code, status=409, q1=1)


def test_how_many_answered_of_a_class_is_told_from_five_on(world, worker, survey, code):
    for number in range(1, 6):
        actions.answer_survey(code.code, (1, 1))
        seen = page(worker, "survey", survey.pk)
        assert ("已答不足 5 份" in seen) is (number < 5)
    assert "已答 5 份" in seen


def test_results_are_told_when_it_is_over(world, chief, worker, survey):
    sheets = [(1, 1)] * 9 + [(2, 1)] * 6 + [(2, 2)] * 5
    actions.type_sheets(survey, world.town, sheets, by=world.case_supervisor)
    assert "45.0%" not in page(chief, "survey", survey.pk)
    for name in ("report", "report-word"):
        page(chief, "paper", survey.pk, name, status=404)
    send(chief, "close", survey.pk)
    seen = page(worker, "survey", survey.pk)
    assert "45.0%" in seen
    assert world.town.name in seen
    assert chief.get(reverse("surveys:paper", args=[survey.pk, "report"])).content.startswith(b"%PDF")
    assert chief.get(reverse("surveys:paper", args=[survey.pk, "report-word"])).content.startswith(b"PK")
    page(chief, "paper", survey.pk, "sheet", status=404)


def test_too_few_show_nothing(world, chief, survey, code):
    for _n in range(4):
        actions.answer_survey(code.code, (1, 1))
    actions.close_survey(survey, by=world.case_supervisor)
    assert "答卷不足 5 份" in page(chief, "survey", survey.pk)
    assert chief.get(reverse("surveys:paper", args=[survey.pk, "report"])).content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["sheet", "note", "note-word"])
def test_papers_before(world, chief, survey, name):
    answer = chief.get(reverse("surveys:paper", args=[survey.pk, name]))
    assert answer.content.startswith(b"PK" if name.endswith("word") else b"%PDF")


def test_a_poster_for_the_class(world, worker, survey, code):
    answer = worker.get(reverse("surveys:poster", args=[code.pk]))
    assert answer.content.startswith(b"%PDF")
    page(worker, "codes", survey.pk)
    send(worker, "codes", survey.pk, town=world.town.pk, how_many=2, most=30)
    assert SurveyCode.objects.count() == 3


def test_who_is_outside_finds_nothing(world, survey, code):
    outside = signed_in(world.district_office)
    assert outside.get(reverse("surveys:list")).status_code == 403
    neighbour = signed_in(world.case_worker)
    page(neighbour, "open", survey.pk, status=403)


@pytest.mark.parametrize("name", ["list", "survey"])
def test_as_many_statements_at_one_row_and_at_three(world, worker, survey, code, name):
    args = [] if name == "list" else [survey.pk]

    def count():
        with (
            CaptureQueriesContext(connections[WALLED]) as walled,
            CaptureQueriesContext(connections["default"]) as main,
        ):
            page(worker, name, *args)
        return len(walled), len(main)

    count()
    one = count()
    for number in range(2):
        running(world.county, world.case_supervisor)
        sheets = [(1, 1)] * 4 + [(number, 2)]
        actions.type_sheets(survey, world.town, sheets, by=world.case_supervisor)
        actions.make_codes(survey, town=world.town, most=9, by=world.case_supervisor)
    assert count() == one
