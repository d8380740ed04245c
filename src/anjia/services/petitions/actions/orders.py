"""Supervised orders 督办 within this room."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.services.actions.walled import note, walled
from anjia.services.enums import Duty
from anjia.services.messages import nudge
from anjia.services.models import CaseMember
from anjia.services.permissions import require_member
from anjia.services.petitions.enums import Verb
from anjia.services.petitions.models import Petition, PetitionOrder
from anjia.services.petitions.permissions import require_handler


@walled
def order_petition(petition: Petition, *, words: str, due_on: date, by: Actor) -> PetitionOrder:
    """The supervisor asks for something by a day. Raises Refused (no words, a day gone by), Conflict (closed)."""
    require_member(petition.case, by, Duty.SUPERVISOR, verb=Verb.APPROVE)
    if not words.strip() or due_on < timezone.localdate():
        raise Refused(_("请写明要求，最迟的日子不能早于今天。"))
    if petition.case.closed_on:
        raise Conflict(_("这件事已办结，不能再督办。"))
    told = {"words": words.strip(), "due_on": due_on, "ordered_by_id": by.pk}
    order = PetitionOrder.objects.create(petition=petition, **told)
    note(Verb.APPROVE, petition.case, by=by, order=str(order.pk), due_on=due_on)
    lead = CaseMember.objects.filter(case=petition.case, ended_at__isnull=True, duty=Duty.LEAD)
    nudge(list(lead.values_list("user_id", flat=True)))
    return order


@walled
def answer_order(order: PetitionOrder, *, answer: str, by: Actor) -> None:
    """The lead says what was done."""
    require_handler(order.petition, by)
    if not answer.strip():
        raise Refused(_("请写明办理情况。"))
    said = {"answer": answer.strip(), "answered_by_id": by.pk, "answered_at": timezone.now()}
    if not PetitionOrder.objects.filter(pk=order.pk, answered_at__isnull=True).update(**said):
        raise Conflict(_("这件督办已经回复过。"))
    note(Verb.HANDLE, order.petition.case, by=by, answered=str(order.pk))
    nudge([order.ordered_by_id])
