"""Spot-checks of the town: one ended, one called off, one under way with sheets still to be filled in.

Their days are put back in time, since the day of a seed cannot be waited for.
"""

from datetime import date, timedelta

from django.utils import timezone

from anjia.console.demo.ground import Ground
from anjia.evaluations.actions import (
    Terms,
    announce_spot_check,
    call_off_spot_check,
    close_spot_check,
    draw_spot_check,
    record_blind_ballot,
)
from anjia.evaluations.enums import CallOff
from anjia.evaluations.models import BlindBallot, SpotCheck
from anjia.evaluations.queries.scoring import sheet_of
from anjia.evaluations.sheet import Deduction
from anjia.programmes.models import ProgrammeCycle

SOURCE = "福彩3D第%(draw)s期开奖号码（中国福彩网）"


def check_scores(ground: Ground, cycle: ProgrammeCycle) -> None:
    """Three announcements; the blind raters of the next community see other points here and there."""
    federation, today = ground.user("town_federation", ground.town), timezone.localdate()
    first = _announce(ground, cycle, "2026281", today - timedelta(days=6))
    first = draw_spot_check(first, seed="407", by=federation)
    for number, ballot in enumerate(_ballots(first)):
        record_blind_ballot(ballot, _seen(ballot, number), by=ballot.rater, version=ballot.version)
    SpotCheck.objects.filter(pk=close_spot_check(first, by=federation).pk).update(drawn_on=first.seed_day)
    call_off_spot_check(
        _announce(ground, cycle, "2026284", today - timedelta(days=3)), reason=CallOff.NO_NUMBER, by=federation
    )
    running = draw_spot_check(_announce(ground, cycle, "2026287", today), seed="815", by=federation)
    for number, ballot in enumerate(_ballots(running)):
        if number % 3 == 0:
            record_blind_ballot(ballot, _seen(ballot, number), by=federation, version=ballot.version)


def _announce(ground: Ground, cycle: ProgrammeCycle, draw: str, day: date) -> SpotCheck:
    terms = Terms(SOURCE % {"draw": draw}, timezone.localdate() + timedelta(days=1))
    check = announce_spot_check(ground.town, cycle=cycle, terms=terms, by=ground.user("town_federation", ground.town))
    SpotCheck.objects.filter(pk=check.pk).update(announced_on=day - timedelta(days=2), seed_day=day)
    check.refresh_from_db()
    return check


def _ballots(check: SpotCheck) -> list[BlindBallot]:
    rows = BlindBallot.objects.filter(drawn__check_of=check).select_related(
        "rater", "drawn__check_of__region", "candidacy__region", "candidacy__cycle__standard_version"
    )
    return list(rows.order_by("drawn__place_in_draw", "rater", "pk"))


def _seen(ballot: BlindBallot, number: int) -> list[Deduction]:
    """A point off one criterion, here and there."""
    if number % 4:
        return []
    sheet = sheet_of(ballot.candidacy)
    criterion = sheet.criteria[number % len(sheet.criteria)]
    reason = next((reason for reason in sheet.reasons_of(criterion) if not reason.is_missing_credit), None)
    return [Deduction(criterion, reason, min(2, reason.max_half_points), None)] if reason else []
