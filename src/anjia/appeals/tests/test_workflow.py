"""State x transition x role, all of it; and predicates that agree with what is seen."""

import pytest

from anjia.accounts import roles
from anjia.appeals.enums import AppealState as A
from anjia.appeals.enums import Verb
from anjia.appeals.factories import appeal_of
from anjia.appeals.grants import GRANTS
from anjia.appeals.models import Appeal
from anjia.appeals.permissions import can_decide, can_view
from anjia.appeals.queries import decidable_by, visible_to
from anjia.appeals.workflow import APPEAL
from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.workflow import advance_many

pytestmark = pytest.mark.django_db
DECIDERS = {"town_federation", "town_leading_group", "district_office", "city_office"}
FILERS = {"village_officer", "town_federation"}
# The reviewed table: transition, its sources, its target, who may. Only the machine assigns.
TABLE = {
    "assign": ({A.RECEIVED}, A.ASSIGNED, set()),
    "step_aside": ({A.ASSIGNED}, A.RECEIVED, DECIDERS),
    "uphold": ({A.ASSIGNED}, A.UPHELD, DECIDERS),
    "reject": ({A.ASSIGNED}, A.REJECTED, DECIDERS),
    "take_back": ({A.RECEIVED, A.ASSIGNED}, A.TAKEN_BACK, FILERS),
    "answer_late": ({A.RECEIVED}, A.LATE, FILERS),
}
PEOPLE = [role.key for role in roles.ALL] + ["neighbour_village_officer", "neighbour_town_federation"]


@pytest.fixture
def appeal(world, candidacy):
    return appeal_of(candidacy.household, by=world.village_officer)


def put(appeal, state, world):
    done = {"decided_at": appeal.created_at, "decided_by_id": world.district_office.pk}
    Appeal.objects.filter(pk=appeal.pk).update(state=state, **(done if state in (A.UPHELD, A.REJECTED) else {}))


def test_the_table_is_the_workflow():
    assert {t.name: (set(t.source), t.target) for t in APPEAL} == {n: row[:2] for n, row in TABLE.items()}


def test_every_state_transition_and_role(world, appeal):
    done = {"decided_at": appeal.created_at, "decided_by_id": world.district_office.pk}
    for name, (sources, target, may) in TABLE.items():
        for state in A:
            for who in PEOPLE:
                put(appeal, state, world)
                one, user = Appeal.objects.filter(pk=appeal.pk), world.people[who]
                if who not in may:
                    with pytest.raises(NotPermitted):
                        advance_many(one, APPEAL[name], by=user, set=done)
                    continue
                moved = advance_many(one, APPEAL[name], by=user, set=done)
                assert bool(moved) == (state in sources), (name, state, who)
                assert Appeal.objects.get().state == (target if moved else state)


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_is_who_sees(world, appeal, who):
    user = world.people[who]
    assert can_view(user, appeal) == (appeal in visible_to(user)) == (who in GRANTS[Verb.VIEW])
    assert can_decide(user, appeal) == (appeal in decidable_by(user)) == (who in DECIDERS)


def test_two_people_do_not_both_answer(world, appeal):
    one = Appeal.objects.filter(pk=appeal.pk)
    done = {"decided_at": appeal.created_at, "decided_by_id": world.district_office.pk}
    assert advance_many(one, APPEAL["uphold"], by=world.town_federation, set=done)
    assert not advance_many(one, APPEAL["reject"], by=world.town_leading_group, set=done)
