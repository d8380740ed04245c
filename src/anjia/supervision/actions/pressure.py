"""Somebody says that they were pressed to join; the district office looks into it and answers (frame F1)."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.working_days import add_working_days
from anjia.supervision.codes import code_for, hash_of
from anjia.supervision.enums import Measure, Pressure
from anjia.supervision.models import PressureReport
from anjia.supervision.workflow import REPORT
from anjia.web.guarded import validate_guarded

ANSWER_DAYS = 10
MONTHS_BACK = 12
KEPT = timedelta(days=365)


def months_offered(today: date | None = None) -> list[str]:
    """This month and those before it, as `2026-04`, the latest first."""
    day = (today or timezone.localdate()).replace(day=1)
    found = []
    for _n in range(MONTHS_BACK):
        found.append(f"{day:%Y-%m}")
        day = (day - timedelta(days=1)).replace(day=1)
    return found


def report_pressure(village: Region, *, pressure: str, month: str, token: str) -> PressureReport:
    """Receive what somebody says. The code to follow it is `codes.code_for(token)`.

    Deliberately no event in the trail: it would hold the second and the request. Sent twice, it is one report.
    """
    if village.level != Level.VILLAGE or pressure not in Pressure.values or month not in months_offered():
        raise Refused(_("请从列表里选择村（社区）、情形和月份。"))
    today = timezone.localdate()
    told = {"region": village, "pressure": pressure, "month": month, "received_on": today}
    digest = hash_of(code_for(token))
    try:
        with transaction.atomic():
            due_on = add_working_days(today, ANSWER_DAYS)
            return PressureReport.objects.create(**told, due_on=due_on, code_hash=digest)
    except IntegrityError:
        return PressureReport.objects.get(code_hash=digest)


@transaction.atomic
def answer_pressure(report: PressureReport, *, measure: str, answer: str = "", by: Actor) -> PressureReport:
    """Say what was done: one of the closed list, and a sentence that passes the guard."""
    if measure not in Measure.values:
        raise Refused(_("请从列表中选择办理结果。"))
    try:
        validate_guarded(answer)
    except ValidationError as error:
        raise Refused(error.messages[0], who=_("答复里只写做了什么，不写人。")) from error
    told = {"measure": measure, "answer": answer.strip(), "answered_on": timezone.localdate(), "answered_by_id": by.pk}
    return advance(report, REPORT["answer"], by=by, note=str(Measure(measure).label), set=told)


def forget_answered() -> int:
    """What was answered a year ago is deleted; the figures of a year are read within it. Returns how many."""
    old = PressureReport.objects.filter(answered_on__lt=timezone.localdate() - KEPT)
    return old.delete()[0]
