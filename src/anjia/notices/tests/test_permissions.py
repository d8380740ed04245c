"""The truth table of verbs and roles, and every state x transition x role of the three life-cycles."""

import itertools

import pytest

from anjia.accounts.roles import BY_KEY
from anjia.evaluations.factories import open_cycle
from anjia.kernel.exceptions import Conflict, NotPermitted
from anjia.kernel.permissions import grants
from anjia.kernel.workflow import advance
from anjia.notices.enums import EntryState, Finding, NoticeState, ObjectionState, Verb
from anjia.notices.factories import objection_to, running_notice
from anjia.notices.models import Objection, PublicNotice
from anjia.notices.permissions import can_investigate, can_publish, can_take_down, can_view
from anjia.notices.queries import objections_visible_to, visible_to
from anjia.notices.workflow import ENTRY, NOTICE, OBJECTION

pytestmark = pytest.mark.django_db
ROLES = sorted(BY_KEY)
VIEWERS = {
    "group_leader", "village_officer", "village_panel_member", "town_federation", "town_leading_group",
    "district_office", "city_office", "inspector", "auditor",
}  # fmt: skip
TABLE = {
    Verb.VIEW: VIEWERS,
    Verb.PUBLISH: {"village_officer"},
    Verb.TAKE_DOWN: {"village_officer"},
    Verb.INVESTIGATE: {"town_federation"},
    Verb.FILE_OBJECTION: set(),
    Verb.RESTART: set(),
    Verb.RENAME_ENTRY: set(),
}


def test_every_verb_is_held_by_exactly_the_roles_of_the_table():
    assert {verb: set(grants.roles_with(verb)) for verb in Verb} == TABLE


@pytest.fixture
def notice(world):
    return running_notice(world.group, open_cycle(world.county))


@pytest.mark.parametrize("role", ROLES)
def test_predicates_and_querysets_agree(world, notice, role):
    objection = objection_to(notice.entries.first())
    for user in (getattr(world, role), getattr(world, f"neighbour_{role}", getattr(world, role))):
        # A group leader looks at the group's own place only: the village's notice is above it.
        assert can_view(user, notice) == visible_to(user).filter(pk=notice.pk).exists()
        assert can_publish(user, notice) == visible_to(user, Verb.PUBLISH).filter(pk=notice.pk).exists()
        assert can_take_down(user, notice) == visible_to(user, Verb.TAKE_DOWN).filter(pk=notice.pk).exists()
        assert can_investigate(user, objection) == objections_visible_to(user).filter(pk=objection.pk).exists()


COMPLETE = {
    NoticeState.TAKEN_DOWN: {"take_down_reason": "technical"},
    ObjectionState.ANSWERED: {"finding": Finding.STAYS, "answered_at": "2026-05-08T00:00Z"},
}
NEEDS = {"take_down": {"take_down_reason": "technical"}, "replace": {"take_down_reason": "corrected"}}
SUBJECTS = {"notice": (NOTICE, NoticeState), "objection": (OBJECTION, ObjectionState), "entry": (ENTRY, EntryState)}


def subject(kind: str, notice: PublicNotice, state: str):
    """The notice, an objection to it or an entry of it, placed in a state."""
    entry = notice.entries.first()
    obj = {"notice": lambda: notice, "objection": lambda: objection_to(entry), "entry": lambda: entry}[kind]()
    values = {"state": state, **COMPLETE.get(state, {})}
    if state == ObjectionState.ANSWERED:
        values["answered_by_id"] = entry.pk
    type(obj).objects.filter(pk=obj.pk).update(**values)
    return type(obj).objects.get(pk=obj.pk)


def needed(transition, user) -> dict:
    if transition.workflow is OBJECTION and transition.name == "answer":
        return {"finding": Finding.STAYS, "answered_at": "2026-05-08T00:00Z", "answered_by_id": user.pk}
    return NEEDS.get(transition.name, {})


CASES = [
    (kind, state, transition.name)
    for kind, (workflow, states) in SUBJECTS.items()
    for state, transition in itertools.product(states, workflow)
]


@pytest.mark.parametrize(("kind", "state", "name"), CASES)
def test_every_state_and_transition_for_every_role(world, notice, kind, state, name):
    transition = SUBJECTS[kind][0][name]
    for role in ROLES:
        user, obj = getattr(world, role), subject(kind, notice, state)
        allowed = role in grants.roles_with(transition.permission) and role != "group_leader"
        if allowed and state in transition.source:
            assert advance(obj, transition, by=user, set=needed(transition, user)).state == transition.target
        else:
            with pytest.raises(Conflict if allowed else NotPermitted):
                advance(obj, transition, by=user, set=needed(transition, user))


def test_states_have_a_name_for_people():
    for states in (NoticeState, ObjectionState, EntryState):
        assert all(state.label for state in states)
    assert str(Objection(ground="procedure")) == "程序不当"
