"""Surveys: made, opened, answered by many, over; who may, and what is refused (domain A9-6)."""

from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.workflow import advance
from anjia.services.codes import WALLED
from anjia.services.models import SentForm
from anjia.services.surveys import actions
from anjia.services.surveys.enums import Asked, Shape, SurveyState
from anjia.services.surveys.factories import draft, running
from anjia.services.surveys.models import Survey, SurveyBatch, SurveyCode, SurveyTally
from anjia.services.surveys.queries import code_open, counts_of, sheets_of, visible_to
from anjia.services.surveys.ready import QUESTIONS
from anjia.services.surveys.workflow import SURVEY

SHEETS = [(1, 1), (1, 2), (2, 0), (1, 1), (2, 2)]


@pytest.fixture
def chief(world):
    return world.case_supervisor


@pytest.fixture
def survey(world, chief):
    return running(world.county, chief)


def sums(survey):
    """Per question, choice and times, of all towns."""
    counts = counts_of(survey)
    return [{c: n for row in counts.cells[q.pk].values() for c, n in row.items()} for q in counts.questions]


def test_a_survey_begins_with_questions_that_stand_ready(world, chief):
    for asked in Asked.values:
        made = actions.make_survey(world.county, title="秋季", asked=asked, with_ready=True, by=chief)
        assert [q.words for q in made.questions.all()] == [words for words, _shape, _options in QUESTIONS[asked]]
    assert made.questions.last().choices[-1] == (0, "不想回答")


@pytest.mark.parametrize("changes", [{"title": " "}, {"asked": "everybody"}])
def test_a_survey_has_a_name_and_somebody_who_answers(world, chief, changes):
    with pytest.raises(Refused):
        draft(world.county, chief, **changes)


def test_it_is_of_a_district_or_a_town(world, chief):
    draft(world.town, chief)
    with pytest.raises(Refused, match="区县或乡镇"):
        draft(world.village, chief)


def test_the_supervisor_makes_it(world):
    for person in (world.case_worker, world.district_office, world.village_officer):
        with pytest.raises(NotPermitted):
            draft(world.county, person)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"words": " ", "shape": Shape.YES_NO}, "请写明"),
        ({"words": "好吗", "shape": "words"}, "请写明"),
        ({"words": "好吗", "shape": Shape.OWN, "options": "好\n好"}, "二到"),
        ({"words": "好吗", "shape": Shape.OWN, "options": "\n".join("一二三四五六七八九")}, "二到"),
        ({"words": "你家里人信教吗", "shape": Shape.YES_NO}, "信教"),
        ({"words": "家里有什么", "shape": Shape.OWN, "options": "有人上访\n没有"}, "上访"),
    ],
)
def test_what_is_no_question(world, chief, said, why):
    with pytest.raises(Refused, match=why):
        actions.add_question(draft(world.county, chief), **said, by=chief)


def test_questions_move_up_and_are_fixed_once_it_runs(world, chief):
    made = draft(world.county, chief, questions=3)
    actions.remove_question(made.questions.get(place=1), by=chief)
    assert [(q.place, q.words[-1]) for q in made.questions.all()] == [(1, "2"), (2, "3")]
    today = timezone.localdate()
    actions.open_survey(made, opens_on=today, closes_on=today, guardians_told=True, by=chief)
    with pytest.raises(Conflict, match="题目不能再改"):
        actions.remove_question(made.questions.first(), by=chief)
    with pytest.raises(Conflict, match="题目不能再改"):
        actions.add_question(made, words="还有呢", shape=Shape.YES_NO, by=chief)


@pytest.mark.parametrize(("first", "last"), [(-1, 3), (3, 2), (0, 93)])
def test_it_runs_for_some_days_from_today(world, chief, first, last):
    today = timezone.localdate()
    days = {"opens_on": today + timedelta(days=first), "closes_on": today + timedelta(days=last)}
    with pytest.raises(Refused, match="最长 92 天"):
        actions.open_survey(draft(world.county, chief), **days, guardians_told=True, by=chief)


