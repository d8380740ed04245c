"""Whatever becomes of a case, nothing of it shows outside, and no evaluation changes by a byte (A2-12; frame F4)."""

import re

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from anjia.accounts.models import Message
from anjia.config.routing import WALLED
from anjia.kernel import jobs
from anjia.services.kinds import all_kinds, kind_of
from tests.security.lives import LIVES, NAME, OTHER, PHONE, ROLES, staffed, survey

pytestmark = pytest.mark.django_db(databases=["default", "services"])
PAGES = ("console:home", "console:tasks", "households:list", "evaluations:candidacy_list", "accounts:people")
# Behind the wall a team reads its own tasks; of a quiet kind a list says nothing even there (B8).
WALLED_PAGES = ("services:home",)
PUBLIC_PAGES = ("public:home", "public:stored", "notices:public_notices", "services:ask")


def rows(alias):
    """Every table of a database, raw: name to rows."""
    found = {}
    for table in sorted(connections[alias].introspection.table_names()):
        with connections[alias].cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(str, cursor.fetchall()))
    return found


# Every kind there is, not a list of them: one without a life in `lives` fails here.
KINDS = pytest.mark.parametrize("kind", [kind.key for kind in all_kinds()])


@pytest.fixture
def scored(world):
    return staffed(world)


def page(user, name, **query):
    browser = Client()
    if user is not None:
        browser.force_login(user)
    body = browser.get(reverse(name), query).content.decode()
    return re.sub(
        r'(csrf\w*|once|X-CSRFToken)[^>]*?value="[^"]*"|"X-CSRFToken":"[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}', "", body
    )


@KINDS
def test_a_case_changes_no_byte_of_any_evaluation_nor_of_anything_else(world, scored, kind):
    """Scores, ranks, lists, exports, messages, the trail: the whole main database stays as it was."""
    seen = page(world.town_federation, "evaluations:candidacy_list")
    before = rows("default")
    LIVES[kind](world)
    assert rows("default") == before
    assert page(world.town_federation, "evaluations:candidacy_list") == seen


def test_nor_does_a_nameless_survey(world, scored):
    before = rows("default")
    survey(world)
    assert rows("default") == before


@KINDS
def test_its_name_shows_nowhere_outside(world, scored, caplog, kind):
    caplog.set_level("DEBUG")
    number = LIVES[kind](world).number
    assert NAME not in str(rows(WALLED)), "behind the wall it stands sealed, in the outbox too"
    jobs.work_off(WALLED)
    assert Message.objects.filter(kind="services.waits").exists()
    for text in (NAME, PHONE):
        assert text not in str(rows("default"))
        assert text not in str(rows(WALLED))
        assert text not in caplog.text
    for role in ROLES:
        user = getattr(world, role)
        for name in (*PAGES, *(WALLED_PAGES if kind_of(kind).is_quiet and role.startswith("case_") else ())):
            assert NAME not in page(user, name), (role, name)
        assert number not in page(user, "console:search", q=NAME)
    for name in PUBLIC_PAGES:
        assert NAME not in page(None, name)


@KINDS
def test_the_search_finds_as_much_of_it_as_of_nobody(world, scored, kind):
    LIVES[kind](world)
    for role in ROLES:
        user = getattr(world, role)
        found = page(user, "console:search", q=NAME).replace(NAME, "")
        nobody = page(user, "console:search", q=OTHER).replace(OTHER, "")
        assert re.sub(r"%[0-9A-F]{2}", "", found) == re.sub(r"%[0-9A-F]{2}", "", nobody), role


def test_what_staff_are_told_does_not_say_what_it_is_about(world, scored):
    """A message may be read over a shoulder, at a village's desk, at home (B8)."""
    case = LIVES["protection"](world)
    jobs.work_off(WALLED)
    assert Message.objects.filter(user=world.case_supervisor, kind__startswith="services.").exists()
    inbox = page(world.case_supervisor, "console:inbox")
    assert "权益服务" in inbox
    for word in ("暴力", "报案", "保护令", case.number[:4]):
        assert word not in inbox
