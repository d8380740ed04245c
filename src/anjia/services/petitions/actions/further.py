"""An objection to what was passed on to us, and a hearing during recheck (信访工作条例 23, 36)."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.regions.working_days import next_workday
from anjia.services.actions import keep_paper, meet_clock
from anjia.services.actions.walled import note, walled
from anjia.services.enums import Duty, Source
from anjia.services.models import Deadline
from anjia.services.permissions import require_member
from anjia.services.petitions.enums import PetitionState, Verb
from anjia.services.petitions.models import Petition, PetitionHearing
from anjia.services.petitions.papers import objection_paper
from anjia.services.petitions.permissions import require_handler
from anjia.services.petitions.workflow import PETITION


@walled
def object_petition(petition: Petition, *, body: str, words: str, by: Actor) -> Petition:
    """Not ours, say to the body that passed it on, within five working days; the letter is kept among the papers (23).

    The fifteen days in which the person is told run on. Raises Refused (not passed on, too late), Conflict.
    """
    require_handler(petition, by)
    if petition.case.source != Source.REFERRED:
        raise Refused(_("只有其他单位转来的信访可以提出异议。"), who=_("本人提出的，不归我们办时请告知去处。"))
    if not body.strip() or not words.strip():
        raise Refused(_("请写明向哪个单位提出异议，和为什么不归我们办。"))
    period = Deadline.objects.filter(case=petition.case, rule=Rule.PETITION_OBJECTION, met_on__isnull=True).first()
    if period is not None and timezone.localdate() > period.due_on:
        raise Refused(
            _("提出异议的期限到 %(day)s 为止。") % {"day": f"{period.due_on:%Y-%m-%d}"}, who=_("请受理，或告知去处。")
        )
    told = {"redirected_to": body.strip(), "redirect_words": words.strip()}
    petition = advance(petition, PETITION["object"], by=by, set=told)
    meet_clock(petition.case, Rule.PETITION_OBJECTION)
    paper, name = objection_paper(petition, body.strip(), words.strip()), f"转送异议书 {petition.case.number}"
    keep_paper(petition.case, paper, kind="objection", name=name, by=by)
    return petition


@walled
def resume_petition(petition: Petition, *, by: Actor) -> Petition:
    """The body that passed it on holds that it is ours: it goes on where it stood."""
    require_handler(petition, by)
    told: dict[str, Any] = {"redirected_to": "", "redirect_words": ""}
    if petition.registered_on is None:
        told["registered_on"] = timezone.localdate()
    return advance(petition, PETITION["resume"], by=by, set=told)


@walled
def note_hearing(petition: Petition, *, begins_on: date, ends_on: date, by: Actor) -> PetitionHearing:
    """A hearing is held: the last day of the recheck moves by as many days (36).

    Raises Refused (outside the period, over another), Conflict (no recheck runs).
    """
    require_member(petition.case, by, Duty.REVIEWER, Duty.SUPERVISOR, verb=Verb.REVIEW)
    held = Deadline.objects.filter(case=petition.case, rule=Rule.PETITION_RECHECK, met_on__isnull=True).first()
    if petition.state != PetitionState.IN_RECHECK or held is None:
        raise Conflict(_("只有复核中的信访登记听证。"))
    if not held.starts_on <= begins_on <= min(ends_on, held.due_on):
        raise Refused(_("听证的日子应在请求复核之后、复核期限以内；结束不早于开始。"))
    others = PetitionHearing.objects.filter(petition=petition, begins_on__lte=ends_on, ends_on__gte=begins_on)
    if others.exists():
        raise Refused(_("这些日子已经登记过听证。"))
    made = PetitionHearing.objects.create(petition=petition, begins_on=begins_on, ends_on=ends_on, entered_by_id=by.pk)
    held.literal_on += timedelta(days=made.days)
    held.due_on = next_workday(held.literal_on)
    held.save()
    note(Verb.REVIEW, petition.case, by=by, hearing=str(made.pk), days=made.days)
    return made
