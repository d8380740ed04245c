"""An offer: written by one, opened by another, read by everybody, ended by its day (domain A13-1)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import grants
from anjia.kernel.workflow import advance
from anjia.services.codes import WALLED
from anjia.services.offers.actions import change_offer, close_offer, close_over, open_offer
from anjia.services.offers.enums import OfferState, Verb
from anjia.services.offers.factories import drafted, opened, words
from anjia.services.offers.models import ServiceOffer
from anjia.services.offers.queries import open_to_public, visible_to, waiting_for
from anjia.services.offers.workflow import OFFER
from anjia.web.panels import tasks_for

WALLED_ROLES = {"case_worker", "case_supervisor"}
TAKERS = {"village_officer", "town_federation", "district_office"}
ROLES = (*sorted(WALLED_ROLES), *sorted(TAKERS), "administrator")
TABLE = {
    Verb.VIEW: WALLED_ROLES | TAKERS,
    Verb.DRAFT: WALLED_ROLES,
    Verb.REFER: WALLED_ROLES,
    Verb.HANDLE: WALLED_ROLES,
    Verb.FOLLOW: WALLED_ROLES,
    Verb.OPEN: {"case_supervisor"},
    Verb.CLOSE: {"case_supervisor"},
}


def test_the_table_of_permissions():
    assert {verb: set(grants.roles_with(verb)) for verb in Verb} == TABLE


def test_state_by_transition_by_role(world):
    offer, chief = drafted(world.county, world.case_worker), world.case_supervisor
    for state in OfferState:
        for step in OFFER:
            for role in ROLES:
                ServiceOffer.objects.filter(pk=offer.pk).update(state=state, opened_by_id=chief.pk)
                offer.refresh_from_db()
                by = getattr(world, role)
                if role not in grants.roles_with(step.permission):
                    with pytest.raises(NotPermitted):
                        advance(offer, step, by=by)
                elif state not in step.source:
                    with pytest.raises(Conflict):
                        advance(offer, step, by=by)
                else:
                    assert advance(offer, step, by=by).state == step.target


def test_one_writes_and_another_opens(world):
    worker, chief, second = world.case_worker, world.case_supervisor, persona("case_supervisor", world.county)
    offer = drafted(world.county, chief)
    assert not open_to_public().exists()
    with pytest.raises(NotPermitted, match="另一位督导"):
        open_offer(offer, by=chief)
    with pytest.raises(NotPermitted):
        open_offer(offer, by=worker)
    assert list(waiting_for(second)) == [offer]
    assert not waiting_for(chief).exists()
    assert open_offer(offer, by=second).state == OfferState.OPEN
    assert list(open_to_public()) == [offer]
    with pytest.raises(Conflict):
        open_offer(offer, by=second)


def test_who_changed_a_draft_last_does_not_open_it(world):
    chief, second = world.case_supervisor, persona("case_supervisor", world.county)
    offer = change_offer(drafted(world.county, chief), words(title="求职陪跑"), by=second)
    assert offer.title == "求职陪跑"
    with pytest.raises(NotPermitted):
        open_offer(offer, by=second)
    open_offer(offer, by=chief)
    with pytest.raises(Conflict, match="不能再改"):
        change_offer(offer, words(), by=second)


def test_the_database_too_wants_two_people(world):
    offer = drafted(world.county, world.case_supervisor)
    for held in ({"state": "open"}, {"state": "open", "opened_by_id": offer.drafted_by_id}):
        with pytest.raises(IntegrityError), transaction.atomic(using=WALLED):
            ServiceOffer.objects.filter(pk=offer.pk).update(**held)


@pytest.mark.parametrize(
    "changes",
    [
        {"audience": "社区矫正人员"},
        {"audience": "刑 释人员家庭"},
        {"words": "帮助吸毒的人"},
        {"title": "重点人员谈心"},
        {"audience": "重点户"},
        {"words": "有事找13812345678"},
        {"address": "身份证430202199001011234的人来这里"},
        {"title": " "},
        {"title": "长" * 41},
        {"capacity": 0},
    ],
)
def test_what_an_offer_may_not_say(world, changes):
    """It is written for everybody: no one's past, illness or number."""
    with pytest.raises(Refused):
        drafted(world.county, world.case_worker, **changes)
    assert not ServiceOffer.objects.exists()


def test_days_and_places_that_cannot_be(world):
    by, today = world.case_worker, timezone.localdate()
    with pytest.raises(Refused, match="早于"):
        drafted(world.county, by, ends_on=today - timedelta(days=1))
    with pytest.raises(Refused, match="乡镇"):
        drafted(world.village, by)
    with pytest.raises(NotPermitted):
        drafted(world.county, world.village_officer)
    past = drafted(world.county, by, begins_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
    with pytest.raises(Conflict, match="已经过了"):
        open_offer(past, by=world.case_supervisor)


def test_it_ends_by_its_day_or_before(world):
    today = timezone.localdate()
    short = opened(world.county, world.case_worker, world.case_supervisor, ends_on=today)
    long = opened(world.county, world.case_worker, world.case_supervisor)
    assert close_over(today) == 0
    assert close_over(today + timedelta(days=1)) == 1
    short.refresh_from_db()
    assert (short.state, list(open_to_public())) == (OfferState.CLOSED, [long])
    assert close_offer(long, by=world.case_supervisor).state == OfferState.CLOSED
    assert close_offer(drafted(world.town, world.case_worker), by=world.case_supervisor).state == OfferState.CLOSED


def test_who_sees_which(world):
    draft = drafted(world.town, world.case_worker)
    shown = opened(world.county, world.case_worker, world.case_supervisor)
    for role in WALLED_ROLES:
        assert set(visible_to(getattr(world, role))) == {draft, shown}
    for role in TAKERS:
        assert list(visible_to(getattr(world, role))) == [shown]
    assert not visible_to(world.administrator).exists()


def test_the_home_counts_drafts_that_wait(world):
    def waiting(user):
        return [task.count for task in tasks_for(user, "") if task.kind == "offers"]

    assert waiting(world.case_supervisor) == []
    drafted(world.county, world.case_worker)
    assert waiting(world.case_supervisor) == [1]
    assert waiting(world.case_worker) == waiting(world.village_officer) == []


def test_the_trail_says_when_and_who_not_what(world):
    offer = opened(world.county, world.case_worker, world.case_supervisor)
    events = AuditEvent.objects.using(WALLED).filter(object_id=offer.pk).order_by("id")
    assert [event.verb for event in events] == [Verb.DRAFT, Verb.OPEN]
    assert offer.title not in str([event.after for event in events])
