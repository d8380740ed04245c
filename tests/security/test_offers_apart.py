"""Asking for what is offered changes no byte outside the wall; no name of an asker shows there (A2-12, A13-1, A9-8)."""

import pytest
from django.urls import reverse

from anjia.accounts.models import Message
from anjia.config.routing import WALLED
from anjia.kernel import jobs
from anjia.services.actions import assign_case, close_case, write_note
from anjia.services.offers.actions import arrange, leave
from anjia.services.offers.factories import AGENCY, asked, opened, referred
from anjia.services.offers.queries import request_of
from tests.security import test_services_apart as apart

pytestmark = pytest.mark.django_db(databases=["default", "services"])
NAME, PHONE = apart.NAME, apart.PHONE
WISH = "金丝雀小课堂"
SCAN = b"%PDF-1.4\n" + NAME.encode() + b"\n%%EOF"
scored = apart.scored


@pytest.fixture
def offer(world, scored):
    return opened(world.county, world.case_worker, world.case_supervisor, title=WISH)


def whole_request(world, offer):
    """Asked for and helped; sent by an agency with a signed paper, and left again."""
    by, chief = world.case_worker, world.case_supervisor
    case = asked(offer, name=NAME, phone=PHONE, summary=f"{NAME}说的事")
    assign_case(case, by, by=chief)
    arrange(request_of(case), words=f"{NAME}周二来", by=by)
    write_note(case, f"{NAME}来过", number=case.number, by=by)
    close_case(case, by=by)
    sent = referred(offer, by, agency=f"{NAME}{AGENCY}", scan=SCAN)
    assign_case(sent, by, by=chief)
    leave(request_of(sent))


def test_it_changes_no_byte_of_the_main_side(world, scored, offer):
    """Scores, ranks, stars, the family's own page, exports, the trail: the whole main database stays as it was."""
    seen = [apart.page(world.town_federation, "evaluations:candidacy_list"), apart.page(None, "public:home")]
    before = apart.rows("default")
    whole_request(world, offer)
    assert apart.rows("default") == before
    assert [apart.page(world.town_federation, "evaluations:candidacy_list"), apart.page(None, "public:home")] == seen


def test_its_name_shows_in_no_page_log_search_message_or_job(world, scored, offer, caplog):
    caplog.set_level("DEBUG")
    whole_request(world, offer)
    assert NAME not in str(apart.rows(WALLED)), "behind the wall it stands sealed, in the outbox too"
    jobs.work_off(WALLED)
    for text in (NAME, PHONE):
        assert text not in str(apart.rows("default"))
        assert text not in str(apart.rows(WALLED))
        assert text not in caplog.text
    for role in apart.ROLES:
        pages = (*apart.PAGES, "services:home", "offers:list") if role.startswith("case_") else apart.PAGES
        for name in pages:
            assert NAME not in apart.page(getattr(world, role), name), (role, name)
        assert "YQ20" not in apart.page(getattr(world, role), "console:search", q=NAME)
    for name in (*apart.PUBLIC_PAGES, "offers:public"):
        assert NAME not in apart.page(None, name)


def test_what_staff_are_told_and_who_takes_posters_learns_nothing(world, scored, offer, client):
    whole_request(world, offer)
    jobs.work_off(WALLED)
    assert Message.objects.filter(user=world.case_supervisor, kind="services.waits").exists()
    inbox = apart.page(world.case_supervisor, "console:inbox")
    for word in (WISH, "YQ20", "报名"):
        assert word not in inbox
    client.force_login(world.village_officer)
    before = client.get(reverse("offers:offer", args=[offer.pk])).content.decode()
    assert NAME not in before
    assert "1" not in before.split("来了多少人")[1].split("</p>")[0].replace("1 到 4", "")
