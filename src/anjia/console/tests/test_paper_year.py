"""The whole cycle on paper: printed, then typed in with the paper's date and its scan (experience 24)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from anjia.console.actions import keep_paper, type_in_meeting, type_in_opinions
from anjia.console.paper import blanks
from anjia.console.paper.catalogue import KINDS, papers_of
from anjia.documents.models import KeptPaper
from anjia.documents.render import render_forms
from anjia.documents.tests.reading import codes, pdf_pages, pdf_text
from anjia.evaluations.actions import finish_scoring
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, Outcome, Step, StepReason
from anjia.evaluations.factories import candidacies_in, candidacy_in, open_cycle, panel_of
from anjia.evaluations.models import GroupMeeting, Opinion
from anjia.evaluations.tests.test_exclusions import rate
from anjia.households.factories import consent, family
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.regions.place import SESSION_KEY


@pytest.fixture
def scan(pdf):
    return "扫描件.pdf", pdf


@pytest.fixture(scope="session")
def pdf():
    return render_forms([blanks.proxy("1组", "http://localhost/x/")])


@pytest.fixture
def cycle(world):
    return open_cycle(world.county)


@pytest.fixture
def families(world, cycle):
    found = [family(world.group, name, phone="") for name in ("何婷婷", "王小明", "李想")]
    for household in found:
        consent(household, proven=True)
        candidacy_in(S.CONSENTED, group=world.group, cycle=cycle, household=household)
    return found


@pytest.fixture
def raters(world):
    return [world.federation_exec_member, world.resident_representative, world.village_panel_member]


def yesterday(days=1):
    return timezone.localdate() - timedelta(days=days)


def meet(world, cycle, families, raters, scan, **changes):
    told = {
        "cycle": cycle, "held_on": yesterday(), "place": "活动室", "present": [f.pk for f in families[:2]],
        "proxies": {families[2].pk: families[0].pk}, "others": 17, "raters": raters, "scan": scan,
        "by": world.village_officer,
    }  # fmt: skip
    return type_in_meeting(world.group, **{**told, **changes})


def stand_in(client, user, place):
    client.force_login(user)
    session = client.session
    session[SESSION_KEY] = place.path
    session.save()
    return client


def test_every_form_prints_with_its_code_and_its_pages(world, cycle, families):
    for region, verb_holders in ((world.group, 10), (world.village, 13), (world.town, 4)):
        kinds = [kind for kind in KINDS if region.level in kind.levels]
        assert len(kinds) >= verb_holders
        papers = papers_of(kinds, region, cycle)
        data = render_forms(papers)
        assert len(pdf_pages(data)) >= len(papers)
        assert all(paper.url.startswith("http") for paper in papers)
    text = pdf_text(render_forms(papers_of(list(KINDS), world.group, cycle)))
    assert "何婷婷" in text
    assert "政治面貌（可不填）" in text
    assert "法定到会至少20户" in text.replace(" ", "")


def test_a_code_leads_to_where_the_form_is_typed_in(world, cycle, families, settings):
    roll = [kind for kind in KINDS if kind.key == "roll"]
    data = render_forms(papers_of(roll, world.group, cycle))
    assert codes(data, 0) == [settings.SITE_URL + reverse("console:paper_meeting")]


def test_a_meeting_on_paper_becomes_the_same_meeting(world, cycle, families, raters, scan):
    meeting = meet(world, cycle, families, raters, scan)
    assert (meeting.state, meeting.held_on, meeting.quorum_needed) == (MeetingState.OPEN, yesterday(), 20)
    assert meeting.attendances.count() == 3
    paper = KeptPaper.objects.get()
    assert (paper.form, paper.dated_on, paper.region) == ("roll", yesterday(), world.group)
    candidacies = list(meeting.candidacies.all())
    rate(candidacies, raters)
    finish_scoring(meeting, by=world.village_officer)
    candidacies[0].refresh_from_db()
    assert candidacies[0].evaluated_on == yesterday()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"held_on": "tomorrow"}, "不能晚于今天"),
        ({"held_on": "last_year"}, "不在本周期"),
        ({"others": 1}, "至少应到"),
        ({"raters": []}, "至少 3 人"),
        ({"scan": ("x.exe", b"MZ")}, "只接受"),
        ({"scan": ("x.pdf", b"%PDF-1.4\nx\n%%EOF\n")}, "打不开"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_left(world, cycle, families, raters, scan, changes, told):
    days = {"tomorrow": timezone.localdate() + timedelta(days=1), "last_year": yesterday(400)}
    changes = {key: days.get(value, value) if isinstance(value, str) else value for key, value in changes.items()}
    with pytest.raises(Refused, match=told):
        meet(world, cycle, families, **{"raters": raters, "scan": scan, **changes})
    assert not GroupMeeting.objects.exists()
    assert not KeptPaper.objects.exists()


def test_only_who_may_do_it_on_the_screen_may_type_it_in(world, cycle, families, raters, scan):
    for persona in (world.village_panel_member, world.town_federation, world.neighbour_village_officer):
        with pytest.raises(NotPermitted):
            meet(world, cycle, families, raters, scan, by=persona)
        with pytest.raises(NotPermitted):
            keep_paper("posting", world.village, cycle=cycle, dated_on=yesterday(), scan=scan, by=persona)
    with pytest.raises(Refused, match="没有这种表"):
        keep_paper("gossip", world.village, cycle=cycle, dated_on=yesterday(), scan=scan, by=world.village_officer)


@pytest.fixture
def nominated(world, cycle):
    panel_of(cycle, world.village, world.village_panel_member, world.village_officer)
    found = candidacies_in(S.NOMINATED, 3, group=world.group, cycle=cycle)
    meeting = GroupMeeting.objects.create(
        cycle=cycle, region=world.group, held_on=yesterday(5), state=MeetingState.CLOSED, opened_at=timezone.now(),
        households_total=30, quorum_needed=20, closed_at=timezone.now(),
    )  # fmt: skip
    for candidacy in found:
        candidacy.meeting = meeting
        candidacy.save()
    return found


def review(world, cycle, decisions, day, scan, by=None):
    by = by or world.village_panel_member
    return type_in_opinions(
        Step.VILLAGE_REVIEW, world.village, cycle=cycle, decisions=decisions, decided_on=day, scan=scan, by=by
    )


def test_a_signed_list_is_carried_out_line_by_line(world, cycle, nominated, scan):
    accept, back = (Outcome.ACCEPT, ""), (Outcome.RETURN, StepReason.INCOMPLETE)
    decisions = {nominated[0].pk: accept, nominated[1].pk: accept, nominated[2].pk: back}
    assert review(world, cycle, decisions, yesterday(2), scan) == 3
    for candidacy in nominated:
        candidacy.refresh_from_db()
    assert [c.state for c in nominated] == [S.REVIEWED, S.REVIEWED, S.RETURNED]
    assert set(Opinion.objects.values_list("decided_on", flat=True)) == {yesterday(2)}
    assert all("代办" in note for note in Opinion.objects.values_list("note", flat=True))


def test_the_order_of_the_steps_is_kept(world, cycle, nominated, scan):
    accept = {nominated[0].pk: (Outcome.ACCEPT, "")}
    with pytest.raises(Refused, match="早于户长会议"):
        review(world, cycle, accept, yesterday(6), scan)
    with pytest.raises(Refused, match="不能晚于今天"):
        review(world, cycle, accept, timezone.localdate() + timedelta(days=1), scan)
    review(world, cycle, accept, yesterday(2), scan)
    town = {"cycle": cycle, "decisions": accept, "scan": scan, "by": world.town_federation}
    with pytest.raises(Refused, match="早于上一步意见"):
        type_in_opinions(Step.FEDERATION_OPINION, world.town, decided_on=yesterday(3), **town)
    assert type_in_opinions(Step.FEDERATION_OPINION, world.town, decided_on=yesterday(2), **town) == 1


def test_all_of_a_list_or_nothing(world, cycle, nominated, scan):
    accept = (Outcome.ACCEPT, "")
    strange = candidacies_in(S.CONSENTED, 1, group=world.other_group, cycle=cycle)[0]
    with pytest.raises(Conflict):
        review(world, cycle, {nominated[0].pk: accept, strange.pk: accept}, yesterday(1), scan)
    with pytest.raises(Refused, match="一户也没有填"):
        review(world, cycle, {}, yesterday(1), scan)
    nominated[0].refresh_from_db()
    assert nominated[0].state == S.NOMINATED
    assert not KeptPaper.objects.exists()


def test_the_page_lists_the_forms_and_what_was_typed_in(client, world, cycle, families, raters, scan):
    meet(world, cycle, families, raters, scan)
    page = stand_in(client, world.village_officer, world.village).get(reverse("console:paper_year")).content.decode()
    assert "已录入 1 份" in page
    assert "打印整套" in page
    pack = client.get(reverse("console:paper_print", args=["all"]))
    assert pack["Content-Type"] == "application/pdf"
    kept = client.get(reverse("console:paper_scans", args=["roll"])).content.decode()
    assert reverse("documents:file_download", args=[KeptPaper.objects.get().scan_id]) in kept
    assert client.get(reverse("console:paper_print", args=["gossip"])).status_code == 404


def test_above_the_village_no_list_of_a_group_is_printed_or_read(client, world, cycle, families, raters, scan):
    meet(world, cycle, families, raters, scan)
    stand_in(client, world.town_federation, world.village)
    assert client.get(reverse("console:paper_print", args=["roll"])).status_code == 404
    assert "这里没有您要办的表" in client.get(reverse("console:paper_year")).content.decode()
    file = reverse("documents:file_download", args=[KeptPaper.objects.get().scan_id])
    assert client.get(file).status_code == 404
    stand_in(client, world.village_officer, world.village)
    assert client.get(file).status_code == 200


def test_a_roll_is_typed_in_on_one_page(client, world, cycle, families, raters, scan):
    stand_in(client, world.village_officer, world.village)
    address = f"{reverse('console:paper_meeting')}?group={world.group.path}"
    data = {
        "dated_on": yesterday().isoformat(), "place": "活动室", "others": 18, "raters": [str(r.pk) for r in raters],
        f"came_{families[0].pk}": "self", f"came_{families[1].pk}": str(families[0].pk), f"came_{families[2].pk}": "",
    }  # fmt: skip
    assert client.post(address, data).status_code == 422
    answer = client.post(address, {**data, "scan": SimpleUploadedFile(*scan)})
    meeting = GroupMeeting.objects.get()
    assert answer["Location"] == reverse("evaluations:meeting_detail", args=[meeting.pk])
    assert meeting.attendances.count() == 2


def test_a_signed_list_is_typed_in_on_one_page(client, world, cycle, nominated, scan):
    stand_in(client, world.village_panel_member, world.village)
    address = f"{reverse('console:paper_opinions')}?step={Step.VILLAGE_REVIEW}"
    page = client.get(address).content.decode()
    assert all(str(c) in page for c in nominated)
    data = {"dated_on": yesterday().isoformat(), f"said_{nominated[0].pk}": "accept:"}
    data |= {f"said_{nominated[1].pk}": "return:incomplete", "scan": SimpleUploadedFile(*scan)}
    assert client.post(address, data)["Location"] == reverse("console:paper_year")
    assert Opinion.objects.count() == 2
    assert client.get(f"{reverse('console:paper_opinions')}?step={Step.TOWN_APPROVAL}").status_code == 404


def test_a_scan_is_attached_to_what_was_typed_in_elsewhere(client, world, cycle, scan):
    stand_in(client, world.village_officer, world.village)
    address = reverse("console:paper_scan", args=["posting"])
    data = {"dated_on": yesterday().isoformat(), "scan": SimpleUploadedFile(*scan)}
    assert client.post(address, data)["Location"] == reverse("console:paper_year")
    assert KeptPaper.objects.get().form == "posting"


@pytest.mark.parametrize("form", ["tally", "minutes", "scores"])
def test_a_meetings_papers_hang_on_it_and_bear_its_day(client, world, cycle, families, raters, scan, form):
    meeting = meet(world, cycle, families, raters, scan)
    stand_in(client, world.village_officer, world.village)
    address = reverse("console:paper_scan", args=[form])
    data = {"dated_on": yesterday(2).isoformat(), "meeting": str(meeting.pk)}
    assert client.post(address, {**data, "meeting": "", "scan": SimpleUploadedFile(*scan)}).status_code == 422
    wrong = client.post(address, {**data, "scan": SimpleUploadedFile(*scan)})
    assert "这次会议是" in wrong.content.decode()
    client.post(address, {**data, "dated_on": yesterday().isoformat(), "scan": SimpleUploadedFile(*scan)})
    paper = KeptPaper.objects.get(form=form)
    assert (paper.subject_id, paper.region, paper.dated_on) == (meeting.pk, world.group, yesterday())
    page = client.get(reverse("evaluations:meeting_detail", args=[meeting.pk])).content.decode()
    assert reverse("documents:file_download", args=[paper.scan_id]) in page
    client.force_login(world.town_federation)
    page = client.get(reverse("evaluations:meeting_detail", args=[meeting.pk])).content.decode()
    assert "纸质凭证" in page
    assert reverse("documents:file_download", args=[paper.scan_id]) not in page
