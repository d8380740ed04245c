"""State x transition x role, all of it; who may what; nobody twice; the wall (A2-10, A2-12, quality check 19)."""

import ast
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.db.models import ForeignKey

from anjia import evaluations
from anjia.accounts import roles
from anjia.accounts.factories import persona
from anjia.accounts.testing import make_world
from anjia.evaluations.actions import approve_candidacies
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Verb
from anjia.evaluations.factories import candidacies_in, candidacy_in, family_in, open_cycle
from anjia.evaluations.grants import GRANTS
from anjia.evaluations.models import Candidacy, Opinion
from anjia.evaluations.permissions import can_view
from anjia.evaluations.queries import visible_to
from anjia.evaluations.workflow import CANDIDACY, RUNNING
from anjia.kernel.exceptions import Conflict, NotPermitted
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent
from anjia.kernel.workflow import advance_many

HOLDERS = {"group_leader", "village_officer"}
REGISTRARS = {"village_officer", "town_federation"}
# The reviewed table: transition, its sources, its target, who may.
TABLE = {
    "consent": ({S.DRAFT}, S.CONSENTED, REGISTRARS),
    "score": ({S.CONSENTED, S.DEFERRED}, S.SCORED, HOLDERS),
    "defer": ({S.CONSENTED, S.SCORED, S.NOMINATED}, S.DEFERRED, HOLDERS),
    "recount": ({S.NOMINATED}, S.SCORED, HOLDERS),
    "rescore": ({S.RETURNED}, S.CONSENTED, HOLDERS),
    "vote_again": ({S.RETURNED}, S.SCORED, HOLDERS),
    "resubmit": ({S.RETURNED}, S.NOMINATED, REGISTRARS),
    "nominate": ({S.SCORED}, S.NOMINATED, HOLDERS),
    "review": ({S.NOMINATED}, S.REVIEWED, {"village_panel_member"}),
    "return_by_village": ({S.NOMINATED}, S.RETURNED, {"village_panel_member"}),
    "refuse_by_village": ({S.NOMINATED}, S.REFUSED, {"village_panel_member"}),
    "endorse": ({S.REVIEWED}, S.ENDORSED, {"town_federation"}),
    "return_by_federation": ({S.REVIEWED}, S.RETURNED, {"town_federation"}),
    "refuse_by_federation": ({S.REVIEWED}, S.REFUSED, {"town_federation"}),
    "approve": ({S.ENDORSED}, S.APPROVED, {"town_leading_group"}),
    "return_by_town": ({S.ENDORSED}, S.RETURNED, {"town_leading_group"}),
    "refuse_by_town": ({S.ENDORSED}, S.REFUSED, {"town_leading_group"}),
    "publish": ({S.APPROVED}, S.ON_NOTICE, {"village_officer"}),
    "take_off_notice": ({S.ON_NOTICE}, S.APPROVED, {"village_officer"}),
    "leave_notice": ({S.ON_NOTICE}, S.REFUSED, {"town_federation"}),
    "name": ({S.ON_NOTICE}, S.NAMED, {"district_office"}),
    "withdraw": ({*RUNNING, S.RETURNED}, S.WITHDRAWN, REGISTRARS),
    "reinstate_to_review": ({S.RETURNED, S.REFUSED}, S.NOMINATED, set()),
    "reinstate_to_opinion": ({S.RETURNED, S.REFUSED}, S.REVIEWED, set()),
    "reinstate_to_approval": ({S.RETURNED, S.REFUSED}, S.ENDORSED, set()),
    "restore_to_notice": ({S.REFUSED}, S.APPROVED, set()),
    "call_again": ({S.DEFERRED}, S.CONSENTED, set()),
    "rejoin": ({S.WITHDRAWN}, S.DRAFT, REGISTRARS),
}


@pytest.fixture
def one_of_each(world):
    cycle = open_cycle(world.county)
    return {
        state: candidacy_in(state, group=world.group, cycle=cycle, household=family_in(world.group, state.label))
        for state in S
    }


def test_the_table_is_the_workflow():
    assert {t.name: (set(t.source), t.target) for t in CANDIDACY} == {
        name: (sources, target) for name, (sources, target, _who) in TABLE.items()
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", TABLE)
def test_every_state_and_role(world, one_of_each, name):
    sources, target, who = TABLE[name]
    values = {"decision_id": uuid7()} if name == "name" else None
    expected = {one_of_each[state].pk for state in sources}
    for role in roles.BY_KEY:
        user = world.people[role]
        if role not in who:
            with pytest.raises(NotPermitted):
                advance_many(Candidacy.objects.all(), CANDIDACY[name], by=user, set=values)
            continue
        with transaction.atomic():
            assert set(advance_many(Candidacy.objects.all(), CANDIDACY[name], by=user, set=values)) == expected
            assert set(Candidacy.objects.filter(pk__in=expected).values_list("state", flat=True)) == {target}
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_who_may_what_and_only_at_home(world):
    for verb in Verb:
        for role in roles.BY_KEY:
            user = world.people[role]
            assert user.may(verb, world.group.path) is (role in GRANTS[verb]), (verb, role)
            if len(user.places[0]) > len(world.county.path):
                assert not user.may(verb, world.neighbour_group.path), (verb, role)


@pytest.mark.django_db
def test_what_one_may_view_is_what_one_finds(world):
    cycle = open_cycle(world.county)
    groups = (world.group, world.other_group, world.neighbour_group)
    families = [candidacy_in(S.SCORED, group=g, cycle=cycle, household=family_in(g)) for g in groups]
    for user in world.people.values():
        found = set(visible_to(user).values_list("pk", flat=True))
        assert found == {f.pk for f in families if can_view(user, f.region.path)}


@pytest.mark.django_db(transaction=True)
def test_sixteen_approvers_at_once_and_one_wins():
    """Quality check 19: totals hold, the others get a friendly conflict."""
    world = make_world()
    candidacies_in(S.ENDORSED, 5, group=world.group, cycle=open_cycle(world.county))
    people = [persona("town_leading_group", world.town) for _ in range(16)]
    start, outcomes = Barrier(len(people)), []

    def approve(user):
        try:
            start.wait()
            outcomes.append(approve_candidacies(Candidacy.objects.all(), by=user))
        except Conflict as conflict:
            outcomes.append(str(conflict))
        finally:
            connection.close()

    threads = [Thread(target=approve, args=(user,)) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(5) == 1
    assert sum("可能已由别人先办理" in str(outcome) for outcome in outcomes) == 15
    assert (Opinion.objects.count(), Candidacy.objects.filter(state=S.APPROVED).count()) == (5, 5)
    assert AuditEvent.objects.filter(object_type="evaluations.candidacy", verb=Verb.APPROVE).count() == 5


BELOW = {"kernel", "web", "regions", "accounts", "documents", "households", "programmes", "evaluations"}


def test_the_evaluation_knows_no_cases():
    """A2-12: nothing is imported from outside the slices below, and no row leads anywhere else."""
    folder = Path(evaluations.__file__).parent
    imported = set()
    for source in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("anjia."):
                imported.add(node.module.split(".")[1])
    assert imported <= BELOW
    fields = [f for model in (Candidacy, Opinion) for f in model._meta.get_fields() if isinstance(f, ForeignKey)]
    assert {f.related_model._meta.app_label for f in fields} <= BELOW
