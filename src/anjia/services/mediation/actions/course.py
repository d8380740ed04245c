"""How a mediation begins and ends as a case: what its kind is registered with."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.services.actions import shut, start_clock
from anjia.services.actions.walled import walled
from anjia.services.enums import Topic
from anjia.services.mediation.actions.handling import count_ending
from anjia.services.mediation.enums import Dispute, Kept, MediationState, Outcome, Verb
from anjia.services.mediation.models import Agreement, FollowUp, Mediation, MediationSession
from anjia.services.mediation.queries import mediation_of
from anjia.services.mediation.workflow import MEDIATION
from anjia.services.models import Case
from anjia.services.permissions import require_member

DISPUTES = {
    Topic.MARRIAGE: Dispute.FAMILY,
    Topic.CHILD_SUPPORT: Dispute.FAMILY,
    Topic.PROPERTY: Dispute.FAMILY,
    Topic.LAND: Dispute.LAND,
    Topic.LABOUR: Dispute.BUSINESS,
}


def begin_mediation(case: Case, further: Mapping[str, Any], by: Actor, day: date) -> None:
    """The mediation's own row. Raises Refused without the other side, and for violence, which is not mediated away."""
    other = str(further.get("other_side", "")).strip()
    if case.topic == Topic.VIOLENCE:
        raise Refused(
            _("家庭暴力不作为纠纷调解。"),
            who=_("请改选反映问题或请求保护，由专人办理；有危险马上拨打 110。"),
        )
    if not other:
        raise Refused(_("请写明和谁有纠纷。"))
    Mediation.objects.create(case=case, other_side=other, dispute=DISPUTES.get(Topic(case.topic), Dispute.OTHER))
    start_clock(case, Rule.MEDIATION_USUAL, start=day)


@walled
def withdraw_mediation(mediation: Mediation, *, by: Actor = SYSTEM) -> Mediation:
    """Either side may stop at any time (23); the person by the code, without a reason."""
    require_member(mediation.case, by, verb=Verb.FOLLOW)
    was_talking = mediation.state == MediationState.MEDIATING
    mediation = advance(mediation, MEDIATION["withdraw"], by=by)
    if was_talking:
        count_ending(mediation, Outcome.STOPPED)
    shut(mediation.case, by=by)
    return mediation


def drop_mediation(case: Case, by: Actor) -> None:
    """The person no longer agrees to the handling."""
    withdraw_mediation(mediation_of(case), by=by)


def close_mediation(case: Case, by: Actor) -> None:
    """The mediation's part of closing a case. Raises Refused while the court may still be asked."""
    mediation = mediation_of(case)
    waiting = case.deadlines.filter(rule=Rule.MEDIATION_CONFIRM, met_on__isnull=True)
    last = waiting.filter(due_on__gte=timezone.localdate()).values_list("due_on", flat=True).first()
    if mediation.state == MediationState.AGREED and last and not _is_kept(mediation):
        raise Refused(
            _("%(day)s 前双方还可以申请司法确认，到期后再办结。") % {"day": f"{last:%Y-%m-%d}"},
            who=_("已经履行的，先登记回访，就可以办结。"),
        )
    advance(mediation, MEDIATION["close"], by=by)


def _is_kept(mediation: Mediation) -> bool:
    latest = FollowUp.objects.filter(agreement__mediation=mediation).last()
    return latest is not None and latest.kept == Kept.KEPT


def reopen_mediation(case: Case, by: Actor) -> None:
    """Both are asked again, within the usual time."""
    mediation = mediation_of(case)
    fresh = {"begun_on": None, "asked_court_on": None, "decided_on": None}
    advance(mediation, MEDIATION["reopen"], by=by, set=fresh)
    start_clock(case, Rule.MEDIATION_USUAL, start=timezone.localdate())


def erase_mediation(case: Case) -> None:
    """The words of a mediation whose time is over; how it ended stays counted."""
    mediations = Mediation.objects.filter(case=case)
    MediationSession.objects.filter(mediation__in=mediations).delete()
    agreements = Agreement.objects.filter(mediation__in=mediations)
    FollowUp.objects.filter(agreement__in=agreements).update(words="")
    agreements.update(facts="", terms="", performance="")
    mediations.update(other_side="", mediators="")
