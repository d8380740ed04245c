"""The pages of offers: by anybody, by staff, refused or absent for everybody else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.services.actions import assign_case
from anjia.services.codes import code_for
from anjia.services.models import Case
from anjia.services.offers.actions import close_offer
from anjia.services.offers.enums import OfferState, RequestState
from anjia.services.offers.factories import asked, drafted, opened, words
from anjia.services.offers.models import ServiceOffer
from anjia.services.offers.queries import request_of
from anjia.web.once import new_token

JOIN = {"name": "文某", "channel": "code", "consents": "on"}


@pytest.fixture
def offer(world):
    return opened(world.county, world.case_worker, world.case_supervisor)


def signed_in(user):
    browser = Browser()
    browser.force_login(user)
    return browser


def send(browser, name, /, *args, **data):
    return browser.post(reverse(name, args=args), {"once": new_token(), **data})


def text_of(response):
    return response.content.decode()


def test_anybody_reads_and_asks_and_no_address_tells_what(client, world, offer):
    page = client.get(reverse("offers:public"))
    assert page["Cache-Control"] == "no-store"
    for said in (offer.title, offer.audience, "马上离开本页", world.county.name):
        assert said in text_of(page)
    assert f"/{offer.pk}" not in text_of(page)
    assert client.get(reverse("offers:join"))["Location"] == reverse("offers:public")
    form = text_of(client.post(reverse("offers:join"), {"offer": offer.pk}))
    assert "怎么称呼您" in form
    assert "哪个村" not in form
    assert send(client, "offers:join", offer=offer.pk, **{**JOIN, "name": ""}).status_code == 422
    token = new_token()
    done = client.post(reverse("offers:join"), {"offer": offer.pk, "once": token, **JOIN, "summary": "周六方便"})
    assert done["Location"] == reverse("services:ask_receipt")
    assert code_for(token) in text_of(client.get(done["Location"]))
    assert "周六方便" in Case.objects.get().summary


def test_what_is_over_or_made_up_is_not_asked_for(client, world, offer):
    draft = drafted(world.county, world.case_worker)
    close_offer(offer, by=world.case_supervisor)
    for pk in (offer.pk, draft.pk, "x", ""):
        assert send(client, "offers:join", offer=pk, **JOIN).status_code == 404
    assert "没有正在报名的服务" in text_of(client.get(reverse("offers:public")))
    assert not Case.objects.exists()


def test_a_district_may_be_chosen(client, world, offer):
    chief = persona("case_supervisor", world.tree.neighbour_county)
    other = opened(
        world.tree.neighbour_county, persona("case_worker", world.tree.neighbour_county), chief, title="远处的"
    )
    both = text_of(client.get(reverse("offers:public")))
    assert offer.title in both
    assert other.title in both
    here = text_of(client.get(reverse("offers:public"), {"place": world.county.code}))
    assert other.title not in here
    assert other.title in text_of(client.get(reverse("offers:public"), {"place": "nowhere"}))


def test_the_help_page_leads_here(client):
    assert reverse("offers:public") in text_of(client.get(reverse("services:ask")))


def test_followed_and_left_by_the_code(client, world, offer):
    token = new_token()
    case = asked(offer, token)
    seen = text_of(client.post(reverse("services:follow"), {"code": code_for(token)}))
    assert "三个工作日内答复您" in seen
    for said in (offer.title, offer.audience, "服务邀请"):
        assert said not in seen.split("<main")[1].split("</main>")[0], "the page behind the code is quiet"
    left = client.post(reverse("offers:client_act", args=["leave"]), {"code": code_for(token)})
    assert "已撤回" in text_of(left)
    assert request_of(case).state == RequestState.WITHDRAWN
    assert client.post(reverse("offers:client_act", args=["gossip"]), {"code": code_for(token)}).status_code == 404
    assert client.post(reverse("offers:client_act", args=["leave"]), {"code": "x"}).status_code == 404


def test_staff_write_open_print_and_end(world):
    worker, chief = signed_in(world.case_worker), signed_in(world.case_supervisor)
    said = {**words().__dict__, "capacity": "", "region": world.county.pk}
    assert send(worker, "offers:draft", **{**said, "audience": "社区矫正人员"}).status_code == 422
    assert send(worker, "offers:draft", **{**said, "region": world.village.pk}).status_code == 422
    assert send(worker, "offers:draft", **said).status_code == 302
    offer = ServiceOffer.objects.get()
    assert worker.get(reverse("offers:poster", args=[offer.pk])).status_code == 404
    changed = {**said, "title": "电工夜校（初级）"}
    changed.pop("region")
    assert send(worker, "offers:change", offer.pk, **changed).status_code == 302
    assert send(worker, "offers:open", offer.pk).status_code == 403
    check = text_of(chief.get(reverse("offers:open", args=[offer.pk])))
    assert "逐句核对" in check
    assert offer.audience in check
    assert send(chief, "offers:open", offer.pk).status_code == 302
    poster = signed_in(world.village_officer).get(reverse("offers:poster", args=[offer.pk]))
    assert poster.content.startswith(b"%PDF")
    assert send(chief, "offers:close", offer.pk).status_code == 302
    offer.refresh_from_db()
    assert offer.state == OfferState.CLOSED


def test_an_agency_is_refused_without_consent_and_heard_with_it(world, offer):
    worker = signed_in(world.case_worker)
    paper = send(worker, "offers:consent", offer.pk, agency="某单位")
    assert paper.content.startswith(b"%PDF")
    assert send(worker, "offers:consent", offer.pk, agency="").status_code == 422
    said = {"agency": "某单位", "signed_on": timezone.localdate(), "name": "文某", "channel": "code"}
    refused = send(worker, "offers:refer", offer.pk, **said)
    assert refused.status_code == 422
    assert "没有本人签字的同意书" in text_of(refused)
    assert not Case.objects.exists()
    scan, token = SimpleUploadedFile("x.pdf", b"%PDF-1.4\n%%EOF", "application/pdf"), new_token()
    done = send(worker, "offers:refer", offer.pk, **said, scan=scan, once=token)
    assert code_for(token) in text_of(worker.get(done["Location"]))
    case = Case.objects.get()
    assign_case(case, world.case_worker, by=world.case_supervisor)
    shown = text_of(worker.get(reverse("services:case", args=[case.pk])))
    for said in ("某单位", offer.title, "本人签字的同意书", "约好时间"):
        assert said in shown
    file = worker.post(reverse("services:paper", args=[case.files.get().pk]))
    assert file["Content-Disposition"].endswith('.pdf"')
    arranged = send(worker, "offers:act", case.pk, "arrange", words="周二晚上七点")
    assert arranged.status_code == 302


def test_taken_down_by_staff(world, offer):
    worker = signed_in(world.case_worker)
    assert send(worker, "offers:take_down", offer.pk, **JOIN).status_code == 422
    assert send(worker, "offers:take_down", offer.pk, **JOIN, source="visit").status_code == 302
    assert Case.objects.get().taken_by_id == world.case_worker.pk
    # Who judges families takes nobody down for the district: the page is there for their own place alone.
    assert (
        send(signed_in(world.village_officer), "offers:take_down", offer.pk, **JOIN, source="visit").status_code == 403
    )
    assert Case.objects.count() == 1


def test_who_opens_which_page(world, offer):
    draft = drafted(world.county, world.case_worker)
    officer = signed_in(world.village_officer)
    assert officer.get(reverse("offers:list")).status_code == 200
    assert officer.get(reverse("offers:offer", args=[offer.pk])).status_code == 200
    assert officer.get(reverse("offers:offer", args=[draft.pk])).status_code == 404
    for name in ("draft", "refer", "consent", "change", "open", "close"):
        args = [] if name == "draft" else [offer.pk]
        assert officer.get(reverse(f"offers:{name}", args=args)).status_code == 403, name
    assert signed_in(world.administrator).get(reverse("offers:list")).status_code == 403
    assert Browser().get(reverse("offers:list")).status_code == 302


def test_the_figures_page_shows_the_offers(world, offer):
    chief = signed_in(world.case_supervisor)
    assert "这个季度没有服务邀请" in text_of(chief.get(reverse("services:figures"), {"kind": "offer"}))
    begun = timezone.localdate() - timedelta(days=100)
    opened(world.town, world.case_worker, world.case_supervisor, title="早就有的", begins_on=begun)
    shown = text_of(chief.get(reverse("services:figures"), {"kind": "offer"}))
    assert "早就有的" in shown
    assert "各项服务邀请有多少人报名" in shown
    assert "各乡镇" not in shown, "by town as well, the two could be subtracted"


@pytest.mark.parametrize("name", ["public", "list"])
def test_as_many_statements_for_three_as_for_one(world, offer, name):
    def asks():
        browser = Browser() if name == "public" else signed_in(world.case_worker)
        with (
            CaptureQueriesContext(connections["services"]) as walled,
            CaptureQueriesContext(connections["default"]) as main,
        ):
            browser.get(reverse(f"offers:{name}"))
        return len(walled), len(main)

    asks()
    one = asks()
    for place in (world.county, world.town):
        opened(place, world.case_worker, world.case_supervisor, ends_on=timezone.localdate() + timedelta(days=9))
    assert asks() == one
