"""Meeting, roll, scoring and vote pages: happy path, refusal, and the same number of queries at 1 and 3 rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.evaluations.actions import finish_scoring, mark_attendance, open_meeting, record_ballot
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, Presence, Step
from anjia.evaluations.factories import candidacies_in, candidacy_in, family_in
from anjia.evaluations.models import Ballot, Candidacy, GroupMeeting
from anjia.evaluations.queries.scoring import sheet_of
from anjia.kernel import jobs
from anjia.programmes.enums import Scheme
from anjia.programmes.factories import open_cycle as open_stars
from anjia.programmes.factories import standard_version

pytestmark = pytest.mark.django_db


PAGES = (
    "meeting_detail",
    "meeting_screen",
    "meeting_roll",
    "meeting_panel",
    "meeting_close",
    "scoring_overview",
    "scoring_finish",
    "nomination_table",
)


def url(name, *args):
    return reverse(f"evaluations:{name}", args=args)


def full(candidacy, **changes):
    """What the sheet posts for a family without exceptions."""
    data = {f"score_{c.code}": "10" for c in sheet_of(candidacy).criteria}
    return {**data, "version": "0", **changes}


def test_planning_leads_to_the_meeting(client, world, cycle):
    client.force_login(world.group_leader)
    page = client.get(url("meeting_plan"))
    assert world.group.name in page.content.decode()
    data = {"group": world.group.pk, "held_on": timezone.localdate(), "place": "村口"}
    answer = client.post(url("meeting_plan"), data)
    meeting = GroupMeeting.objects.get()
    assert answer["Location"] == url("meeting_detail", meeting.pk)
    assert client.post(url("meeting_plan"), data).status_code == 409
    client.force_login(world.town_federation)
    assert client.get(url("meeting_plan")).status_code == 403


def test_planning_without_a_cycle_is_refused(client, world):
    client.force_login(world.group_leader)
    answer = client.post(url("meeting_plan"), {"group": world.group.pk, "held_on": timezone.localdate()})
    assert answer.status_code == 422
    assert "没有正在进行的创建周期" in answer.content.decode()


def test_where_only_stars_are_counted_the_pages_of_the_points_say_so(client, world):
    """Domain A6-6: their addresses do not open empty without a word."""
    standard = standard_version("five_star")
    open_stars(world.county, standard_version=standard, scheme=Scheme.STARS_20, pass_mark_half_points=None)
    client.force_login(world.village_officer)
    queue = reverse("evaluations:step_queue", args=[Step.VILLAGE_REVIEW])
    for address in (reverse("evaluations:meeting_list"), reverse("evaluations:candidacy_list"), queue):
        page = client.get(address).content.decode()
        assert "本地按季记星" in page, address
        assert "召集户长会议" not in page
    answer = client.post(
        reverse("evaluations:meeting_plan"), {"group": world.group.pk, "held_on": timezone.localdate()}
    )
    assert "不召开百分制评分的户长会议" in answer.content.decode()


def test_the_pages_of_a_meeting(client, world, meeting, families):
    client.force_login(world.group_leader)
    for name in PAGES:
        assert client.get(url(name, meeting.pk)).status_code == 200, name
    assert client.get(url("meeting_list"), {"state": "open"}).content.decode().count("<tr>") == 2
    client.force_login(world.neighbour_group_leader)
    for name in ("meeting_detail", "meeting_roll", "scoring_overview", "nomination_table"):
        assert client.get(url(name, meeting.pk)).status_code == 404, name


def test_the_panel_is_saved(client, world, planned, raters):
    client.force_login(world.group_leader)
    page = client.get(url("meeting_panel", planned.pk)).content.decode()
    assert "妇联执委" in page
    chosen = [raters[0].pk, raters[1].pk]
    assert client.post(url("meeting_panel", planned.pk), {"raters": chosen}).status_code == 302
    assert planned.seats.count() == 2


def test_opening_below_the_quorum_tells_why(client, world, planned):
    client.force_login(world.group_leader)
    assert client.get(url("meeting_open", planned.pk)).status_code == 200
    answer = client.post(url("meeting_open", planned.pk))
    assert answer.status_code == 422
    assert "到会 0 户，全组 30 户至少应到 20 户" in answer.content.decode()
    client.post(url("meeting_roll", planned.pk), {"others": "20"})
    assert client.post(url("meeting_open", planned.pk)).status_code == 302
    assert client.post(url("meeting_open", planned.pk)).status_code == 409


def test_the_roll_counts_after_each_mark(client, world, planned):
    one, two = (family_in(world.group, name) for name in ("甲", "乙"))
    client.force_login(world.group_leader)
    address = url("meeting_roll", planned.pk)
    assert client.post(address, {"household": one.pk, "presence": "in_person"}).status_code == 302
    part = client.post(address, {"household": two.pk, "proxy": one.pk}, headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="roll"')
    assert "委托 甲" in part.content.decode()
    refused = client.post(address, {"household": one.pk, "presence": ""})
    assert refused.status_code == 422
    assert "正受别户委托" in refused.content.decode()
    part = client.post(address, {"household": one.pk, "presence": ""}, headers={"HX-Request": "true"})
    assert (part.status_code, "正受别户委托" in part.content.decode()) == (200, True)
    for wrong in ({"household": "x"}, {"household": one.pk, "presence": "asleep"}, {"others": "-1"}):
        assert client.post(address, wrong).status_code == 422


def test_a_rater_goes_from_family_to_family(client, world, meeting, families, raters):
    client.force_login(raters[0])
    overview = client.get(url("scoring_overview", meeting.pk)).content.decode()
    assert "王秀英" in overview
    first, second = Candidacy.objects.order_by("household__head_name")
    sheet = client.get(url("scoring_sheet", meeting.pk, first.pk, raters[0].pk))
    assert f"{first} 家" in sheet.content.decode()
    answer = client.post(url("scoring_sheet", meeting.pk, first.pk, raters[0].pk), full(first))
    assert answer["Location"] == url("scoring_sheet", meeting.pk, second.pk, raters[0].pk)
    answer = client.post(url("scoring_sheet", meeting.pk, second.pk, raters[0].pk), full(second))
    assert answer["Location"].startswith(url("scoring_overview", meeting.pk))
    assert Ballot.objects.filter(rater=raters[0], total_half_points=200).count() == 2


def test_exceptions_carry_their_reason(client, world, meeting, families, raters):
    family = families[0]
    client.force_login(raters[0])
    address = url("scoring_sheet", meeting.pk, family.pk, raters[0].pk)
    reason = sheet_of(family).reasons_of(sheet_of(family).criteria[0])[0]
    for wrong in ({"score_c1": "8"}, {"score_c1": "10.5"}, {"score_c1": "八"}, {"score_c1": "8.3"}):
        answer = client.post(address, full(family, **wrong))
        assert answer.status_code == 422, wrong
    assert not Ballot.objects.exists()
    client.post(address, full(family, score_c1="8.5", reason_c1=str(reason.pk)))
    ballot = Ballot.objects.get()
    assert ballot.total_half_points == 197
    again = client.get(address).content.decode()
    assert 'value="8.5"' in again
    # Somebody else's change since the page was opened is a conflict, and what was typed stays.
    answer = client.post(address, full(family, score_c1="7", reason_c1=str(reason.pk)))
    assert answer.status_code == 409
    assert 'value="7"' in answer.content.decode()


def test_an_officer_types_for_a_seat_and_nobody_else_does(client, world, meeting, families, raters):
    address = url("scoring_sheet", meeting.pk, families[0].pk, raters[0].pk)
    client.force_login(world.village_officer)
    assert "代录" in client.get(address).content.decode()
    assert client.post(address, full(families[0])).status_code == 302
    assert Ballot.objects.get().entered_by_id == world.village_officer.pk
    client.force_login(raters[1])
    assert client.get(address).status_code == 404
    assert client.post(address, full(families[0])).status_code == 404


def test_from_scores_to_votes_to_minutes(client, world, meeting, families, raters):
    for family in families:
        for rater in raters:
            record_ballot(family, rater, by=rater)
    client.force_login(world.group_leader)
    assert "2 户计算平均分" in client.get(url("scoring_finish", meeting.pk)).content.decode()
    assert client.post(url("scoring_finish", meeting.pk)).status_code == 302
    one, two = families
    table = client.get(url("nomination_table", meeting.pk)).content.decode()
    assert "11 票过半数" in table
    assert client.post(url("nomination_table", meeting.pk), {}).status_code == 422
    over = client.post(url("nomination_table", meeting.pk), {f"votes_{one.pk}": "21"})
    assert over.status_code == 422
    assert "多于到会的 20 户" in over.content.decode()
    for page in ("meeting_detail", "meeting_close"):
        assert client.get(url(page, meeting.pk)).context["uncounted"] == 2
    assert "还有 2 户达到合格分，没有计票" in client.get(url("meeting_close", meeting.pk)).content.decode()
    votes = {f"votes_{one.pk}": "11", f"votes_{two.pk}": "10"}
    assert client.post(url("nomination_table", meeting.pk), votes).status_code == 302
    assert set(Candidacy.objects.values_list("state", flat=True)) == {S.NOMINATED, S.SCORED}
    assert "没有计票" not in client.get(url("meeting_close", meeting.pk)).content.decode()
    assert client.post(url("meeting_close", meeting.pk)).status_code == 302
    assert "正在生成" in client.get(url("meeting_detail", meeting.pk)).content.decode()
    jobs.run_pending()
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CLOSED
    page = client.get(url("meeting_detail", meeting.pk)).content.decode()
    assert str(meeting.minutes_file_id) in page
    stored = client.get(reverse("documents:file_download", args=[meeting.minutes_file_id]))
    assert b"".join(stored.streaming_content if stored.streaming else [stored.content]).startswith(b"%PDF")


def test_score_sheets_are_printed(client, world, meeting, families):
    client.force_login(world.village_officer)
    assert client.get(url("score_sheets", meeting.pk)).content.startswith(b"%PDF")
    Candidacy.objects.update(meeting=None)
    assert client.get(url("score_sheets", meeting.pk)).status_code == 422


@pytest.mark.parametrize("name", ["meeting_roll", "scoring_overview", "nomination_table"])
def test_three_families_cost_no_more_queries_than_one(client, world, planned, raters, name):
    one = candidacy_in(S.CONSENTED, group=world.group, cycle=planned.cycle)
    mark_attendance(planned, one.household_id, presence=Presence.IN_PERSON, by=world.group_leader)
    planned.others_present = 19
    planned.save()
    opened = open_meeting(planned, by=world.group_leader)
    client.force_login(world.group_leader)
    client.get(url(name, opened.pk))
    with CaptureQueriesContext(connection) as first:
        client.get(url(name, opened.pk))
    for family in candidacies_in(S.CONSENTED, 2, group=world.group, cycle=planned.cycle):
        Candidacy.objects.filter(pk=family.pk).update(meeting=opened)
        mark_attendance(opened, family.household_id, presence=Presence.IN_PERSON, by=world.group_leader)
    finish_scoring(opened, by=world.group_leader) if name == "nomination_table" else None
    with CaptureQueriesContext(connection) as second:
        client.get(url(name, opened.pk))
    assert len(second) <= len(first)
