"""Lists, queues, one family, single and batch decisions, home tasks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.evaluations import home
from anjia.evaluations.actions import give_opinion
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Outcome, Step, StepReason
from anjia.evaluations.factories import candidacies_in, candidacy_in, family_in
from anjia.evaluations.models import Candidacy, Opinion, Recusal, StepRoster
from anjia.kernel import jobs
from anjia.web.once import new_token

pytestmark = pytest.mark.django_db
APPROVAL = Step.TOWN_APPROVAL


def url(name, *args):
    return reverse(f"evaluations:{name}", args=args)


def batch(families, **fields):
    return {"ids": ",".join(str(f.pk) for f in families), "outcome": "accept", "confirmed": "1", **fields}


def test_the_list_narrows_by_state_and_place(client, world, cycle):
    candidacy_in(S.CONSENTED, group=world.group, cycle=cycle, household=family_in(world.group, "甲家"))
    candidacy_in(S.NAMED, group=world.other_group, cycle=cycle, household=family_in(world.other_group, "乙家"))
    candidacy_in(S.NAMED, group=world.neighbour_group, cycle=cycle, household=family_in(world.neighbour_group, "丙家"))
    client.force_login(world.town_federation)
    page = client.get(url("candidacy_list")).content.decode()
    assert ("甲家" in page, "乙家" in page, "丙家" in page) == (True, True, False)
    page = client.get(url("candidacy_list"), {"state": "named"}).content.decode()
    assert ("甲家" in page, "乙家" in page) == (False, True)
    data = {"region": world.village.pk, "within": world.group.pk, "state": ""}
    page = client.get(url("candidacy_list"), data).content.decode()
    assert ("甲家" in page, "乙家" in page) == (True, False)
    assert client.get(url("candidacy_list"), {"region": "x", "state": "no"}).status_code == 200


def test_one_family_shows_reasons_and_time_line(client, world, cycle, panel):
    family = candidacy_in(S.ENDORSED, group=world.group, cycle=cycle)
    give_opinion(
        Candidacy.objects.all(), APPROVAL, Outcome.RETURN, by=world.town_leading_group,
        reason=StepReason.INCOMPLETE, note="缺签字页",
    )  # fmt: skip
    client.force_login(world.village_officer)
    page = client.get(url("candidacy_detail", family.pk)).content.decode()
    assert "资料不全 · 缺签字页" in page
    assert "审批退回" in page
    assert "96.0" in page
    assert client.get(url("candidacy_resubmit", family.pk)).status_code == 200
    assert client.post(url("candidacy_resubmit", family.pk)).status_code == 302
    assert client.post(url("candidacy_resubmit", family.pk)).status_code == 409
    client.force_login(world.neighbour_village_officer)
    assert client.get(url("candidacy_detail", family.pk)).status_code == 404


def test_a_single_opinion(client, world, cycle):
    family = candidacy_in(S.ENDORSED, group=world.group, cycle=cycle)
    address = url("candidacy_opinion", family.pk, APPROVAL)
    client.force_login(world.town_leading_group)
    assert "乡镇（街道）审批意见" in client.get(address).content.decode()
    for wrong in (
        {"outcome": "return"},
        {"outcome": "refuse", "reason": "incomplete"},
        {"outcome": "accept", "note": "信访户"},
    ):
        assert client.post(address, wrong).status_code == 422, wrong
    assert client.post(address, {"outcome": "accept"})["Location"] == url("step_queue", APPROVAL)
    second = client.post(address, {"outcome": "accept"})
    assert second.status_code == 409
    assert "可能已由别人先办理" in second.content.decode()
    assert client.get(url("candidacy_opinion", family.pk, "nothing")).status_code == 404


def test_wrong_role_is_refused_with_a_sentence(client, world, cycle):
    family = candidacy_in(S.ENDORSED, group=world.group, cycle=cycle)
    client.force_login(world.village_officer)
    answer = client.post(url("candidacy_opinion", family.pk, APPROVAL), {"outcome": "accept"})
    assert answer.status_code == 403
    assert "一项也没有改动" in answer.content.decode()
    client.force_login(world.neighbour_town_leading_group)
    assert client.post(url("candidacy_opinion", family.pk, APPROVAL), {"outcome": "accept"}).status_code == 404


def test_a_batch_has_a_check_page_and_happens_once(client, world, cycle):
    families = candidacies_in(S.ENDORSED, 3, group=world.group, cycle=cycle)
    client.force_login(world.town_leading_group)
    queue = client.get(url("step_queue", APPROVAL)).content.decode()
    assert queue.count('name="ids"') == 3
    check = client.post(url("step_batch", APPROVAL), {"ids": [f.pk for f in families]})
    assert "将对 3 户签署“乡镇（街道）审批意见”" in check.content.decode()
    assert Candidacy.objects.filter(state=S.ENDORSED).count() == 3
    token = new_token()
    for _twice in range(2):
        assert client.post(url("step_batch", APPROVAL), batch(families, once=token)).status_code == 302
    assert Opinion.objects.count() == 3
    jobs.run_pending()
    roster = StepRoster.objects.get()
    for file_id in (roster.excel_file_id, roster.pdf_file_id):
        assert client.get(reverse("documents:file_download", args=[file_id])).status_code == 200
    assert str(roster.pdf_file_id) in client.get(url("step_queue", APPROVAL)).content.decode()


def test_a_batch_somebody_else_began_is_a_conflict(client, world, cycle):
    families = candidacies_in(S.ENDORSED, 2, group=world.group, cycle=cycle)
    give_opinion(Candidacy.objects.filter(pk=families[0].pk), APPROVAL, Outcome.ACCEPT, by=world.town_leading_group)
    client.force_login(world.town_leading_group)
    assert client.post(url("step_batch", APPROVAL), batch(families)).status_code == 409
    assert client.post(url("step_batch", APPROVAL), batch([], ids="x")).status_code == 422
    wrong = batch(families[1:], outcome="return")
    assert client.post(url("step_batch", APPROVAL), wrong).status_code == 422


def test_a_batch_cannot_reach_next_door(client, world, cycle):
    stranger = candidacy_in(S.ENDORSED, group=world.neighbour_group, cycle=cycle)
    client.force_login(world.town_leading_group)
    assert client.post(url("step_batch", APPROVAL), batch([stranger])).status_code == 422
    stranger.refresh_from_db()
    assert stranger.state == S.ENDORSED


def test_a_roster_of_those_accepted_one_by_one(client, world, cycle):
    candidacy_in(S.ENDORSED, group=world.group, cycle=cycle)
    give_opinion(Candidacy.objects.all(), APPROVAL, Outcome.ACCEPT, by=world.town_leading_group)
    client.force_login(world.town_leading_group)
    assert "为逐户同意的 1 户生成名册" in client.get(url("step_queue", APPROVAL)).content.decode()
    address = url("roster_make", APPROVAL, world.town.pk)
    assert "将为 1 户生成名册" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 422
    assert client.get(url("roster_make", APPROVAL, world.neighbour_town.pk)).status_code == 404


def test_recusal_and_alternatives(client, world, cycle):
    family = candidacy_in(S.CONSENTED, group=world.group, cycle=cycle)
    client.force_login(world.federation_exec_member)
    page = client.get(url("candidacy_recusal", family.pk)).content.decode()
    assert "家庭选择换人" not in page
    own = {"person": world.federation_exec_member.pk, "kind": "kin"}
    assert client.post(url("candidacy_recusal", family.pk), own).status_code == 302
    assert client.post(url("candidacy_recusal", family.pk), {**own, "kind": "excluded"}).status_code == 422
    client.force_login(world.village_officer)
    other = {"person": world.resident_representative.pk, "kind": "excluded"}
    assert client.post(url("candidacy_recusal", family.pk), other).status_code == 302
    assert Recusal.objects.count() == 2
    page = client.get(url("candidacy_detail", family.pk)).content.decode()
    assert "家庭选择换人" in page
    address = url("candidacy_alternatives", family.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"codes": ["c10"], "version": family.version}).status_code == 302
    assert client.post(address, {"codes": [], "version": family.version}).status_code == 409
    family.refresh_from_db()
    assert family.alternatives == "c10"


@pytest.mark.parametrize(("name", "args"), [("candidacy_list", ()), ("step_queue", (APPROVAL,))])
def test_three_rows_cost_no_more_queries_than_one(client, world, cycle, name, args):
    candidacy_in(S.ENDORSED, group=world.group, cycle=cycle)
    client.force_login(world.town_leading_group)
    client.get(url(name, *args))
    with CaptureQueriesContext(connection) as first:
        client.get(url(name, *args))
    candidacies_in(S.ENDORSED, 2, group=world.other_group, cycle=cycle)
    with CaptureQueriesContext(connection) as second:
        client.get(url(name, *args))
    assert len(second) == len(first)


def test_everybody_is_led_to_their_own_step(client, world):
    for user, step in (
        (world.village_panel_member, Step.VILLAGE_REVIEW),
        (world.town_federation, Step.FEDERATION_OPINION),
        (world.town_leading_group, APPROVAL),
        (world.inspector, Step.VILLAGE_REVIEW),
    ):
        client.force_login(user)
        assert client.get(url("decide"))["Location"] == url("step_queue", step)


def test_the_counts_of_the_home_equal_the_lists_behind_them(client, world, cycle, meeting, families, raters):
    candidacies_in(S.ENDORSED, 3, group=world.group, cycle=cycle)
    candidacies_in(S.RETURNED, 2, group=world.other_group, cycle=cycle)
    for user in (world.town_leading_group, world.village_officer, world.group_leader, raters[0]):
        client.force_login(user)
        found = home.tasks(user, user.places[0])
        assert found
        for task in found:
            answer = client.get(task.url)
            assert answer.status_code == 200
            if "total" in answer.context:
                assert answer.context["total"] == task.count, task.title
    assert [t.count for t in home.tasks(world.town_leading_group, world.town.path)] == [3]
    assert home.tasks(world.administrator, world.city.path) == []


def test_the_backward_plan_keeps_its_order(cycle):
    due = home.due_days(cycle)
    assert due["meeting"] < due["village_review"] < due["federation_opinion"] < due["town_approval"] < cycle.naming_day
    assert home.due_days(None) == {}
