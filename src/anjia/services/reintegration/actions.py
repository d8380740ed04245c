"""Agreed in writing, visited as agreed, placed, ended by either; and the figures of a quarter (domain A9-5)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.kernel.workflow import advance
from anjia.regions.enums import Level, Rule
from anjia.regions.legal import number
from anjia.regions.models import Region
from anjia.services.actions import keep_paper, meet_clock, shut, start_clock
from anjia.services.actions.walled import note, walled
from anjia.services.codes import WALLED
from anjia.services.enums import Duty, Given, Purpose
from anjia.services.figures import closed_quarters
from anjia.services.models import Case, CaseFile, ClientConsent
from anjia.services.permissions import require_member
from anjia.services.reintegration.enums import HelpState, Placement, Verb
from anjia.services.reintegration.models import HelpVisit, PlacementReport, Reintegration
from anjia.services.reintegration.papers import agreement_paper
from anjia.services.reintegration.permissions import require_helper
from anjia.services.reintegration.workflow import REINTEGRATION


def begin_reintegration(case: Case, further: Mapping[str, Any], by: Actor, day: date) -> None:
    """The kind's own row. Nobody can begin one about somebody else: without the person's word it does not come in."""
    Reintegration.objects.create(case=case, wishes=str(further.get("wishes", "")).strip())


def draft_agreement(row: Reintegration, *, by: Actor) -> CaseFile:
    """The agreement to be signed, printed as often as it is talked over."""
    require_helper(row, by)
    _require(row, HelpState.RECEIVED)
    with transaction.atomic(using=WALLED):
        name = f"帮教协议书 {row.case.number}"
        return keep_paper(row.case, agreement_paper(row), kind="agreement", name=name, by=by, by_code=True)


@walled
def sign_agreement(row: Reintegration, *, on: date, ends_on: date, visit_days: int, by: Actor) -> Reintegration:
    """Both signed: from now there is help, until a day, with visits as agreed. The signature is the consent.

    Raises Refused for a day to come, an end before it, visits rarer than the rule.
    """
    require_helper(row, by, Duty.LEAD)
    most = number(Rule.REINTEGRATION_VISIT, on)
    if not row.case.received_on <= on <= timezone.localdate():
        raise Refused(_("签协议的日子应在收到之后、今天以前。"))
    if ends_on <= on:
        raise Refused(_("协议到期的日子应在签订之后。"))
    if not 1 <= visit_days <= most:
        raise Refused(_("两次走访之间最多 %(n)d 天。") % {"n": most})
    held = {"agreed_on": on, "ends_on": ends_on, "visit_days": visit_days}
    moved: Reintegration = advance(row, REINTEGRATION["agree"], by=by, set=held)
    client = row.case.client
    client.consents.filter(purpose=Purpose.HANDLE, withdrawn_on__isnull=True).update(withdrawn_on=on)
    ClientConsent.objects.create(
        client=client, purpose=Purpose.HANDLE, given=Given.SIGNED, given_on=on, recorded_by_id=by.pk
    )
    start_clock(row.case, Rule.REINTEGRATION_VISIT, start=on, length=visit_days)
    return moved


@walled
def record_visit(row: Reintegration, *, on: date, words: str, by: Actor) -> HelpVisit:
    """A visit of the agreement; the next one is due as agreed, unless the agreement ends before."""
    require_helper(row, by)
    _require(row, HelpState.AGREED)
    if not row.agreed_on <= on <= timezone.localdate():
        raise Refused(_("走访的日子应在签协议之后、今天以前。"))
    if not words.strip():
        raise Refused(_("请写下谈了什么，接着要做什么。"))
    made = HelpVisit.objects.create(reintegration=row, visited_on=on, words=words.strip(), visited_by_id=by.pk)
    meet_clock(row.case, Rule.REINTEGRATION_VISIT, on=on)
    start_clock(row.case, Rule.REINTEGRATION_VISIT, start=on, length=row.visit_days)
    note(Verb.HANDLE, row.case, by=by, visit=str(made.pk))
    return made


@walled
def record_placement(row: Reintegration, *, placement: str, on: date, words: str = "", by: Actor) -> Reintegration:
    """How they found their feet; a later one takes the place of an earlier."""
    require_helper(row, by)
    _require(row, HelpState.AGREED)
    if placement not in Placement.values or not row.case.received_on <= on <= timezone.localdate():
        raise Refused(_("请选择安置方式；日子应在收到之后、今天以前。"))
    held = {"placement": placement, "placed_on": on, "placed_words": words.strip()}
    for name, value in held.items():
        setattr(row, name, value)
    row.save(update_fields=[*held, "updated_at"])
    note(Verb.HANDLE, row.case, by=by, placement=placement)
    return row


@walled
def withdraw_reintegration(row: Reintegration, *, by: Actor = SYSTEM) -> Reintegration:
    """The person wants it no more, without a reason and without a consequence."""
    require_member(row.case, by, verb=Verb.FOLLOW)
    moved: Reintegration = advance(row, REINTEGRATION["withdraw"], by=by)
    shut(row.case, by=by)
    return moved


def _require(row: Reintegration, state: str) -> None:
    if row.state != state:
        raise Conflict(_("现在是“%(state)s”，不能这样做。") % {"state": row.get_state_display()})


def close_reintegration(case: Case, by: Actor) -> None:
    """The kind's part of closing a case (registered with its kind)."""
    row = Reintegration.objects.select_related("case").get(case=case)
    require_helper(row, by)
    advance(row, REINTEGRATION["close"], by=by)


def reopen_reintegration(case: Case, by: Actor) -> None:
    """Taken up again: a new agreement is talked over, the old one does not revive."""
    row = Reintegration.objects.select_related("case").get(case=case)
    nothing = {"agreed_on": None, "ends_on": None, "visit_days": None}
    advance(row, REINTEGRATION["reopen"], by=by, set=nothing)


def drop_reintegration(case: Case, by: Actor) -> None:
    """The person no longer agrees to the handling (registered with its kind)."""
    withdraw_reintegration(Reintegration.objects.select_related("case").get(case=case), by=by)


def erase_reintegration(case: Case) -> None:
    """The words; of the visits, nothing is left."""
    rows = Reintegration.objects.filter(case=case)
    rows.update(wishes="", placed_words="")
    HelpVisit.objects.filter(reintegration__in=rows).delete()


@walled
def enter_report(county: Region, *, quarter: str, source: str, by: Actor, **numbers: Any) -> PlacementReport:
    """A district's numbers of a closed quarter, with their denominator and where they come from; entered anew, changed.

    Raises Refused for a quarter that is not over, no source, or more placed than people.
    """
    require(by, Verb.ENTER_FIGURES, county.path)
    if county.level != Level.COUNTY or quarter not in closed_quarters():
        raise Refused(_("只登记区县已经结束的季度。"))
    if not source.strip():
        raise Refused(_("请写明数字从哪里来。"))
    held = {**numbers, "source": source.strip(), "entered_by_id": by.pk}
    try:
        with transaction.atomic(using=WALLED):
            made, _is_new = PlacementReport.objects.update_or_create(
                county_path=county.path, quarter=quarter, defaults=held
            )
    except IntegrityError as broken:
        raise Refused(_("各种方式加起来不能多过应安置人数。")) from broken
    audit.record(Verb.ENTER_FIGURES, made, by=by, after={"quarter": quarter}, region_path=county.path)
    return made