def test_before_children_are_asked_guardians_are_told(world, chief):
    today = timezone.localdate()
    days = {"opens_on": today, "closes_on": today}
    with pytest.raises(Refused, match="先把告知单发给监护人"):
        actions.open_survey(draft(world.county, chief), **days, by=chief)
    actions.open_survey(draft(world.county, chief, asked=Asked.GUARDIANS), **days, by=chief)
    with pytest.raises(Refused, match="还没有题目"):
        actions.open_survey(draft(world.county, chief, questions=0), **days, guardians_told=True, by=chief)


def test_one_code_is_for_many_and_keeps_sums_alone(world, chief, survey):
    before = AuditEvent.objects.using(WALLED).count()
    (code,) = actions.make_codes(survey, town=world.town, most=5, by=world.case_worker)
    events = AuditEvent.objects.using(WALLED).count()
    for sheet in SHEETS:
        actions.answer_survey(f"{code.code[:4].lower()} {code.code[4:]}", sheet)
    assert sums(survey) == [{1: 3, 2: 2}, {1: 2, 2: 2, 0: 1}]
    assert (events, AuditEvent.objects.using(WALLED).count()) == (before + 1, events), "nothing tells when"
    assert not SentForm.objects.exists()
    with pytest.raises(Conflict, match="份数已经用完"):
        actions.answer_survey(code.code, (1, 1))
    assert sheets_of(survey) == 5


def test_a_tally_knows_no_time_and_nobody():
    assert {f.name for f in SurveyTally._meta.get_fields()} == {"id", "question", "town_path", "choice", "times"}


@pytest.mark.parametrize("sheet", [(1,), (1, 3), (1, 1, 1), (1, -1)])
def test_what_is_no_answer(world, chief, survey, sheet):
    (code,) = actions.make_codes(survey, town=world.town, most=5, by=chief)
    with pytest.raises(Refused):
        actions.answer_survey(code.code, sheet)
    code.refresh_from_db()
    assert (code.used, sheets_of(survey)) == (0, 0)


def test_a_code_of_another_day_or_of_nothing_is_none(world, chief, survey):
    (code,) = actions.make_codes(survey, town=world.town, most=5, by=chief)
    today = timezone.localdate()
    assert code_open(code.code, today) == code
    assert code_open(code.code, today + timedelta(days=31)) is None
    with pytest.raises(Conflict, match="没有这个号"):
        actions.answer_survey("2345-6789", (1, 1))


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"most": 4}, "不足五人"), ({"most": 501}, "5 到 500"), ({"how_many": 61}, "最多 60"), ({"how_many": 0}, "最多")],
)
def test_a_code_is_for_a_class_of_five_or_more(world, chief, survey, changes, why):
    with pytest.raises(Refused, match=why):
        actions.make_codes(survey, **{"town": world.town, "most": 30, **changes}, by=chief)


def test_codes_are_of_towns_of_the_survey_while_it_runs(world, chief, survey):
    of_town = running(world.town, chief)
    with pytest.raises(Refused, match="这份问卷里的"):
        actions.make_codes(of_town, town=world.neighbour_town, most=9, by=chief)
    with pytest.raises(Conflict, match="没有在进行"):
        actions.make_codes(draft(world.town, chief), town=world.town, most=9, by=chief)
    with pytest.raises(NotPermitted):
        actions.make_codes(survey, town=world.town, most=9, by=world.village_officer)


def test_a_batch_of_paper_and_its_way_back(world, chief, survey):
    batch = actions.type_sheets(survey, world.town, SHEETS, by=world.case_worker)
    with pytest.raises(Conflict, match="已经录入过"):
        actions.type_sheets(survey, world.town, SHEETS[::-1], by=chief)
    actions.type_sheets(survey, world.neighbour_town, SHEETS, by=chief)
    assert sheets_of(survey) == 10
    actions.take_back_batch(batch, by=world.case_worker)
    assert sheets_of(survey) == 5
    with pytest.raises(Conflict, match="已经收回"):
        actions.take_back_batch(batch, by=chief)


