"""State x transition x role of titles, reviews, times to put right, revocations and their documents; who may what."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from anjia.accounts import roles
from anjia.honours.enums import TitleState as T
from anjia.honours.models import Title
from anjia.honours.workflow import TITLE
from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.workflow import advance_many
from anjia.programmes.factories import open_cycle
from anjia.rolling.enums import CancellationState as C
from anjia.rolling.enums import RectificationState as R
from anjia.rolling.enums import ReviewState as S
from anjia.rolling.enums import RevocationState as V
from anjia.rolling.enums import Verb
from anjia.rolling.factories import titles_of
from anjia.rolling.grants import GRANTS
from anjia.rolling.models import Cancellation, Rectification, Revocation, TitleReview
from anjia.rolling.queries import revocations_visible_to, titles_visible_to
from anjia.rolling.workflow import CANCELLATION, RECTIFICATION, REVIEW, REVOCATION

pytestmark = pytest.mark.django_db

REVIEWERS = {"village_officer", "village_panel_member"}
TOWN = {"town_leading_group"}
OFFICE = {"district_office"}
LIVE = {V.PROPOSED, V.HEARD, V.APPROVED}
HELD = {T.VALID, T.REVIEW_DUE, T.RECTIFYING}
# The reviewed tables: transition, its sources, its target, who may.
TABLES: dict[str, dict[str, tuple[set[str], str, set[str]]]] = {
    "title": {
        "fall_due": ({T.VALID}, T.REVIEW_DUE, set()),
        "pass_review": ({T.VALID, T.REVIEW_DUE}, T.VALID, REVIEWERS),
        "fail_review": ({T.VALID, T.REVIEW_DUE}, T.RECTIFYING, REVIEWERS),
        "pass_recheck": ({T.RECTIFYING}, T.VALID, REVIEWERS),
        "keep": ({T.RECTIFYING}, T.VALID, TOWN),
        "revoke": ({T.RECTIFYING}, T.REVOKED, OFFICE),
        "reinstate": ({T.REVOKED}, T.VALID, TOWN),
        "follow": (HELD, T.REVOKED, OFFICE),
        "renew": ({T.VALID}, T.RENEWED, OFFICE),
        "withdraw": ({*HELD, T.REVOKED}, T.WITHDRAWN, {"village_officer", "town_federation"}),
        "supersede": (HELD, T.SUPERSEDED, OFFICE),
    },
    "review": {
        "pass": ({S.PLANNED}, S.PASSED, REVIEWERS),
        "fail": ({S.PLANNED}, S.FAILED, REVIEWERS),
        "undo": ({S.FAILED}, S.UNDONE, TOWN),
        "lapse": ({S.PLANNED}, S.LAPSED, REVIEWERS),
    },
    "rectification": {
        "meet": ({R.OPEN, R.UNMET}, R.MET, REVIEWERS),
        "miss": ({R.OPEN}, R.UNMET, REVIEWERS),
        "settle": ({R.OPEN, R.UNMET}, R.LAPSED, TOWN),
        "lapse": ({R.OPEN, R.UNMET}, R.LAPSED, REVIEWERS),
    },
    "revocation": {
        "hear": ({V.PROPOSED}, V.HEARD, {"town_federation"}),
        "approve": ({V.HEARD}, V.APPROVED, TOWN),
        "decline": ({V.HEARD}, V.KEPT, TOWN),
        "overturn": ({V.APPROVED, V.EXECUTED}, V.OVERTURNED, TOWN),
        "execute": ({V.APPROVED}, V.EXECUTED, OFFICE),
        "lapse": (LIVE, V.LAPSED, REVIEWERS),
    },
    "cancellation": {
        "sign": ({C.DRAFTED}, C.ISSUED, OFFICE),
        "void": ({C.DRAFTED}, C.VOIDED, {"town_federation"}),
    },
}
WORKFLOWS = {flow.name: flow for flow in (TITLE, REVIEW, RECTIFICATION, REVOCATION, CANCELLATION)}
NOW = {"withdrawn_at": timezone.now(), "revoked_at": timezone.now(), "superseded_at": timezone.now()}


@pytest.mark.parametrize("name", TABLES)
def test_the_table_is_the_workflow(name):
    found = {t.name: (set(t.source), t.target) for t in WORKFLOWS[name]}
    assert found == {step: (sources, target) for step, (sources, target, _who) in TABLES[name].items()}


def values_of(name: str) -> dict[str, Any]:
    """What a row of a state must have, whatever the state."""
    today, someone = timezone.localdate(), uuid.uuid4()
    if name == "title":
        return {**NOW, "renewed_at": timezone.now(), "renewed_by_id": someone}
    if name == "review":
        return {"held_on": today, "recorded_by_id": someone}
    if name == "revocation":
        days = dict.fromkeys(("hearing_on", "approved_on", "delivered_on", "appeal_until"), today)
        return {**days, "hearing": "came", "decline_reason": "put_right"}
    if name == "cancellation":
        return {"signed_by_id": someone, "number_id": someone, "number_text": "芦妇〔2026〕9号"}
    return {"settled_at": timezone.now()}


@pytest.fixture
def one_of_each(world):
    """For each life-cycle one row in every state; each about a title of its own."""
    titles = iter(titles_of(world, open_cycle(world), tuple(f"家庭{n:02d}" for n in range(30))))
    today, rows = timezone.localdate(), {}
    paper = {state: _paper(world, state) for state in C}
    for state in T:
        title = next(titles)
        Title.objects.filter(pk=title.pk).update(state=state, **values_of("title"))
        rows["title", state] = title
    for state in S:
        rows["review", state] = _review(next(titles), state)
    for state in R:
        title = next(titles)
        rows["rectification", state] = _rectification(title, state, today)
    for state in V:
        title = next(titles)
        given = {"cancellation": paper[C.ISSUED], **values_of("revocation")}
        rows["revocation", state] = Revocation.objects.create(
            household=title.household, title=title, rectification=_rectification(title, R.UNMET, today), state=state,
            region=title.region, reason="x", proposed_by_id=uuid.uuid4(), proposed_on=today, **given,
        )  # fmt: skip
    return rows | {("cancellation", state): row for state, row in paper.items()}


def _paper(world, state):
    given = values_of("cancellation") if state == C.ISSUED else {}
    return Cancellation.objects.create(
        region=world.town, state=state, title="x", issuing_organ="x", organ_word="芦妇", **given
    )


def _review(title, state):
    return TitleReview.objects.create(
        household=title.household, title=title, region=title.region, state=state, due_on=title.review_due_on,
        **values_of("review"),
    )  # fmt: skip


def _rectification(title, state, today):
    return Rectification.objects.create(
        household=title.household, title=title, review=_review(title, S.LAPSED), region=title.region, state=state,
        issued_on=today, due_on=today + timedelta(days=30),
    )  # fmt: skip


MODELS = {
    "title": Title,
    "review": TitleReview,
    "rectification": Rectification,
    "revocation": Revocation,
    "cancellation": Cancellation,
}


@pytest.mark.parametrize("name", TABLES)
def test_every_state_and_role(world, one_of_each, name):
    model, told = MODELS[name], values_of(name)
    rows = model.objects.filter(pk__in=[row.pk for (flow, _state), row in one_of_each.items() if flow == name])
    for step, (sources, target, who) in TABLES[name].items():
        expected = {one_of_each[name, state].pk for state in sources}
        for role in roles.BY_KEY:
            user = world.people[role]
            if role not in who:
                with pytest.raises(NotPermitted):
                    advance_many(rows, WORKFLOWS[name][step], by=user, set=told)
                continue
            with transaction.atomic():
                assert set(advance_many(rows, WORKFLOWS[name][step], by=user, set=told)) == expected, (step, role)
                assert set(model.objects.filter(pk__in=expected).values_list("state", flat=True)) == {target}
                transaction.set_rollback(True)


def test_outside_a_title_is_valid_or_not_and_nothing_else():
    assert {str(TITLE.public_name(state)) for state in HELD} == {"有效"}
    assert {str(TITLE.public_name(state)) for state in set(T) - HELD} == {"无有效称号"}


def test_who_may_what_and_only_at_home(world):
    for verb in Verb:
        for role in roles.BY_KEY:
            user = world.people[role]
            assert user.may(verb, world.group.path) is (role in GRANTS[verb]), (verb, role)
            if len(user.places[0]) > len(world.county.path):
                assert not user.may(verb, world.neighbour_group.path), (verb, role)


def test_what_one_may_view_is_what_one_finds(world, one_of_each):
    case = one_of_each["revocation", V.PROPOSED]
    for user in world.people.values():
        may = user.may(Verb.VIEW, world.group.path)
        assert titles_visible_to(user).filter(pk=case.title_id).exists() is may
        assert revocations_visible_to(user).filter(pk=case.pk).exists() is may
