"""The pages: happy paths, refusals in words, who is shown what, one cost for one row and three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.documents.tests.reading import pdf_text, word_text
from anjia.households.own_file import own_file
from anjia.regions.place import SESSION_KEY
from anjia.rolling.actions import draft_cancellation, plan_reviews, record_review
from anjia.rolling.enums import CaseStep, RevocationState
from anjia.rolling.factories import approved, delivered, heard, look, missed, proposed, rectifying, titles_of
from anjia.rolling.models import Cancellation, Rectification, Revocation, TitleReview
from anjia.web.once import new_token
from anjia.web.panels import tasks_for

pytestmark = pytest.mark.django_db
NAMES = ("李建军", "王小明", "陈红")


@pytest.fixture
def at(client):
    """Somebody's browser, standing in a place."""

    def sign_in(user, place=None):
        client.force_login(user)
        session = client.session
        session[SESSION_KEY] = place.path if place else user.places[0]
        session.save()
        return client

    return sign_in


def url(name: str, *args) -> str:
    return reverse(f"rolling:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def press(client, address: str, **data):
    return client.post(address, {"once": new_token(), **data})


def own_words(title) -> str:
    from_parts = own_file(title.household, title.valid_to.replace(year=2026))
    return " ".join(f"{part.title} {part.lede} {line}" for part in from_parts for line in part.lines)


def test_what_is_due_with_its_countdown(at, world, cycle, title):
    page = text(at(world.village_officer).get(url("due_list")))
    for part in ("王小明", "复核已到期", "今天到期", "登记复核", "安排上门（1 户）"):
        assert part in page
    assert "王小明" in text(at(world.town_federation, world.town).get(url("due_list")))
    assert "王小明" not in text(at(world.neighbour_village_officer).get(url("due_list")))
    assert "没有符合条件" in text(at(world.village_officer).get(url("due_list") + "?due=renewable"))
    counts = text(at(world.district_office, world.county).get(url("due_counts")))
    assert world.town.name in counts
    assert "王小明" not in counts


def test_one_cost_for_one_title_and_for_three(at, world, cycle):
    titles_of(world, cycle, NAMES[:1])
    client = at(world.village_officer)
    client.get(url("due_list"))
    with CaptureQueriesContext(connection) as one:
        client.get(url("due_list"))
    cycle.pk, cycle.year = None, 2025
    cycle.save(force_insert=True)
    titles_of(world, cycle, NAMES[1:])
    with CaptureQueriesContext(connection) as three:
        assert "陈红" in text(client.get(url("due_list")))
    assert len(one) == len(three)


def test_the_queue_and_the_documents_cost_the_same_for_one_and_three(at, world, cycle):
    titles = titles_of(world, cycle, NAMES)
    client, costs = at(world.town_federation, world.town), {}
    for number, title in enumerate(titles, start=1):
        proposed(world, cycle, title)
        Cancellation.objects.create(region=world.town, state="voided", title="x", issuing_organ="x", organ_word="芦妇")
        for name in ("revocation_list", "cancellation_list"):
            client.get(url(name))
            with CaptureQueriesContext(connection) as seen:
                client.get(url(name))
            costs.setdefault(name, {})[number] = len(seen)
    assert all(cost[1] == cost[3] for cost in costs.values()), costs


def test_visits_are_arranged_and_their_sheets_printed(at, world, cycle, title, panel):
    client = at(world.village_officer)
    assert "还没有安排上门" in text(client.get(url("review_sheets", world.village.pk)))
    told = {"planned_on": "2026-05-20", "reviewers": [user.pk for user in panel], "titles": [title.pk]}
    page = client.post(url("review_plan", world.village.pk), {"once": new_token(), **told}, follow=True)
    assert "已安排 1 户" in text(page)
    paper = pdf_text(client.get(url("review_sheets", world.village.pk)).content)
    for part in ("王小明", title.serial, "年度复核表", "复核人签名"):
        assert part in paper
    review = TitleReview.objects.get()
    press(client, url("review_cancel", review.pk))
    review.refresh_from_db()
    assert review.state == "lapsed"


def test_a_visit_is_entered_and_its_letter_printed_both_ways(at, world, cycle, title, panel):
    client, criterion = at(world.village_officer), missed(cycle)[0]
    address = url("review_record", title.pk)
    assert "给家庭时间改好，不会取消称号" in text(client.get(address))
    told = {"held_on": "2026-05-15", "reviewers": [user.pk for user in panel], "days": "60", "round": "2026-05-15"}
    wrong = press(client, address, **{**told, "days": "10"})
    assert wrong.status_code == 422
    guarded = press(client, address, **told, note="他家信教")
    assert guarded.status_code == 422
    done = press(client, address, **told, **{f"check_{criterion[0].pk}": str(criterion[1].pk)})
    assert done.status_code == 302
    page = text(client.get(url("title_life", title.pk)))
    for part in ("整改期", "整改通知书", criterion[1].text, "延期"):
        assert part in page
    running = Rectification.objects.get()
    pdf = pdf_text(client.get(url("rectification_notice", running.pk, "pdf")).content).replace("\n", "")
    word = word_text(client.get(url("rectification_notice", running.pk, "word")).content)
    for paper in (pdf, word.replace("\n", "")):
        for part in ("限期整改通知书", "7月14日", "12338", "都不登记在称号里", "申诉"):
            assert part in paper
    assert client.get(url("rectification_notice", running.pk, "x")).status_code == 404
    press(client, url("rectification_extend", running.pk), due_on="2026-08-01")
    assert "2026-08-01" in text(client.get(url("due_list")))
    again = press(client, address, **told)
    assert again.status_code == 302


def test_the_round_that_was_seen_is_the_round_that_is_entered(at, world, cycle, title, panel):
    record_review(title, look(world, cycle), by=world.village_officer)
    told = {"held_on": "2026-05-15", "reviewers": [user.pk for user in panel], "days": "60", "round": "2026-05-15"}
    answer = press(at(world.village_panel_member), url("review_record", title.pk), **told)
    assert answer.status_code == 409
    assert "刚才已经登记过" in text(answer)


def test_the_steps_of_a_revocation_on_screen(at, world, cycle, title):
    running = rectifying(world, cycle, title, over=True)
    officer = at(world.village_officer)
    press(officer, url("revocation_propose", running.pk), reason="楼道仍有占用。", hearing_on="2026-05-18")
    case = Revocation.objects.get()
    invited = pdf_text(officer.get(url("revocation_letter", case.pk, "hearing", "pdf")).content).replace("\n", "")
    assert "听取意见通知书" in invited
    assert "楼道仍有占用" in invited
    assert officer.get(url("revocation_letter", case.pk, "decision", "pdf")).status_code == 404

    federation = at(world.town_federation)
    assert "待听取家庭意见" in text(federation.get(url("revocation_list")))
    waiting = {step: federation.get(url("revocation_list"), {"step": step}).context["total"] for step in CaseStep}
    assert waiting == {CaseStep.HEAR: 1, CaseStep.DECIDE: 0, CaseStep.DELIVER: 0, CaseStep.RUN: 0}
    press(federation, url("revocation_hear", case.pk), held_on="2026-05-15", hearing="came", words="下周就搬。")
    leader = at(world.town_leading_group)
    page = text(leader.get(url("title_life", title.pk)))
    assert "下周就搬。" in page
    assert "不予取消" in page
    press(leader, url("revocation_approve", case.pk))
    officer = at(world.village_officer)
    letter = pdf_text(officer.get(url("revocation_letter", case.pk, "decision", "pdf")).content).replace("\n", "")
    for part in ("拟取消称号告知书", "下周就搬。", "申诉期间这一决定不生效", "无有效称号"):
        assert part in letter
    press(officer, url("revocation_deliver", case.pk), delivered_on="2026-05-15")
    press(officer, url("revocation_agree", case.pk), agreed_on="2026-05-15")
    case.refresh_from_db()
    assert (case.state, str(case.appeal_until), str(case.agreed_on)) == ("approved", "2026-06-01", "2026-05-15")


def test_the_town_declines_on_screen(at, world, cycle, title):
    case = heard(world, cycle, title)
    press(at(world.town_leading_group), url("revocation_decline", case.pk), reason="put_right")
    case.refresh_from_db()
    assert case.state == RevocationState.KEPT


def test_what_was_said_is_read_by_who_takes_part(at, world, cycle, title):
    heard(world, cycle, title)
    for user, reads in ((world.village_officer, True), (world.town_leading_group, True), (world.auditor, False)):
        assert ("家里正在修房子。" in text(at(user).get(url("title_life", title.pk)))) is reads
    case = Revocation.objects.get()
    assert at(world.auditor).get(url("revocation_letter", case.pk, "hearing", "pdf")).status_code == 404


def test_the_document_is_drafted_signed_and_kept_from_the_village(at, world, cycle, title):
    delivered(world, cycle, title, over=True)
    Revocation.objects.update(agreed_on="2026-05-15")
    federation = at(world.town_federation, world.town)
    assert "起草取消决定（1 户）" in text(federation.get(url("due_list")))
    press(federation, url("cancellation_draft", world.town.pk))
    paper = Cancellation.objects.get()
    office = at(world.district_office)
    assert "将取消 1 户的称号" in text(office.get(url("cancellation_sign", paper.pk)))
    press(office, url("cancellation_sign", paper.pk), signer_name="周某", expected="1")
    page = text(office.get(url("cancellation_detail", paper.pk)))
    assert "正在排版" in page
    assert at(world.village_officer).get(url("cancellation_detail", paper.pk)).status_code in (403, 404)


def test_a_draft_is_voided(at, world, cycle, title):
    delivered(world, cycle, title, over=True)
    Revocation.objects.update(agreed_on="2026-05-15")
    paper = draft_cancellation(world.town, by=world.town_federation)
    press(at(world.town_federation), url("cancellation_void", paper.pk))
    paper.refresh_from_db()
    assert paper.state == "voided"
    assert "没有取消称号的决定" not in text(at(world.town_federation).get(url("cancellation_list")))


def test_a_recusal_on_screen(at, world, cycle, title, panel):
    press(at(world.village_officer), url("review_recuse", title.pk), person=panel[0].pk, kind="excluded")
    assert panel[0].display_name in text(at(world.village_officer).get(url("title_life", title.pk)))
    assert panel[0].display_name not in text(at(world.village_officer).get(url("review_record", title.pk)))


def test_what_the_home_asks(world, cycle, title, panel):
    def asked(user, place):
        return [str(task.title) for task in tasks_for(user, place.path) if task.kind == "rolling"]

    assert asked(world.village_officer, world.village) == ["1 户复核已到期"]
    case = heard(world, cycle, title)
    assert asked(world.village_officer, world.village) == ["1 户在整改期内，改好的请复查"]
    assert asked(world.town_leading_group, world.town) == ["审批 1 户的取消"]
    Revocation.objects.filter(pk=case.pk).update(state="approved", approved_on="2026-05-15")
    assert "1 份告知书待送到家里" in asked(world.village_officer, world.village)
    assert asked(world.neighbour_village_officer, world.neighbour_village) == []


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (None, "下一次复核"),
        (rectifying, "改好的期限"),
        (proposed, "请来说说您家的意见"),
        (heard, "您家的意见已经记下"),
        (approved, "现在还没有生效"),
    ],
)
def test_the_family_reads_where_its_title_stands(world, cycle, title, make, words):
    if make:
        make(world, cycle, title)
    title.refresh_from_db()
    told = own_words(title)
    assert words in told
    assert "有效" in told


def test_the_family_reads_of_a_visit(world, cycle, title, panel):
    plan_reviews(world.village, [title.pk], planned_on=title.review_due_on, reviewers=panel, by=world.village_officer)
    assert "不想让谁来" in own_words(title)
