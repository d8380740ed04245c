"""A family contests what was decided from its own file, follows it in plain words, takes it back (issue 4)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from anjia.appeals.actions import decide_appeal
from anjia.appeals.enums import AppealState, Channel, Ground
from anjia.appeals.factories import appeal_of, deducted
from anjia.appeals.models import Appeal
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import candidacy_in
from anjia.evaluations.models import GroupMeeting
from anjia.households.actions import issue_cards
from anjia.households.factories import consent, family
from anjia.programmes.adverse import against
from anjia.programmes.models import Hold

pytestmark = pytest.mark.django_db
FORM = "appeals:family_appeal"


@pytest.fixture
def at_home(client, world, household, candidacy):
    card = issue_cards([household], by=world.village_officer)[0]
    client.post(reverse("public:family"), {"code": card.code, "pin": card.pin})
    return client


def text(answer):
    return answer.content.decode()


def part_page(client, key):
    return text(client.get(reverse("public:own_part", args=[key])))


def form_url(household):
    return f"{reverse(FORM)}?about={against([household.pk])[0].key}"


def say(client, household, **told):
    key = against([household.pk])[0].key
    filled = {"step": key, "ground": Ground.WRONG_FACT, "statement": "当天巷道是干净的。", **told}
    return client.post(form_url(household), filled)


def test_beside_each_deduction_stands_a_way_to_disagree_that_ends_in_a_receipt(at_home, household):
    page = part_page(at_home, "points")
    assert page.count("有不同意见") == 1
    assert " download" not in page, "the way to disagree is a page to open, not a file to keep"
    about = page.split('href="' + reverse(FORM))[1].split('"')[0].replace("&amp;", "&")
    form = at_home.get(reverse(FORM) + about)
    part = form.context["form"].initial["parts"][0]
    assert f'value="{part}"' in text(form)
    assert "checked" in text(form)
    answer = say(at_home, household, parts=[part])
    appeal = Appeal.objects.get()
    assert answer.headers["Location"] == reverse("appeals:family_appeal_detail", args=[appeal.pk])
    assert (appeal.channel, appeal.recorded_by_id, list(appeal.parts)) == (Channel.ONLINE, None, [part])
    receipt = text(at_home.get(answer.headers["Location"]))
    assert appeal.number in receipt
    assert "正在核实" in receipt
    assert Hold.objects.filter(source_id=appeal.pk).exists()


def test_what_is_contested_says_how_it_stands_and_is_not_contested_twice(at_home, household):
    url = form_url(household)
    say(at_home, household)
    appeal = Appeal.objects.get()
    where = reverse("appeals:family_appeal_detail", args=[appeal.pk])
    page = part_page(at_home, "points")
    assert "有不同意见" not in page
    assert where in page
    assert "看您家的申诉：正在核实" in page
    assert at_home.get(url).headers["Location"] == where
    assert say(at_home, household).status_code == 422
    assert Appeal.objects.count() == 1


def test_guarded_words_and_a_missing_ground_are_refused_and_what_was_typed_stays(at_home, household):
    answer = say(at_home, household, statement="他家有人信教。")
    assert answer.status_code == 422
    assert "他家有人信教" in text(answer)
    assert say(at_home, household, ground="").status_code == 422
    assert not Appeal.objects.exists()


def test_out_of_time_no_button_is_offered_and_the_answer_says_where_else_to_go(at_home, household):
    long_ago = timezone.now() - timedelta(days=60)
    GroupMeeting.objects.update(closed_at=long_ago, held_on=long_ago.date())
    assert "有不同意见" not in part_page(at_home, "points")
    page = text(at_home.get(say(at_home, household).headers["Location"]))
    assert "收到时已经超过期限" in page
    assert "12338" in page
    assert Appeal.objects.get().state == AppealState.LATE


def test_the_answer_is_read_and_downloaded(at_home, world, household):
    say(at_home, household)
    appeal = Appeal.objects.get()
    paper = reverse("appeals:family_paper", args=[appeal.pk, "answer"])
    assert at_home.get(paper).status_code == 302
    decide_appeal(appeal, is_upheld=False, answer="照片拍到巷道有杂物。", is_unrelated=True, by=appeal.assigned_to)
    page = text(at_home.get(reverse("appeals:family_appeal_detail", args=[appeal.pk])))
    assert "不成立：原来的处理不变" in page
    assert "照片拍到巷道有杂物。" in page
    for name in ("answer", "receipt"):
        answer = at_home.get(reverse("appeals:family_paper", args=[appeal.pk, name]))
        assert answer.content.startswith(b"%PDF")
        assert "no-store" in answer.headers["Cache-Control"]


def test_taken_back_after_its_effect_was_said_and_refused_in_words_once_it_is_over(at_home, household):
    say(at_home, household)
    appeal = Appeal.objects.get()
    back = reverse("appeals:family_take_back", args=[appeal.pk])
    assert "期限以内还可以再提" in text(at_home.get(back))
    at_home.post(back)
    appeal.refresh_from_db()
    assert appeal.state == AppealState.TAKEN_BACK
    assert "您家已经撤回" in text(at_home.get(reverse("appeals:family_appeal_detail", args=[appeal.pk])))
    assert "有不同意见" in part_page(at_home, "points")
    again = at_home.post(back)
    assert again.status_code == 409
    assert "callout" in text(again)


def test_nobody_elses_appeal_is_read_taken_back_or_printed(at_home, world, cycle, meeting, raters):
    other = family(world.group, "李小明")
    consent(other, proven=True)
    deducted(candidacy_in(S.NOMINATED, group=world.group, cycle=cycle, household=other, meeting=meeting), raters)
    theirs = appeal_of(other, by=world.village_officer)
    for name, more in (("family_appeal_detail", []), ("family_take_back", []), ("family_paper", ["receipt"])):
        assert at_home.get(reverse(f"appeals:{name}", args=[theirs.pk, *more])).status_code == 404
    assert at_home.post(reverse("appeals:family_take_back", args=[theirs.pk])).status_code == 404
    key = against([other.pk])[0].key
    assert at_home.post(f"{reverse(FORM)}?about={key}", {"step": key, "ground": Ground.WRONG_FACT}).status_code == 422
    assert Appeal.objects.count() == 1


@pytest.mark.parametrize("name", ["family_appeal", "family_appeal_detail", "family_take_back", "family_paper"])
def test_without_a_card_each_page_leads_to_the_sign_in(client, candidacy, name):
    args = {"family_appeal": [], "family_paper": [candidacy.pk, "receipt"]}.get(name, [candidacy.pk])
    assert client.get(reverse(f"appeals:{name}", args=args)).headers["Location"] == reverse("public:family")


def test_the_part_of_appeals_offers_every_step_that_stands(at_home):
    page = part_page(at_home, "appeals")
    assert "可以申诉" in page
    assert page.count(reverse(FORM)) == 1
