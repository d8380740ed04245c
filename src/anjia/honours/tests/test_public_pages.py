import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from anjia.honours.factories import drafted_decision, issued_decision
from anjia.honours.models import Title
from anjia.honours.papers import verification_url
from anjia.households.signals import participation_withdrawn
from anjia.notices.factories import publication_consent
from anjia.programmes.factories import open_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-15 10:00 +0800", tick=False) as traveller:
        yield traveller


@pytest.fixture
def decision(world):
    return issued_decision(world, open_cycle(world), names=("王小明", "李建军"))


@pytest.fixture
def title(decision):
    return Title.objects.get(head_name="王小明")


def ask(client, title: Title, **changes):
    return client.get(reverse("honours:verify"), {"serial": title.serial, "code": title.verify_code, **changes})


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_a_certificate_in_force_is_valid_with_the_name_as_the_family_wishes(client, title):
    html = text(ask(client, title))
    assert "有效" in html
    assert "王*明" in html
    assert "王小明" not in html
    assert title.serial in html

    publication_consent(title.household)
    assert "王小明" in text(ask(client, title))


def test_the_qr_code_of_the_certificate_leads_to_the_answer(client, title):
    url = verification_url(title)

    assert "王*明" in text(client.get(url.removeprefix(settings.SITE_URL)))


def test_whatever_is_not_in_force_gets_the_same_answer(client, world, title, clock):
    def answer(asked: Title, **changes) -> str:
        return text(ask(client, asked, **changes)).split("<main")[1].split("csrfmiddlewaretoken")[0]

    unknown, wrong_code = answer(title, serial="PA-2026-999999"), answer(title, code="A" * 10)
    participation_withdrawn.send(sender=None, ids=[title.household_id], by=world.village_officer)
    withdrawn = answer(title)
    clock.move_to("2028-05-16 10:00 +0800")
    expired = answer(Title.objects.get(head_name="李建军"))

    assert unknown == wrong_code == withdrawn == expired
    assert "无有效称号" in unknown
    assert "退出" not in withdrawn


def test_on_its_last_day_a_title_still_holds(client, title, clock):
    clock.move_to("2028-05-15 23:00 +0800")
    assert title.serial in text(ask(client, title))


def test_serial_and_code_are_typed_as_people_do(client, title):
    url = reverse("honours:verify")
    typed = {
        "serial": f" {title.serial.lower()} ",
        "code": f"{title.verify_code[:5].lower()} - {title.verify_code[5:]}",
    }

    assert "王*明" in text(client.post(url, typed))
    assert "王*明" not in text(client.post(url, typed | {"code": title.serial}))
    assert client.post(url, {"serial": title.serial}).status_code == 422
    assert "请核对查验码" not in text(client.get(url))


def test_guessing_is_slowed_down(client, title):
    answers = [ask(client, title, code=f"{n:010d}").status_code for n in range(61)]

    assert answers[:60] == [200] * 60
    assert answers[60] == 429


def test_codes_are_long_and_never_follow_each_other(title, decision):
    codes = list(decision.titles.values_list("verify_code", flat=True))

    assert all(len(code) == 10 for code in codes)
    assert len({code[:6] for code in codes}) == len(codes)


def test_results_by_place_and_names_gone_at_once(client, world, decision, title):
    listing = reverse("honours:public_results")
    result = reverse("honours:public_result", args=[decision.pk])
    assert decision.number_text in client.get(listing, {"place": world.town.code}).content.decode()
    assert decision.number_text not in client.get(listing, {"place": world.neighbour_town.code}).content.decode()
    assert "现有 2 户" in client.get(result).content.decode()

    participation_withdrawn.send(sender=None, ids=[title.household_id], by=world.village_officer)
    assert "现有 1 户" in client.get(result).content.decode()
    assert client.get(listing).status_code == 200


def test_what_is_not_issued_is_nobodys_business(client, world, decision):
    draft = drafted_decision(world, decision.cycle, names=("胡海",), group=world.neighbour_group)

    assert client.get(reverse("honours:public_result", args=[draft.pk])).status_code == 404
    assert draft.title in client.get(reverse("honours:public_results")).content.decode()
