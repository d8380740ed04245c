"""After the agreement: the court confirms it within its days, and somebody asks whether it is kept (31, 33)."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.services.actions import extend_clock, meet_clock, start_clock
from anjia.services.actions.walled import note, walled
from anjia.services.enums import Waits
from anjia.services.mediation.enums import Kept, Verb
from anjia.services.mediation.models import Agreement, FollowUp, Mediation
from anjia.services.mediation.permissions import require_handler
from anjia.services.mediation.workflow import MEDIATION
from anjia.services.models import Deadline
from anjia.services.permissions import require_member


@walled
def ask_court(mediation: Mediation, *, on: date | None = None, both_ask: bool = False, by: Actor) -> Mediation:
    """Both sides ask the court together, within thirty days of the effect (33).

    Raises Refused: only one asks, too late, or a day that is not.
    """
    require_handler(mediation, by)
    day = on or timezone.localdate()
    if not both_ask:
        raise Refused(_("司法确认由双方共同申请。"))
    running = mediation.case.deadlines.filter(rule=Rule.MEDIATION_CONFIRM, met_on__isnull=True).first()
    if running is not None and not running.starts_on <= day <= running.due_on:
        raise Refused(
            _("申请司法确认的期限到 %(day)s 为止。") % {"day": f"{running.due_on:%Y-%m-%d}"},
            who=_("协议仍然有效；一方不履行的，另一方可以向法院起诉。"),
        )
    if day > timezone.localdate():
        raise Refused(_("申请的日子不能晚于今天。"))
    mediation = advance(mediation, MEDIATION["ask_court"], by=by, set={"asked_court_on": day})
    meet_clock(mediation.case, Rule.MEDIATION_CONFIRM, on=day)
    start_clock(mediation.case, Rule.COURT_ACCEPT, start=day, waits_for=Waits.OTHERS)
    return mediation


@walled
def note_court_accepted(mediation: Mediation, *, on: date | None = None, by: Actor) -> None:
    """The court took the request on: it decides within fifteen days of that. Raises Refused, Conflict (noted)."""
    require_handler(mediation, by)
    day = on or timezone.localdate()
    running = mediation.case.deadlines.filter(rule=Rule.COURT_ACCEPT, met_on__isnull=True)
    if not running.exists():
        raise Conflict(_("法院没有在等待受理的申请。"))
    if mediation.asked_court_on is None or not mediation.asked_court_on <= day <= timezone.localdate():
        raise Refused(_("受理的日子应在申请之后、今天以前。"))
    meet_clock(mediation.case, Rule.COURT_ACCEPT, on=day)
    start_clock(mediation.case, Rule.COURT_DECIDE, start=day, waits_for=Waits.OTHERS)
    note(Verb.HANDLE, mediation.case, by=by, court_accepted=day)


@walled
def note_court_extended(mediation: Mediation, *, days: int, reason: str, by: Actor) -> Deadline:
    """The court takes up to ten days more to decide, as it told. Raises Refused, Conflict (not waited for, twice)."""
    require_handler(mediation, by)
    return extend_clock(mediation.case, Rule.COURT_DECIDE, most=Rule.COURT_EXTEND, days=days, reason=reason, by=by)


@walled
def confirm_agreement(mediation: Mediation, *, on: date | None = None, by: Actor) -> Mediation:
    """The court confirmed it: from now on it can be enforced."""
    return _decided(mediation, "confirm", on, by)


@walled
def refuse_confirmation(mediation: Mediation, *, on: date | None = None, by: Actor) -> Mediation:
    """The court did not: the sides may mediate again or sue (33)."""
    return _decided(mediation, "refuse", on, by)


@walled
def mediate_again(mediation: Mediation, *, by: Actor) -> Mediation:
    """Both want to change what the court did not confirm, or to agree anew (33)."""
    require_handler(mediation, by)
    mediation = advance(mediation, MEDIATION["again"], by=by, set={"asked_court_on": None, "decided_on": None})
    start_clock(mediation.case, Rule.MEDIATION_USUAL, start=timezone.localdate())
    return mediation


def _decided(mediation: Mediation, step: str, on: date | None, by: Actor) -> Mediation:
    require_handler(mediation, by)
    day = on or timezone.localdate()
    if day > timezone.localdate() or (mediation.asked_court_on and day < mediation.asked_court_on):
        raise Refused(_("法院决定的日子应在申请之后、今天以前。"))
    mediation = advance(mediation, MEDIATION[step], by=by, set={"decided_on": day})
    meet_clock(mediation.case, Rule.COURT_ACCEPT, Rule.COURT_DECIDE, on=day)
    return mediation


@walled
def follow_up(agreement: Agreement, *, on: date, kept: str, words: str = "", by: Actor) -> FollowUp:
    """Ask whether the agreement is kept (31). Raises Refused for a day before its effect or after today."""
    mediation = agreement.mediation
    require_member(mediation.case, by, verb=Verb.HANDLE)
    if kept not in Kept.values or not agreement.effective_on <= on <= timezone.localdate():
        raise Refused(_("请选择履行情况；日子应在生效之后、今天以前。"))
    told = {"on": on, "kept": kept, "words": words.strip(), "asked_by_id": by.pk}
    made = FollowUp.objects.create(agreement=agreement, **told)
    note(Verb.HANDLE, mediation.case, by=by, follow_up=str(made.pk), kept=kept)
    return made
