"""How an application begins, begins anew, and is forgotten (registered with its kind)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.services.actions import start_clock
from anjia.services.enums import Urgency
from anjia.services.legal_aid.actions.clocks import is_near
from anjia.services.legal_aid.actions.lawyers import end_assignment
from anjia.services.legal_aid.enums import Change, Group, Matter
from anjia.services.legal_aid.models import (
    AidAssignment,
    AidObjection,
    AppointedDefence,
    LegalAidApplication,
    QualityReview,
)
from anjia.services.legal_aid.queries import application_of
from anjia.services.legal_aid.workflow import LEGAL_AID
from anjia.services.models import Case


def begin_application(case: Case, further: Mapping[str, Any], by: Actor, day: date) -> None:
    """The application's own row; seven days run from the day it came in (43).

    Raises Refused for a matter or group that is on no list. A limitation that ends within a week marks it urgent.
    """
    matter, group = str(further.get("matter") or ""), str(further.get("group") or "")
    if matter not in {"", *Matter.values} or group not in {"", *Group.values}:
        raise Refused(_("请从列表里选择。"))
    until = further.get("limitation_on") or None
    LegalAidApplication.objects.create(case=case, matter=matter, group=group, limitation_on=until)
    start_clock(case, Rule.AID_DECIDE, start=day)
    if until is not None and is_near(until, day):
        Case.objects.filter(pk=case.pk).update(urgency=Urgency.TIME)
        case.refresh_from_db()


def reopen_application(case: Case, by: Actor) -> None:
    """It is examined anew. Whoever was assigned before is assigned no more."""
    application = application_of(case)
    end_assignment(application, change=Change.REOPENED)
    QualityReview.objects.filter(application=application).delete()
    AppointedDefence.objects.filter(application=application).delete()
    blank = {"ahead": "", "means": "", "refusal": "", "ending": "", "result": "", "reasons": "", "result_words": ""}
    advance(
        application,
        LEGAL_AID["reopen"],
        by=by,
        set={**blank, "asked_on": None, "decided_on": None, "decided_by_id": None},
    )
    start_clock(case, Rule.AID_DECIDE, start=timezone.localdate())


def erase_application(case: Case) -> None:
    """The words of one whose time is over; its kind, its days and its marks stay for the totals."""
    held = LegalAidApplication.objects.filter(case=case)
    held.update(lacking="", reasons="", result_words="")
    AidObjection.objects.filter(application__in=held).update(words="")
    QualityReview.objects.filter(application__in=held).update(words="")
    AppointedDefence.objects.filter(application__in=held).update(letter="")
    AidAssignment.objects.filter(application__in=held).delete()
