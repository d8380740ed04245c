"""Whoever asks for what is offered changes no page that others read, and no message says what it is (A13-1, A9-8)."""

import pytest
from django.test import Client
from django.urls import reverse

from anjia.accounts.models import Message
from anjia.config.routing import WALLED
from anjia.kernel import jobs
from anjia.services.offers.models import ServiceOffer
from tests.security.lives import LIVES, NAME, ROLES
from tests.security.test_services_apart import page, staffed

pytestmark = pytest.mark.django_db(databases=["default", "services"])


def test_what_everybody_and_who_takes_posters_reads_is_the_same_before_and_after(world):
    staffed(world)
    LIVES["offer"](world)
    seen = {None: page(None, "offers:public"), **{role: page(getattr(world, role), "offers:list") for role in ROLES}}
    assert all(NAME not in text for text in seen.values())
    pk = ServiceOffer.objects.get().pk
    ServiceOffer.objects.get().counts.update(times=76543210)
    assert page(None, "offers:public") == seen[None]
    for role in ROLES:
        assert page(getattr(world, role), "offers:list") == seen[role], "a count would tell that somebody came"
    assert "76543210" not in _offer_page(world.case_supervisor, pk)


def _offer_page(user, pk):
    browser = Client()
    browser.force_login(user)
    return browser.get(reverse("offers:offer", args=[pk])).content.decode().split("<main")[1].split("</main>")[0]


def test_what_staff_are_told_does_not_say_what_it_is_about(world):
    staffed(world)
    case = LIVES["offer"](world)
    jobs.work_off(WALLED)
    assert Message.objects.filter(user=world.case_supervisor, kind="services.waits").exists()
    inbox = page(world.case_supervisor, "console:inbox")
    for word in (ServiceOffer.objects.get().title, case.number[:4], "报名"):
        assert word not in inbox
