"""Standards as a living text: copied, changed, consulted on, adopted, in force, replaced (domain A13-3, A2)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from anjia.documents.models import StoredFile
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.actions import (
    CriterionDraft,
    ReasonLine,
    adopt_version,
    answer_comment,
    close_consultation,
    comment_on,
    copy_version,
    load_standards,
    open_consultation,
    put_due_in_force,
    remove_criterion,
    withdraw_version,
    write_criterion,
    write_plain,
)
from anjia.programmes.enums import CycleState, HouseholdKind, Reply
from anjia.programmes.enums import StandardState as S
from anjia.programmes.factories import open_cycle, planned_cycle, standard_version
from anjia.programmes.models import ProgrammeCycle, StandardComment, StandardVersion
from anjia.programmes.queries.opening import opening_checks
from anjia.programmes.queries.standards import full_half_points, in_force_of, versions_visible_to
from anjia.programmes.standards import stored
from anjia.programmes.tasks import put_in_force

PDF = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n%%EOF\n"


@pytest.fixture
def office(world):
    return world.district_office


@pytest.fixture
def draft(world, office):
    return copy_version(standard_version(), world.county, by=office)


def text(**changes):
    values = {"title": "家庭学习好", "guide": "爱学习。", "max_half_points": 20}
    return CriterionDraft(**(values | {"reasons": [ReasonLine("当日所见", 4)]} | changes))


def consulting(draft, office, days=10):
    return open_consultation(draft, until=timezone.localdate() + timedelta(days=days), by=office)


def revised(draft, office):
    version = consulting(draft, office)
    with time_machine.travel(f"{version.consulted_to + timedelta(days=1)} 12:00+08:00"):
        return close_consultation(version, by=office)


def adopted(version, office, *, starts_in=0):
    today = timezone.localdate()
    return adopt_version(
        version,
        body="区领导小组",
        on=today,
        in_force_from=today + timedelta(days=starts_in),
        document=PDF,
        document_name="决定.pdf",
        by=office,
    )


def test_a_new_version_begins_as_a_copy(draft, world):
    source = draft.copied_from
    assert (draft.state, draft.number, draft.region_path) == (S.DRAFT, 2, world.county.path)
    assert [stored(draft).criteria, full_half_points(draft)] == [stored(source).criteria, 200]
    assert source.state == S.IN_FORCE


def test_criteria_are_changed_added_and_removed_while_it_is_a_draft(draft, office):
    first = draft.criteria.first()
    changed = write_criterion(
        draft, text(title="学习好", variants={HouseholdKind.ELDERLY: "听广播也算。"}), criterion=first, by=office
    )
    assert (changed.order, changed.code, changed.title_en) == (1, "learning", "")
    assert [(r.text, r.max_half_points) for r in changed.reasons.all()] == [("当日所见", 4)]
    assert [(v.kind, v.guide) for v in changed.variants.all()] == [(HouseholdKind.ELDERLY, "听广播也算。")]
    added = write_criterion(draft, text(title="新的一条"), by=office)
    assert (added.order, added.code) == (11, "item-11")
    remove_criterion(draft.criteria.get(order=3), by=office)
    assert [c.order for c in draft.criteria.order_by("order")] == list(range(1, 11))
    assert draft.copied_from.criteria.count() == 10
    again = write_criterion(draft, text(title="又一条"), by=office)
    assert again.code == "item-12"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"reasons": [ReasonLine("当日所见", 21)]}, "超出了这一条的满分 10 分"),
        ({"reasons": [ReasonLine("当日所见", 0)]}, "至少 0.5 分"),
        ({"reasons": [ReasonLine("一样", 2), ReasonLine("一样", 3)]}, "写了两次"),
        ({"max_half_points": 0, "reasons": []}, "满分应大于 0"),
        ({"reasons": [ReasonLine("有越级上访", 2)]}, "上访"),
        ({"guide": "家里没有邪教人员"}, "邪教"),
        ({"title": "无信访"}, "信访"),
        ({"alternative": "没有纠纷"}, "纠纷"),
        ({"variants": {HouseholdKind.MIGRANT: "没有犯罪记录"}}, "犯罪"),
    ],
)
def test_what_a_criterion_may_not_say(draft, office, changes, why):
    with pytest.raises(Refused, match=why):
        write_criterion(draft, text(**changes), by=office)


def test_plain_words_are_guarded_and_nobody_writes_over_a_colleague(draft, office):
    written = write_plain(draft, plain="爱学习，讲和睦。\n", by=office, seen=draft.version)
    assert written.plain == "爱学习，讲和睦。"
    with pytest.raises(Refused, match="告状"):
        write_plain(written, plain="不告状", by=office, seen=written.version)
    with pytest.raises(Conflict):
        write_plain(written, plain="晚了", by=office, seen=1)


def test_only_its_own_place_writes_it(draft, world):
    for somebody in (world.town_federation, world.village_officer):
        with pytest.raises(NotPermitted):
            write_criterion(draft, text(), by=somebody)
        with pytest.raises(NotPermitted):
            copy_version(draft, world.county, by=somebody)


def test_what_is_in_force_or_pinned_cannot_be_changed(world, office):
    pinned = open_cycle(world).standard_version
    StandardVersion.objects.filter(pk=pinned.pk).update(region_path=world.county.path)
    pinned.refresh_from_db()
    for act in (
        lambda: write_criterion(pinned, text(), by=office),
        lambda: remove_criterion(pinned.criteria.first(), by=office),
        lambda: write_plain(pinned, plain="x", by=office, seen=pinned.version),
    ):
        with pytest.raises(Refused, match="内容不能改动"):
            act()


def test_a_standard_that_does_not_add_up_is_not_put_before_anybody(draft, office):
    remove_criterion(draft.criteria.first(), by=office)
    with pytest.raises(Refused, match="满分之和是 90 分"):
        consulting(draft, office)


def test_a_consultation_has_a_period_whose_last_day_counts(draft, world, office):
    with pytest.raises(Refused, match="截止日应在今天之后"):
        consulting(draft, office, days=0)
    version = consulting(draft, office)
    with pytest.raises(Refused, match="内容不能改动"):
        write_criterion(version, text(), by=office)
    unit = comment_on(version, text="第一条再具体些", by=world.village_officer, unit=world.village)
    resident = comment_on(version, text="赞成", by=None, criterion=version.criteria.first(), unit=world.village)
    assert (unit.unit, resident.unit) == (world.village, None)
    with time_machine.travel(f"{version.consulted_to} 23:00+08:00"):
        comment_on(version, text="最后一天", by=None)
    with (
        time_machine.travel(f"{version.consulted_to + timedelta(days=1)} 00:30+08:00"),
        pytest.raises(Refused, match="时间已过"),
    ):
        comment_on(version, text="晚了", by=None)


def test_comments_before_a_consultation_from_elsewhere_or_with_guarded_words_are_refused(draft, world, office):
    with pytest.raises(Refused, match="还没有开始"):
        comment_on(draft, text="早了", by=None)
    version = consulting(draft, office)
    other = version.copied_from.criteria.first()
    for why, values in (
        ("不属于这份标准", {"text": "x", "by": None, "criterion": other}),
        ("写下意见", {"text": "  ", "by": None}),
        ("上访", {"text": "某某上访", "by": None}),
        ("哪个单位", {"text": "x", "by": world.village_officer}),
    ):
        with pytest.raises(Refused, match=why):
            comment_on(version, **values)
    with pytest.raises(NotPermitted):
        comment_on(version, text="x", by=world.village_officer, unit=world.neighbour_village)
    assert not StandardComment.objects.exists()


def test_every_comment_is_answered_with_a_reason_before_the_draft_is_revised(draft, office):
    version = consulting(draft, office)
    comment = comment_on(version, text="改一下", by=None)
    with pytest.raises(Refused, match="才结束"):
        close_consultation(version, by=office)
    for reply, answer in (("", "x"), (Reply.NOT, " "), ("maybe", "x")):
        with pytest.raises(Refused, match="写明理由"):
            answer_comment(comment, reply=reply, answer=answer, by=office)
    with time_machine.travel(f"{version.consulted_to + timedelta(days=1)} 12:00+08:00"):
        with pytest.raises(Refused, match="还有 1 条意见没有答复"):
            close_consultation(version, by=office)
        answer_comment(comment, reply=Reply.PARTLY, answer="部分写入第一条", by=office)
        version = close_consultation(version, by=office)
    assert version.state == S.REVISED
    write_criterion(version, text(), criterion=version.criteria.first(), by=office)


def test_adoption_needs_body_document_and_days_in_order(draft, office):
    version, today = revised(draft, office), timezone.localdate()
    tomorrow = today + timedelta(days=1)
    whole = {"body": "区领导小组", "on": today, "in_force_from": today, "document": PDF}
    for why, changes in (
        ("没有通过的文件", {"document": None}),
        ("没有通过的文件", {"document": b""}),
        ("哪个机关", {"body": " "}),
        ("不能晚于今天", {"on": tomorrow, "in_force_from": tomorrow}),
        ("施行日期不能早于", {"in_force_from": today - timedelta(days=1)}),
    ):
        with pytest.raises(Refused, match=why):
            adopt_version(version, by=office, **(whole | changes))
    assert not StoredFile.objects.exists()


def test_it_comes_into_force_on_its_day_and_supersedes_the_one_before(draft, office):
    before = draft.copied_from
    version = adopted(revised(draft, office), office, starts_in=3)
    assert (version.state, in_force_of(before.standard)) == (S.ADOPTED, before)
    assert put_due_in_force() == 0
    with time_machine.travel(f"{version.in_force_from} 01:00+08:00"):
        assert put_in_force() == {"in_force": 1}
        assert put_in_force() == {"in_force": 0}
    version.refresh_from_db()
    before.refresh_from_db()
    assert (version.state, before.state, in_force_of(before.standard)) == (S.IN_FORCE, S.SUPERSEDED, version)


def test_a_comment_cannot_be_answered_otherwise_after_adoption(draft, office):
    version = consulting(draft, office)
    comment = comment_on(version, text="改一下", by=None)
    answer_comment(comment, reply=Reply.NOT, answer="不必", by=office)
    with time_machine.travel(f"{version.consulted_to + timedelta(days=1)} 12:00+08:00"):
        version = close_consultation(version, by=office)
        adopted(version, office)
        comment.refresh_from_db()
        with pytest.raises(Conflict, match="不能再改"):
            answer_comment(
                StandardComment.objects.select_related("standard_version").get(), reply="not", answer="x", by=office
            )


def test_the_database_keeps_adoption_and_its_document_together(draft):
    with pytest.raises(IntegrityError):
        StandardVersion.objects.filter(pk=draft.pk).update(state=S.ADOPTED)


def test_a_cycle_keeps_its_version_and_a_new_one_needs_the_one_in_force(world, draft, office):
    running = open_cycle(world)
    planned = planned_cycle(world.neighbour_county)
    adopted(revised(draft, office), office)
    running.refresh_from_db()
    assert (running.standard_version, running.standard_version.state) == (draft.copied_from, S.SUPERSEDED)
    planned = ProgrammeCycle.objects.get(pk=planned.pk)
    (fault,) = [check for check in opening_checks(planned, timezone.localdate()) if check.where == "cycle_change"][:1]
    assert (fault.blocks, "已被新版替代" in str(fault.fault)) == (True, True)


def test_withdrawing_is_refused_while_a_cycle_goes_by_it(world, office):
    cycle = open_cycle(world)
    version = cycle.standard_version
    with pytest.raises(Refused, match="正在使用这一版"):
        withdraw_version(version, world.county, by=office)
    ProgrammeCycle.objects.filter(pk=cycle.pk).update(state=CycleState.CLOSED)
    with pytest.raises(NotPermitted):
        withdraw_version(version, world.county, by=world.town_federation)
    assert withdraw_version(version, world.county, by=office).state == S.WITHDRAWN
    with pytest.raises(Conflict):
        withdraw_version(version, world.county, by=office)


def test_drafts_are_seen_by_their_own_place_until_they_are_consulted_on(world, draft, office):
    shipped = set(load_standards(SYSTEM))
    assert set(versions_visible_to(office)) == {*shipped, draft} == set(versions_visible_to(SYSTEM))
    assert set(versions_visible_to(world.village_officer)) == shipped
    consulting(draft, office)
    assert set(versions_visible_to(world.village_officer)) == {*shipped, draft}
