"""The family's own pages by its card: what it reads and does, and what nobody else gets (issue “the family's side”)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import candidacy_in, open_cycle
from anjia.honours.enums import TitleState
from anjia.honours.factories import issued_decision
from anjia.honours.models import Title
from anjia.households import own_file as registry
from anjia.households.actions import issue_cards
from anjia.households.enums import ConsentKind, ConsentState
from anjia.households.factories import consent, family
from anjia.households.models import FamilySession
from anjia.households.own_file import Line, Part
from anjia.households.own_screens import COOKIE
from anjia.households.personal import FORGOTTEN
from anjia.programmes.factories import open_cycle as authorised_cycle

pytestmark = pytest.mark.django_db
OWN = ["own_file", "own_choices", "own_copy", "own_leave", "own_erase"]


@pytest.fixture
def household(world):
    made = family(world.group, "王秀英", "13812345678")
    consent(made, proven=True)
    return made


@pytest.fixture
def card(world, household):
    return issue_cards([household], by=world.village_officer)[0]


def come_in(client, card):
    return client.post(reverse("public:family"), {"code": card.code, "pin": card.pin})


@pytest.fixture
def at_home(client, card):
    come_in(client, card)
    return client


def test_the_qr_code_fills_in_the_code_and_the_pin_opens_the_file(client, card):
    page = client.get(reverse("public:family"), {"k": card.code})
    assert card.code in page.content.decode()
    answer = come_in(client, card)
    assert answer.headers["Location"] == reverse("public:own_file")
    assert "我家的档案" in client.get(reverse("public:own_file")).content.decode()


def test_a_wrong_pin_opens_nothing(client, card):
    answer = client.post(reverse("public:family"), {"code": card.code, "pin": "000001"})
    assert answer.status_code == 422
    assert COOKIE not in answer.cookies
    assert "没有对上" in answer.content.decode()


@pytest.mark.parametrize("name", OWN)
def test_without_a_card_every_page_leads_to_the_sign_in(client, name):
    for answer in (client.get(reverse(f"public:{name}")), client.post(reverse(f"public:{name}"))):
        assert answer.headers["Location"] == reverse("public:family")


def test_each_sign_in_has_a_token_of_its_own_and_ends_the_one_before(client, card):
    client.cookies[COOKIE] = "planted"
    first = come_in(client, card).cookies[COOKIE].value
    second = come_in(client, card).cookies[COOKIE]
    assert len({"planted", first, second.value}) == 3
    assert FamilySession.objects.count() == 1
    assert second["httponly"]
    assert second["samesite"] == "Strict"


def test_leaving_ends_it_and_going_back_shows_nothing(at_home):
    token = at_home.cookies[COOKIE].value
    assert "no-store" in at_home.get(reverse("public:own_file")).headers["Cache-Control"]
    answer = at_home.post(reverse("public:family_out"))
    assert "cache" in answer.headers["Clear-Site-Data"]
    at_home.cookies[COOKIE] = token
    assert at_home.get(reverse("public:own_file")).headers["Location"] == reverse("public:family")


def test_a_staff_session_and_a_familys_never_mix(client, world, card, household):
    client.force_login(world.village_officer)
    assert "工作人员" in come_in(client, card).content.decode()
    client.logout()
    come_in(client, card)
    client.force_login(world.village_officer)
    assert client.get(reverse("public:own_file")).headers["Location"] == reverse("public:family")
    client.logout()


def test_the_familys_cookie_opens_no_staff_page(at_home, household):
    answer = at_home.get(reverse("households:detail", args=[household.pk]))
    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["family", "family_out", *OWN])
def test_every_act_needs_the_forms_own_token(card, name):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse(f"public:{name}"), {"code": card.code, "pin": card.pin}).status_code == 403


def part_page(client, key):
    return client.get(reverse("public:own_part", args=[key]))


@pytest.mark.parametrize("state", [S.APPROVED, S.REFUSED])
def test_every_family_is_offered_the_same_help_however_its_year_went(client, world, card, household, state):
    """Domain A9-8: an offer of help, in the same words to all; nothing is known here of who takes it."""
    candidacy_in(state, group=world.group, cycle=open_cycle(world.county), household=household)
    come_in(client, card)
    page = client.get(reverse("public:own_file")).content.decode()
    assert reverse("offers:public") in page.split("想要帮忙")[1].split("</section>")[0]
    assert "来不来都行" in page


def test_the_file_is_a_list_of_parts_each_on_a_page_of_its_own(at_home):
    page = at_home.get(reverse("public:own_file")).content.decode()
    for key, title in (("agreed", "您同意的事"), ("held", "我们存着您家的这些资料")):
        assert reverse("public:own_part", args=[key]) in page
        assert title in page
        part = part_page(at_home, key).content.decode()
        assert f"<h1>{title}</h1>" in part
        assert "念给我听" in part
        assert "no-store" in part_page(at_home, key).headers["Cache-Control"]
    assert "138****5678" not in page


@pytest.mark.parametrize("key", ["points", "no-such-part"])
def test_a_part_that_has_nothing_to_say_is_absent(at_home, key):
    assert part_page(at_home, key).status_code == 404


def test_the_days_one_should_not_miss_stand_first(at_home, monkeypatch):
    today = timezone.localdate()
    days = {"第9件": 9, "第2件": 2, "过了": -3, "第5件": 5}
    lines = [Line(label, until=today + timedelta(days=n)) for label, n in days.items()]
    finders = [(n, dated(f"part_{n}", line)) for n, line in enumerate(lines)]
    monkeypatch.setattr(registry, "_finders", finders)
    waiting = at_home.get(reverse("public:own_file")).context["waiting"]
    assert [line.label for _part, line in waiting] == ["第2件", "第5件", "第9件"]


def dated(name, line):
    def finder(household, on):
        return Part(name, (line,))

    finder.__name__ = name
    return finder


def test_the_file_shows_the_family_and_nobody_elses(at_home, world):
    family(world.group, "李小明", "13900001111", address="别家 9 号")
    page = "".join(part_page(at_home, key).content.decode() for key in ("agreed", "held"))
    assert "王秀英" in page
    assert "13812345678" not in page
    assert not any(word in page for word in ("李小明", "13900001111", "别家 9 号"))


def test_the_full_name_is_agreed_to_and_taken_back(at_home, household):
    at_home.post(reverse("public:own_choices"), {"act": "show"})
    assert household.consents.get(kind=ConsentKind.PUBLISH).state == ConsentState.PROVEN
    at_home.post(reverse("public:own_choices"), {"act": "mask"})
    assert household.consents.get(kind=ConsentKind.PUBLISH).state == ConsentState.WITHDRAWN


def test_a_family_on_a_list_agrees_on_line_after_the_voluntary_words(client, world):
    listed = family(world.group, "陈红")
    consent(listed)
    come_in(client, issue_cards([listed], by=world.village_officer)[0])
    page = client.get(reverse("public:own_choices")).content.decode()
    assert page.index("参加不参加都由您家自己定") < page.index("我家自愿参加")
    client.post(reverse("public:own_choices"), {"act": "agree"})
    assert listed.consents.get().state == ConsentState.PROVEN


def test_what_is_no_act_is_refused_in_words(at_home):
    assert at_home.post(reverse("public:own_choices"), {"act": "hack"}).status_code == 422
    assert at_home.post(reverse("public:own_choices"), {"act": "exclude"}).status_code == 422


def test_leaving_names_its_effect_and_ends_everything_at_once(at_home, world, household):
    candidacy = candidacy_in(S.CONSENTED, group=world.group, cycle=open_cycle(world.county), household=household)
    assert "不是取消" in at_home.get(reverse("public:own_leave")).content.decode()
    answer = at_home.post(reverse("public:own_leave"))
    assert answer.headers["Location"] == reverse("public:own_erase")
    household.refresh_from_db()
    candidacy.refresh_from_db()
    assert (household.is_active, candidacy.state) == (False, S.WITHDRAWN)
    assert at_home.get(reverse("public:own_file")).headers["Location"] == reverse("public:own_erase")


def test_a_titled_family_that_leaves_is_withdrawn_never_revoked(client, world):
    decision = issued_decision(world, authorised_cycle(world))
    title = decision.titles.select_related("household__region").first()
    consent(title.household, proven=True)
    come_in(client, issue_cards([title.household], by=world.village_officer)[0])
    assert title.serial in part_page(client, "titles").content.decode()
    client.post(reverse("public:own_leave"))
    assert Title.objects.get(pk=title.pk).state == TitleState.WITHDRAWN


def test_the_familys_copy_is_pressed_for_and_whole(at_home):
    assert "13812345678" not in at_home.get(reverse("public:own_copy")).content.decode()
    assert "13812345678" in at_home.post(reverse("public:own_copy")).content.decode()


def test_after_leaving_the_family_has_its_data_erased(at_home, household):
    assert at_home.get(reverse("public:own_erase")).headers["Location"] == reverse("public:own_leave")
    at_home.post(reverse("public:own_leave"))
    assert "要不要删" in at_home.get(reverse("public:own_erase")).content.decode()
    at_home.post(reverse("public:own_erase"))
    household.refresh_from_db()
    assert household.head_name == FORGOTTEN
    assert not FamilySession.objects.exists()


def test_staff_print_cards_as_a_pdf_and_none_of_another_town(client, world, household):
    client.force_login(world.village_officer)
    answer = client.post(reverse("households:cards"), {"families": [str(household.pk)]})
    assert answer.content.startswith(b"%PDF")
    assert client.get(reverse("households:cards")).status_code == 200
    client.force_login(world.neighbour_town_approver)
    assert client.post(reverse("households:cards"), {"families": [str(household.pk)]}).status_code in {403, 422}


def test_the_page_for_cards_asks_as_much_for_three_families_as_for_one(client, world):
    client.force_login(world.village_officer)
    issue_cards([family(world.group, "王一")], by=world.village_officer)
    client.get(reverse("households:cards"))
    with CaptureQueriesContext(connection) as one:
        assert len(client.get(reverse("households:cards")).context["rows"]) == 1
    issue_cards([family(world.group, name) for name in ("王二", "王三")], by=world.village_officer)
    with CaptureQueriesContext(connection) as three:
        page = client.get(reverse("households:cards"))
    assert [bool(row["issued_on"]) for row in page.context["rows"]] == [True] * 3
    assert len(one) == len(three), [query["sql"] for query in three]
