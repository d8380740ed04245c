"""Legal aid and counselling change no byte outside the wall, and no name of theirs shows there (A2-12; frame F4)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.config.routing import WALLED
from anjia.kernel import jobs
from anjia.services.actions import assign_case, close_case, take_in, write_note
from anjia.services.counselling import actions as talk
from anjia.services.counselling.queries import counselling_of
from anjia.services.enums import Source
from anjia.services.factories import told
from anjia.services.legal_aid import actions as aid
from anjia.services.legal_aid.queries import application_of
from anjia.web.once import new_token
from tests.security import test_services_apart as apart

pytestmark = pytest.mark.django_db(databases=["default", "services"])
NAME, PHONE = apart.NAME, apart.PHONE
scored = apart.scored


def case_of_kind(world, kind, **further):
    said = told(name=NAME, phone=PHONE, summary=f"{NAME}说的事", further=further)
    case = take_in(kind, world.village, said, source=Source.VISIT, token=new_token(), by=world.village_officer)
    assign_case(case, world.case_worker, by=world.case_supervisor)
    write_note(case, f"{NAME}来电", number=case.number, by=world.case_worker)
    return case


def whole_legal_aid(world):
    """Refused, objected to, granted, a lawyer, a second one, done, looked at, closed."""
    by, chief = world.case_worker, world.case_supervisor
    case = case_of_kind(world, "legal_aid", group="woman")
    application = aid.papers_came(aid.ask_papers(application_of(case), lacking=NAME, by=by), by=by)
    application = aid.object_to(aid.refuse_aid(application, refusal="scope", reasons=NAME, by=chief))
    application = aid.answer_objection(application, ruling="changed", words=NAME, by=by)
    lawyer = {"lawyer": NAME, "firm": NAME, "phone": PHONE}
    application = aid.assign_lawyer(application, **lawyer, by=by)
    aid.replace_lawyer(application, change="client", **lawyer, by=by)
    application = aid.deliver(application, result="won", words=NAME, by=by)
    aid.review_quality(application, mark="good", words=NAME, by=chief)
    close_case(case, by=by)


def whole_counselling(world):
    """Begun, an hour, a danger, reached again, over it, finished, closed."""
    by, chief, today = world.case_worker, world.case_supervisor, timezone.localdate()
    room = talk.keep_room(world.county, name="引航心理咨询室", by=chief)
    talk.set_duty(world.county, day=today, person=world.third, by=chief)
    talk.count_group(world.county, held_on=today, institution="某小学", theme="说出来", persons=30, by=by)
    case = case_of_kind(world, "counselling")
    counselling = talk.begin_course(counselling_of(case), is_told=True, by=by)
    at = timezone.now() + timedelta(hours=1)
    hour = talk.book_hour(counselling, way="room", room=room, starts_at=at, by=by)
    talk.say_what_became(hour, kept="cancelled", by=by)
    talk.raise_crisis(counselling, words=NAME, called="public_security", by=by)
    talk.contact_again(counselling, by=world.third)
    counselling = talk.settle_crisis(counselling_of(case), words=NAME, by=by)
    talk.finish_course(counselling, by=by)
    close_case(case, by=by)


WHOLE = {"legal_aid": whole_legal_aid, "counselling": whole_counselling}


@pytest.mark.parametrize("kind", WHOLE)
def test_it_changes_no_byte_of_the_main_side(world, scored, kind):
    seen = apart.page(world.town_federation, "evaluations:candidacy_list")
    before = apart.rows("default")
    WHOLE[kind](world)
    assert apart.rows("default") == before
    assert apart.page(world.town_federation, "evaluations:candidacy_list") == seen


@pytest.mark.parametrize("kind", WHOLE)
def test_its_name_shows_in_no_page_log_search_message_or_job(world, scored, kind, caplog):
    caplog.set_level("DEBUG")
    WHOLE[kind](world)
    assert NAME not in str(apart.rows(WALLED)), "behind the wall it stands sealed, in the outbox too"
    jobs.work_off(WALLED)
    for text in (NAME, PHONE):
        assert text not in str(apart.rows("default"))
        assert text not in str(apart.rows(WALLED))
        assert text not in caplog.text
    for role in apart.ROLES:
        for name in (*apart.PAGES, "services:home") if role.startswith("case_") else apart.PAGES:
            assert NAME not in apart.page(getattr(world, role), name), (role, name)
        found = apart.page(getattr(world, role), "console:search", q=NAME)
        assert "FY20" not in found
        assert "ZX20" not in found
    for name in apart.PUBLIC_PAGES:
        assert NAME not in apart.page(None, name)
