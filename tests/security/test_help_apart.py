"""Safety and a new beginning change no byte outside the wall; no name of theirs shows there (A2-12; B8)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.accounts.models import Message
from anjia.config.routing import WALLED
from anjia.kernel import jobs
from anjia.services.actions import assign_case, close_case, take_in, write_note
from anjia.services.enums import Source
from anjia.services.factories import told
from anjia.services.protection import actions
from anjia.services.protection.queries import protection_of
from anjia.services.reintegration import actions as anew
from anjia.services.reintegration.queries import reintegration_of
from anjia.web.once import new_token
from tests.security import test_services_apart as apart

pytestmark = pytest.mark.django_db(databases=["default", "services"])
NAME, PHONE = apart.NAME, apart.PHONE
scored = apart.scored


def whole_protection(world):
    """Reached, reported, planned, warned, an order with a breach and an extension, closed."""
    by, chief, today = world.case_worker, world.case_supervisor, timezone.localdate()
    said = told(name=NAME, phone=PHONE, topic="violence", summary=f"{NAME}说的事", further={"danger": NAME})
    case = take_in("protection", world.village, said, source=Source.VISIT, token=new_token(), by=world.village_officer)
    assign_case(case, by, by=chief)
    write_note(case, f"{NAME}来电", number=case.number, by=by)
    protection = actions.begin_help(protection_of(case), by=by)
    protection = actions.say_whether_to_report(protection, is_owed=True, by=by)
    actions.report_to_police(protection, on=today, to=NAME, by=by)
    actions.save_plan(protection, places=NAME, people=PHONE, is_printed=True, by=by)
    actions.record_warning(protection, issued_on=today, issued_by=NAME, words=NAME, by=by)
    order = actions.ask_order(protection, court=NAME, by=by)
    actions.accept_order(order, at=timezone.now(), by=by)
    actions.grant_order(order, issued_on=today, months=1, measures=["no_contact"], by=by)
    actions.record_served(order, bureau_on=today, village_on=today, by=by)
    actions.record_breach(order, by=by)
    close_case(case, by=by)


def whole_reintegration(world):
    """Agreed, visited, placed, ended by the person."""
    by, today = world.case_worker, timezone.localdate()
    said = told(name=NAME, phone=PHONE, summary=f"{NAME}说的事", further={"wishes": NAME})
    source, taker = Source.VISIT, world.village_officer
    case = take_in("reintegration", world.village, said, source=source, token=new_token(), by=taker)
    assign_case(case, by, by=world.case_supervisor)
    row = reintegration_of(case)
    anew.draft_agreement(row, by=by)
    row = anew.sign_agreement(row, on=today, ends_on=today + timedelta(days=90), visit_days=30, by=by)
    anew.record_visit(row, on=today, words=NAME, by=by)
    anew.record_placement(row, placement="land", on=today, words=NAME, by=by)
    anew.withdraw_reintegration(row)


WHOLE = {"AQ20": whole_protection, "BF20": whole_reintegration}


@pytest.mark.parametrize("number", WHOLE)
def test_it_changes_no_byte_of_the_main_side(world, scored, number):
    seen = apart.page(world.town_federation, "evaluations:candidacy_list")
    before = apart.rows("default")
    WHOLE[number](world)
    assert apart.rows("default") == before
    assert apart.page(world.town_federation, "evaluations:candidacy_list") == seen


@pytest.mark.parametrize("number", WHOLE)
def test_its_name_shows_in_no_page_log_search_message_or_job(world, scored, number, caplog):
    caplog.set_level("DEBUG")
    WHOLE[number](world)
    assert NAME not in str(apart.rows(WALLED)), "behind the wall it stands sealed, in the outbox too"
    jobs.work_off(WALLED)
    for text in (NAME, PHONE):
        assert text not in str(apart.rows("default"))
        assert text not in caplog.text
    for role in apart.ROLES:
        for name in (*apart.PAGES, "services:home") if role.startswith("case_") else apart.PAGES:
            assert NAME not in apart.page(getattr(world, role), name), (role, name)
        assert number not in apart.page(getattr(world, role), "console:search", q=NAME)
    for name in apart.PUBLIC_PAGES:
        assert NAME not in apart.page(None, name)


def test_what_staff_are_told_does_not_say_what_it_is_about(world, scored):
    """A message may be read over a shoulder, at a village's desk, at home (B8)."""
    whole_protection(world)
    jobs.work_off(WALLED)
    assert Message.objects.filter(user=world.case_supervisor, kind__startswith="services.").exists()
    inbox = apart.page(world.case_supervisor, "console:inbox")
    assert "权益服务" in inbox
    for word in ("暴力", "报案", "保护令", "AQ20"):
        assert word not in inbox
