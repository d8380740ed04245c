"""Marking what is due, arranging visits, what a visit found, more time, recheck (domain A5-8)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.evaluations.enums import RecusalKind
from anjia.honours.enums import TitleState
from anjia.honours.models import Title
from anjia.honours.queries import title_by
from anjia.honours.terms import term
from anjia.households.models import HouseholdMember
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.programmes.models import DeductionReason
from anjia.regions.models import Region
from anjia.rolling.actions import (
    cancel_review,
    extend_rectification,
    mark_due,
    plan_reviews,
    record_review,
    recuse_reviewer,
)
from anjia.rolling.checks import checks_of
from anjia.rolling.enums import Channel, Due, RectificationState, ReviewKind, ReviewState
from anjia.rolling.factories import look, missed, rectifying, titles_of
from anjia.rolling.models import Rectification, ReviewFinding, TitleReview
from anjia.rolling.periods import last_day_to_appeal, next_round
from anjia.rolling.queries import counts_below, is_due, looked_after, recused_among

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 15)


def record(title, world, cycle, findings=0, **told) -> TitleReview:
    by, round_on = told.pop("by", world.village_officer), told.pop("round_on", None)
    return record_review(title, look(world, cycle, findings, **told), by=by, round_on=round_on)


def test_vectors_of_the_term():
    """A title of 2026-05-15 is reviewed on 2027-05-15 and renewed by 2028-05-15; however late, rounds stay."""
    assert term(TODAY) == (date(2027, 5, 15), date(2028, 5, 15))
    assert next_round(date(2027, 5, 15), date(2027, 6, 20)) == date(2028, 5, 15)
    assert next_round(date(2027, 5, 15), date(2027, 4, 1)) == date(2028, 5, 15)
    assert next_round(date(2027, 5, 15), date(2028, 6, 1)) == date(2029, 5, 15)
    assert last_day_to_appeal(date(2026, 5, 15)) == date(2026, 6, 1)


def test_what_is_due_is_marked_on_its_day_and_nothing_else_happens(world, cycle, title, clock):
    clock.move_to("2026-05-14 23:59 +0800")
    assert mark_due() == 0
    clock.move_to("2026-05-15 00:01 +0800")
    assert mark_due() == 1
    assert mark_due() == 0
    title.refresh_from_db()
    assert title.state == TitleState.REVIEW_DUE
    clock.move_to("2027-05-01 00:01 +0800")
    mark_due()
    title.refresh_from_db()
    assert (title.state, title_by(title.serial, title.verify_code)) == (TitleState.REVIEW_DUE, title)
    assert not Rectification.objects.exists()


def test_marking_costs_the_same_for_one_and_for_thirty(world, cycle):
    titles = titles_of(world, cycle, tuple(f"家庭{n:02d}" for n in range(31)))
    Title.objects.filter(pk__in=[t.pk for t in titles[1:]]).update(review_due_on=date(2026, 5, 16))
    with CaptureQueriesContext(connection) as one:
        assert mark_due() == 1
    Title.objects.filter(pk__in=[t.pk for t in titles[1:]]).update(review_due_on=TODAY)
    with CaptureQueriesContext(connection) as many:
        assert mark_due() == 30
    assert len(one) == len(many)
    assert AuditEvent.objects.filter(object_type="honours.title", verb="honours.mark_due").count() == 31


def test_kinds_of_work_and_their_numbers(world, cycle, clock):
    first, second = titles_of(world, cycle, ("王小明", "李建军"))
    Title.objects.filter(pk=second.pk).update(review_due_on=TODAY + timedelta(days=60))
    today = timezone.localdate()
    assert list(looked_after().filter(is_due(Due.OVERDUE, today))) == [first]
    assert list(looked_after().filter(is_due(Due.SOON, today))) == [second]
    record(first, world, cycle, 1)
    counted = counts_below(world.town, looked_after(), today)
    assert counted == {
        world.village.path: {"held": 2, "overdue": 0, "soon": 1, "rectifying": 1, "renewable": 0},
    }


def test_a_passed_review_sets_the_next_round(world, cycle, title):
    mark_due()
    review = record(title, world, cycle, note="院子收拾得很好。")
    title.refresh_from_db()
    assert (review.state, review.kind, review.due_on) == (ReviewState.PASSED, ReviewKind.ANNUAL, TODAY)
    assert (title.state, title.review_due_on, title.valid_to) == (
        TitleState.VALID,
        date(2027, 5, 15),
        date(2027, 5, 15),
    )


def test_a_failed_review_never_revokes_but_gives_time(world, cycle, title):
    review = record(title, world, cycle, 2)
    title.refresh_from_db()
    running = Rectification.objects.get()
    assert (review.state, title.state) == (ReviewState.FAILED, TitleState.RECTIFYING)
    assert (running.issued_on, running.due_on) == (TODAY, TODAY + timedelta(days=60))
    assert [f.criterion.order for f in review.findings.select_related("criterion")] == [
        criterion.order for criterion, _reason in missed(cycle, 2)
    ]
    assert title_by(title.serial, title.verify_code) == title


@pytest.mark.parametrize(("days", "ok"), [(29, False), (30, True), (90, True), (91, False)])
def test_the_time_to_put_right_has_bounds(world, cycle, title, days, ok):
    if ok:
        record(title, world, cycle, 1, days=days)
        assert Rectification.objects.get().due_on == TODAY + timedelta(days=days)
        return
    with pytest.raises(Refused, match="30 天到 90 天"):
        record(title, world, cycle, 1, days=days)
    assert not TitleReview.objects.exists()


def test_two_reviews_of_one_round_are_refused_in_words(world, cycle, title):
    record(title, world, cycle, round_on=TODAY)
    with pytest.raises(Conflict, match="刚才已经登记过"):
        record(title, world, cycle, round_on=TODAY, by=world.village_panel_member)
    with pytest.raises(Refused, match="从 2027-03-16 起可以办理"):
        record(title, world, cycle)
    assert TitleReview.objects.count() == 1


def test_what_a_visit_must_be(world, cycle, title, panel):
    foreign = persona("village_panel_member", world.neighbour_village)
    credit = DeductionReason.objects.filter(is_missing_credit=True).select_related("criterion").first()
    seen = missed(cycle)[0]
    for told, words in (
        ({"held_on": TODAY + timedelta(days=1)}, "不能晚于今天"),
        ({"held_on": date(2026, 3, 1)}, "从 2026-03-16 起可以办理"),
        ({"reviewers": panel[:1]}, "至少要有两个人"),
        ({"reviewers": [panel[0], foreign]}, "不是本村（社区）考评小组的成员"),
        ({"channel": Channel.PAPER}, "请附上复核表的扫描件"),
    ):
        with pytest.raises(Refused, match=words):
            record(title, world, cycle, **told)
    for findings, words in (([(credit.criterion, credit)], "不在复核表里"), ([seen, seen], "填了两次")):
        wrong = replace(look(world, cycle), findings=findings)
        with pytest.raises(Refused, match=words):
            record_review(title, wrong, by=world.village_officer)
    with pytest.raises(ValidationError):
        record(title, world, cycle, note="听说他家上访过。")
    for by in (world.town_federation, world.neighbour_village_officer, world.group_leader):
        with pytest.raises(NotPermitted):
            record(title, world, cycle, by=by)
    assert not TitleReview.objects.exists()


def test_no_check_looks_at_credits(title):
    reasons = [reason for check in checks_of(title) for reason in check.reasons]
    assert reasons
    assert not any(reason.is_missing_credit for reason in reasons)


def test_kin_namesakes_and_whom_the_family_excludes_do_not_look(world, cycle, title, panel):
    home = title.household
    HouseholdMember.objects.create(household=home, name=panel[1].display_name, kinship="32")
    assert recused_among([home.pk], panel)[home.pk] == {panel[1].pk}
    with pytest.raises(Refused, match="应当回避"):
        record(title, world, cycle)
    HouseholdMember.objects.all().delete()
    with pytest.raises(NotPermitted):
        recuse_reviewer(home, panel[0], kind=RecusalKind.EXCLUDED, by=world.group_leader)
    with pytest.raises(Refused, match="请选择回避的缘由"):
        recuse_reviewer(home, panel[0], kind=RecusalKind.SELF, by=world.village_officer)
    recuse_reviewer(home, panel[0], kind=RecusalKind.KIN, by=panel[0])
    recuse_reviewer(home, panel[0], kind=RecusalKind.EXCLUDED, by=world.village_officer)
    with pytest.raises(Refused, match="应当回避"):
        record(title, world, cycle)


def test_visits_of_many_are_arranged_at_one_cost(world, cycle, panel):
    titles = titles_of(world, cycle, tuple(f"家庭{n:02d}" for n in range(31)))
    ids = [title.pk for title in titles]
    told = {"planned_on": TODAY + timedelta(days=2), "reviewers": panel, "by": world.village_officer}
    with CaptureQueriesContext(connection) as one:
        assert plan_reviews(world.village, ids[:1], **told) == (1, 0)
    with CaptureQueriesContext(connection) as many:
        assert plan_reviews(world.village, ids, **told) == (30, 0)
    assert len(one) == len(many)
    with pytest.raises(Refused, match="都已安排"):
        plan_reviews(world.village, ids, **told)
    planned = TitleReview.objects.get(title=titles[0])
    assert record(titles[0], world, cycle).pk == planned.pk
    cancel_review(TitleReview.objects.get(title=titles[1]), by=world.village_officer)
    assert plan_reviews(world.village, ids, **told) == (1, 0)


def test_a_family_with_too_few_people_left_stays_out_of_the_plan(world, cycle, title, panel):
    recuse_reviewer(title.household, panel[0], kind=RecusalKind.EXCLUDED, by=world.village_officer)
    told = {"planned_on": TODAY, "by": world.village_officer}
    assert plan_reviews(world.village, [title.pk], reviewers=panel, **told) == (0, 1)
    with pytest.raises(Refused, match="两个月以内"):
        plan_reviews(world.village, [title.pk], reviewers=panel, **{**told, "planned_on": date(2026, 5, 14)})
    with pytest.raises(NotPermitted):
        plan_reviews(world.village, [title.pk], reviewers=panel, **{**told, "by": world.town_federation})


def test_who_is_recused_after_the_plan_leaves_it(world, cycle, title, panel):
    plan_reviews(world.village, [title.pk], planned_on=TODAY, reviewers=panel, by=world.village_officer)
    recuse_reviewer(title.household, panel[0], kind=RecusalKind.KIN, by=panel[0])
    assert TitleReview.objects.get().reviewers == [str(panel[1].pk)]


def test_typed_in_from_paper_with_its_day_and_scan(world, cycle, title):
    scan = b"%PDF-1.4\na sheet\n%%EOF\n"
    told = {"held_on": date(2026, 5, 10), "channel": Channel.PAPER, "scan": scan, "scan_name": "复核表.pdf"}
    review = record(title, world, cycle, **told)
    assert (review.held_on, review.channel, bool(review.scan_file_id)) == (date(2026, 5, 10), Channel.PAPER, True)


def test_put_right_early_the_title_goes_on(world, cycle, title):
    rectifying(world, cycle, title)
    with pytest.raises(Refused, match="期满以前只登记“整改到位”"):
        record(title, world, cycle, 1)
    review = record(title, world, cycle)
    title.refresh_from_db()
    assert (review.kind, review.state) == (ReviewKind.RECHECK, ReviewState.PASSED)
    assert (title.state, title.review_due_on) == (TitleState.VALID, date(2027, 5, 15))
    assert Rectification.objects.get().state == RectificationState.MET


def test_not_put_right_in_time_nothing_is_revoked_and_later_is_not_too_late(world, cycle, title):
    running = rectifying(world, cycle, title, over=True)
    title.refresh_from_db()
    assert (running.state, title.state) == (RectificationState.UNMET, TitleState.RECTIFYING)
    assert ReviewFinding.objects.count() == 2
    record(title, world, cycle)
    title.refresh_from_db()
    running.refresh_from_db()
    assert (running.state, title.state) == (RectificationState.MET, TitleState.VALID)


def test_more_time_within_the_longest(world, cycle, title):
    running = rectifying(world, cycle, title)
    for day in (running.due_on, TODAY + timedelta(days=91)):
        with pytest.raises(Refused, match="最晚到 2026-08-13"):
            extend_rectification(running, due_on=day, by=world.village_officer)
    extended = extend_rectification(running, due_on=TODAY + timedelta(days=90), by=world.village_officer)
    assert (extended.due_on, extended.extensions) == (date(2026, 8, 13), 1)
    with pytest.raises(NotPermitted):
        extend_rectification(running, due_on=TODAY + timedelta(days=90), by=world.town_federation)
    record(title, world, cycle)
    with pytest.raises(Conflict, match="已经办结"):
        extend_rectification(running, due_on=TODAY + timedelta(days=90), by=world.village_officer)


def test_while_an_appeal_is_decided_no_recheck_goes_against_the_family(world, cycle, title, contested):
    running = rectifying(world, cycle, title)
    Rectification.objects.filter(pk=running.pk).update(issued_on=date(2026, 4, 1), due_on=date(2026, 5, 14))
    contested.add(title)
    with pytest.raises(Refused, match="申诉还没有答复"):
        record(title, world, cycle, 1)
    assert record(title, world, cycle).state == ReviewState.PASSED


def test_the_days_of_an_appeal_are_given_back(world, cycle, title, contested, clock):
    running = rectifying(world, cycle, title)
    contested.add(title)
    clock.move_to("2026-05-25 10:00 +0800")
    contested.clear()
    clock.move_to(f"{running.due_on + timedelta(days=10)} 10:00 +0800")
    with pytest.raises(Refused, match="整改期到 2026-06-24"):
        record(title, world, cycle, 1)
    clock.move_to(f"{running.due_on + timedelta(days=11)} 10:00 +0800")
    assert record(title, world, cycle, 1).state == ReviewState.FAILED


def test_a_group_that_is_no_more_is_told_where_to_go(world, cycle, title):
    Region.objects.filter(pk=title.region_id).update(valid_to=date(2026, 5, 1))
    with pytest.raises(Refused, match=r"已经撤并.*迁到接续它的小组"):
        record(title, world, cycle)


def test_a_family_without_a_title_is_not_reviewed(world, cycle, title):
    Title.objects.filter(pk=title.pk).update(state=TitleState.WITHDRAWN, withdrawn_at=timezone.now())
    with pytest.raises(Refused, match="已退出，不再复核"):
        record(title, world, cycle)
