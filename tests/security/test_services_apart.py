"""Whatever becomes of a case, nothing of it shows outside, and no evaluation changes by a byte (A2-12; frame F4)."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.accounts.models import Message
from anjia.config.routing import WALLED
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.factories import candidacy_in
from anjia.kernel import jobs
from anjia.programmes.factories import open_cycle
from anjia.services.actions import add_member, assign_case, close_case, take_in, write_note
from anjia.services.care.actions import (
    answer_missed,
    grant_aid,
    make_visit,
    miss_overdue,
    note_contact,
    note_safety,
    propose_aid,
)
from anjia.services.care.factories import assessed, care_case, funded, running_pair, volunteer_in
from anjia.services.care.queries import visit_ahead
from anjia.services.enums import Source
from anjia.services.factories import told
from anjia.services.mediation.actions import (
    ask_court,
    begin_talks,
    confirm_agreement,
    follow_up,
    hold_session,
    make_agreement,
)
from anjia.services.mediation.queries import mediation_of
from anjia.services.petitions.actions import (
    accept_petition,
    answer_recheck,
    answer_review,
    ask_recheck,
    ask_review,
    register_petition,
    reply_petition,
)
from anjia.services.petitions.queries import petition_of
from anjia.web.once import new_token

pytestmark = pytest.mark.django_db(databases=["default", "services"])
NAME, PHONE, OTHER = "金丝雀丽娟", "13877776666", "白头鹎丽娟"
PAGES = ("console:home", "console:tasks", "households:list", "evaluations:candidacy_list", "accounts:people")
PUBLIC_PAGES = ("public:home", "public:stored", "notices:public_notices", "services:ask")
ROLES = ("village_officer", "town_federation", "district_office", "administrator", "case_worker", "case_supervisor")


def rows(alias):
    """Every table of a database, raw: name to rows."""
    found = {}
    for table in sorted(connections[alias].introspection.table_names()):
        with connections[alias].cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(str, cursor.fetchall()))
    return found


def whole_petition(world):
    """From a visit to the end of recheck, by and about somebody of the programme."""
    by, chief = world.case_worker, world.case_supervisor
    said = told(name=NAME, phone=PHONE, summary=f"{NAME}说的事", further={"concerned": NAME})
    case = take_in("petition", world.village, said, source=Source.VISIT, token=new_token(), by=world.village_officer)
    assign_case(case, by, by=chief)
    write_note(case, f"{NAME}来电", number=case.number, by=by)
    petition = accept_petition(register_petition(petition_of(case), by=by), by=by)
    petition = ask_review(reply_petition(petition, outcome="unsupported", words=NAME, by=by))
    petition = ask_recheck(answer_review(petition, outcome="upheld", words=NAME, by=chief))
    add_member(case, world.third, duty="reviewer", by=chief)
    answer_recheck(petition, outcome="upheld", words=NAME, by=world.third)
    return case


def whole_care(world):
    """A child asked for, paired, visited, a visit missed and seen to, and the end of it."""
    by, chief = world.case_worker, world.case_supervisor
    case = care_case(world.village, by, chief, name=NAME, phone=PHONE, guardian=NAME, summary=f"{NAME}的事")
    volunteer = volunteer_in(world.village, by, chief, name=NAME, phone=PHONE.replace("7", "6"))
    pair = running_pair(assessed(case, by), volunteer, by)
    today = pair.started_on
    note_contact(pair.care, held_on=today, way="not_reached", by=by)
    note_safety(pair.care, asked=True, made_on=today, hazards=["gas"], words=NAME, by=by)
    project = funded(world.county, chief, donor=NAME)
    grant_aid(propose_aid(pair.care, project, amount=Decimal(90), words=NAME, given="signed", by=by), by=chief)
    make_visit(visit_ahead(pair.care), made_on=today, found="harm", words=NAME, by=by)
    miss_overdue(today + timedelta(days=40))
    answer_missed(visit_ahead(pair.care), words=NAME, next_on=today, by=chief)
    close_case(case, by=by)
    return case


def whole_mediation(world):
    """From a visit to an agreement that the court confirmed and that is kept, with somebody of the programme."""
    by, day = world.case_worker, timezone.localdate()
    said = told(name=NAME, phone=PHONE, summary=f"{NAME}说的事", further={"other_side": NAME})
    case = take_in("mediation", world.village, said, source=Source.VISIT, token=new_token(), by=world.village_officer)
    assign_case(case, by, by=world.case_supervisor)
    talks = {"channel": "admin", "dispute": "neighbour", "mediators": NAME, "both_willing": True}
    mediation = begin_talks(mediation_of(case), **talks, by=by)
    hold_session(mediation, held_on=day, place=NAME, words=NAME, by=by)
    words = dict.fromkeys(("facts", "terms", "performance"), NAME)
    mediation = make_agreement(mediation, form="written", effective_on=day, **words, by=by)
    mediation = confirm_agreement(ask_court(mediation, both_ask=True, by=by), by=by)
    follow_up(mediation.agreement, on=day, kept="kept", words=NAME, by=by)
    return case


KINDS = pytest.mark.parametrize("whole", [whole_petition, whole_care, whole_mediation])


@pytest.fixture
def scored(world):
    """A family of that name in mid-evaluation, and everybody there who will be asked for."""
    cycle = open_cycle(world)
    candidacy = candidacy_in(CandidacyState.REVIEWED, group=world.group, cycle=cycle)
    for role in ROLES:
        getattr(world, role)
    world.third = persona("case_supervisor", world.county)
    return candidacy


def page(user, name, **query):
    browser = Client()
    if user is not None:
        browser.force_login(user)
    body = browser.get(reverse(name), query).content.decode()
    return re.sub(
        r'(csrf\w*|once|X-CSRFToken)[^>]*?value="[^"]*"|"X-CSRFToken":"[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}', "", body
    )


@KINDS
def test_a_case_changes_no_byte_of_any_evaluation_nor_of_anything_else(world, scored, whole):
    """Scores, ranks, lists, exports, messages, the trail: the whole main database stays as it was."""
    seen = page(world.town_federation, "evaluations:candidacy_list")
    before = rows("default")
    whole(world)
    assert rows("default") == before
    assert page(world.town_federation, "evaluations:candidacy_list") == seen


@KINDS
def test_its_name_shows_nowhere_outside(world, scored, caplog, whole):
    caplog.set_level("DEBUG")
    whole(world)
    jobs.work_off(WALLED)
    assert Message.objects.filter(kind="services.waits").exists()
    for text in (NAME, PHONE):
        assert text not in str(rows("default"))
        assert text not in str(rows(WALLED)), "behind the wall it stands sealed"
        assert text not in caplog.text
    for role in ROLES:
        for name in PAGES:
            assert NAME not in page(getattr(world, role), name), (role, name)
    for name in PUBLIC_PAGES:
        assert NAME not in page(None, name)


@KINDS
@pytest.mark.parametrize("role", ROLES)
def test_the_search_finds_as_much_of_it_as_of_nobody(world, scored, role, whole):
    whole(world)
    user = getattr(world, role)
    found = page(user, "console:search", q=NAME).replace(NAME, "")
    nobody = page(user, "console:search", q=OTHER).replace(OTHER, "")
    assert re.sub(r"%[0-9A-F]{2}", "", found) == re.sub(r"%[0-9A-F]{2}", "", nobody)
