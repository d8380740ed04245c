"""Titles at every point of their life, for tests of this slice and of those above it."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from anjia.evaluations.factories import panel_of
from anjia.honours.factories import issued_decision
from anjia.honours.models import NamingDecision, Title
from anjia.honours.terms import term
from anjia.programmes.models import AppraisalPanel, Criterion, DeductionReason, ProgrammeCycle
from anjia.rolling.actions import (
    Look,
    approve_revocation,
    deliver_decision,
    draft_cancellation,
    propose_revocation,
    record_agreement,
    record_hearing,
    record_review,
    sign_cancellation,
)
from anjia.rolling.enums import Hearing
from anjia.rolling.models import Rectification, Revocation


def reviewers(world: Any, cycle: ProgrammeCycle) -> list[Any]:
    """The village's panel, seated once."""
    people = [world.people["village_panel_member"], world.people["federation_exec_member"]]
    if not AppraisalPanel.objects.filter(cycle=cycle, region=world.village).exists():
        panel_of(cycle, world.village, *people)
    return people


def titles_of(
    world: Any, cycle: ProgrammeCycle, names: tuple[str, ...] = ("王小明",), *, ago: int = 365
) -> list[Title]:
    """Titles named so many days ago, in the order of their names."""
    decision = issued_decision(world, cycle, names=names)
    return put_back(decision, timezone.localdate() - timedelta(days=ago))


def put_back(decision: NamingDecision, day: date) -> list[Title]:
    """Put a decision back in time, since a year cannot be waited for."""
    NamingDecision.objects.filter(pk=decision.pk).update(issued_on=day)
    review, end = term(day)
    decision.titles.update(granted_on=day, review_due_on=review, valid_to=end)
    return list(decision.titles.select_related("household__region__parent", "decision").order_by("head_name"))


def missed(cycle: ProgrammeCycle, count: int = 1) -> list[tuple[Criterion, DeductionReason]]:
    """What a review did not find met: of so many criteria the first reason that can be seen."""
    seen = DeductionReason.objects.filter(criterion__standard_version=cycle.standard_version, is_missing_credit=False)
    return [
        (reason.criterion, reason) for reason in seen.select_related("criterion").order_by("criterion__order")[:count]
    ]


def look(world: Any, cycle: ProgrammeCycle, findings: int = 0, **told: Any) -> Look:
    people = told.pop("reviewers", None) or reviewers(world, cycle)
    day = told.pop("held_on", None) or timezone.localdate()
    return Look(held_on=day, reviewers=people, findings=missed(cycle, findings), **told)


def rectifying(world: Any, cycle: ProgrammeCycle, title: Title, *, over: bool = False) -> Rectification:
    """A review was not passed; `over`: the time to put it right is over, and the recheck found it missing."""
    record_review(title, look(world, cycle, 1, days=30), by=world.village_officer)
    running = Rectification.objects.get(title=title)
    if over:
        past = timezone.localdate() - timedelta(days=1)
        Rectification.objects.filter(pk=running.pk).update(issued_on=past - timedelta(days=30), due_on=past)
        record_review(title, look(world, cycle, 1), by=world.village_officer)
    running.refresh_from_db()
    return running


def proposed(world: Any, cycle: ProgrammeCycle, title: Title) -> Revocation:
    running = rectifying(world, cycle, title, over=True)
    day = timezone.localdate() + timedelta(days=3)
    return propose_revocation(running, reason="复查时仍未达到。", hearing_on=day, by=world.village_officer)


def heard(world: Any, cycle: ProgrammeCycle, title: Title) -> Revocation:
    asked = proposed(world, cycle, title)
    told = {"held_on": timezone.localdate(), "hearing": Hearing.CAME, "words": "家里正在修房子。"}
    return record_hearing(asked, by=world.town_federation, **told)


def approved(world: Any, cycle: ProgrammeCycle, title: Title) -> Revocation:
    return approve_revocation(heard(world, cycle, title), by=world.town_leading_group)


def delivered(world: Any, cycle: ProgrammeCycle, title: Title, *, over: bool = False) -> Revocation:
    """In the family's hand; `over`: its days to appeal are over."""
    case = deliver_decision(approved(world, cycle, title), delivered_on=timezone.localdate(), by=world.village_officer)
    if over:
        Revocation.objects.filter(pk=case.pk).update(appeal_until=timezone.localdate() - timedelta(days=1))
    case.refresh_from_db()
    return case


def executed(world: Any, cycle: ProgrammeCycle, title: Title) -> Revocation:
    """Taken back by a signed decision: the family had agreed to an earlier day, its days to appeal were over."""
    case = record_agreement(delivered(world, cycle, title), agreed_on=timezone.localdate(), by=world.village_officer)
    Revocation.objects.filter(pk=case.pk).update(appeal_until=timezone.localdate() - timedelta(days=1))
    paper = draft_cancellation(world.town, by=world.town_federation)
    sign_cancellation(paper, signer_name="周主席", by=world.district_office)
    case.refresh_from_db()
    return case
