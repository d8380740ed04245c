"""Legal aid and counselling change no byte outside the wall, and no name of theirs shows there (A2-12; frame F4)."""

import pytest

from anjia.config.routing import WALLED
from anjia.kernel import jobs
from anjia.services.actions import assign_case, close_case, take_in, write_note
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


WHOLE = {"legal_aid": whole_legal_aid}


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
    for name in apart.PUBLIC_PAGES:
        assert NAME not in apart.page(None, name)