def test_a_batch_is_taken_back_by_who_typed_it_or_the_supervisor(world, chief, survey):
    batch = actions.type_sheets(survey, world.town, SHEETS, by=chief)
    with pytest.raises(NotPermitted):
        actions.take_back_batch(batch, by=world.case_worker)
    actions.take_back_batch(batch, by=chief)


def test_too_few_sheets_are_no_batch(world, chief, survey):
    with pytest.raises(Refused, match="认出是谁"):
        actions.type_sheets(survey, world.town, SHEETS[:4], by=chief)
    with pytest.raises(Refused, match="这份问卷里的"):
        actions.type_sheets(running(world.town, chief), world.neighbour_town, SHEETS, by=chief)
    with pytest.raises(NotPermitted):
        actions.type_sheets(survey, world.town, SHEETS, by=world.district_office)


def test_when_it_is_over_codes_and_batches_go_and_sums_stay(world, chief, survey):
    actions.make_codes(survey, town=world.town, most=5, by=chief)
    batch = actions.type_sheets(survey, world.town, SHEETS, by=chief)
    actions.close_survey(survey, by=chief)
    assert not SurveyCode.objects.exists()
    assert not SurveyBatch.objects.exists()
    assert sheets_of(survey) == 5
    for act in (
        lambda: actions.type_sheets(survey, world.town, SHEETS, by=chief),
        lambda: actions.take_back_batch(batch, by=chief),
        lambda: actions.close_survey(survey, by=chief),
    ):
        with pytest.raises(Conflict):
            act()


def test_time_closes_a_week_after_its_last_day_and_forgets_after_three_years(world, chief, survey):
    actions.type_sheets(survey, world.town, SHEETS, by=chief)
    last = survey.closes_on
    assert actions.close_due(last + timedelta(days=7)) == 0
    assert actions.close_due(last + timedelta(days=8)) == 1
    survey.refresh_from_db()
    assert (survey.state, actions.erase_due(survey.erase_after)) == (SurveyState.CLOSED, 0)
    assert actions.erase_due(survey.erase_after + timedelta(days=1)) == 1
    assert (Survey.objects.count(), SurveyTally.objects.aggregate(n=Sum("times"))["n"]) == (0, None)


def test_a_draft_that_is_not_needed_goes(world, chief):
    made = actions.drop_survey(draft(world.county, chief), by=chief)
    assert made not in visible_to(chief)
    assert actions.erase_due(timezone.localdate() + timedelta(days=40)) == 1


@pytest.mark.parametrize("state", SurveyState.values)
@pytest.mark.parametrize("transition", list(SURVEY), ids=lambda t: t.name)
@pytest.mark.parametrize("role", ["case_supervisor", "case_worker", "district_office", "administrator"])
def test_every_state_transition_and_role(world, state, transition, role):
    today = timezone.localdate()
    held = Survey.objects.create(
        region_id=world.county.pk, region_path=world.county.path, state=state, title="问卷", asked=Asked.PUPILS,
        opens_on=today, closes_on=today, made_by_id=world.case_supervisor.pk,
    )  # fmt: skip
    person = getattr(world, role)
    if role != "case_supervisor":
        with pytest.raises(NotPermitted):
            advance(held, transition, by=person)
    elif state not in transition.source:
        with pytest.raises(Conflict):
            advance(held, transition, by=person)
    else:
        assert advance(held, transition, by=person).state == transition.target


def test_who_sees_which(world, chief, survey):
    sketch = draft(world.county, chief)
    of_town = persona("case_worker", world.town)
    assert set(visible_to(chief)) == set(visible_to(SYSTEM)) == {survey, sketch}
    assert list(visible_to(of_town)) == [survey], "a town helps with the survey of its district; a draft is none yet"
    for person in (world.district_office, world.village_officer, persona("case_worker", world.neighbour_county)):
        assert not visible_to(person).exists()
