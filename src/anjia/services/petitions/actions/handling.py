"""A petition is registered, accepted or redirected, extended and answered (信访工作条例 22-34)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.regions.legal import number
from anjia.services.actions import extend_clock, keep_paper, meet_clock, shut, start_clock
from anjia.services.actions.walled import note, walled
from anjia.services.enums import Duty, Source, Waits
from anjia.services.models import Case, Deadline
from anjia.services.permissions import require_member
from anjia.services.petitions.enums import FIRST, Level, PetitionState, Verb
from anjia.services.petitions.models import Petition, PetitionAnswer
from anjia.services.petitions.papers import acceptance_notice, answer_letter, extension_notice, redirection_notice
from anjia.services.petitions.permissions import require_handler
from anjia.services.petitions.workflow import OVER, PETITION
from anjia.services.queries import alike


def begin_petition(case: Case, further: Mapping[str, Any], by: Actor, day: date) -> None:
    """The petition's own row; its first period runs from the day it was received, the day excluded.

    Raises Refused for more representatives than the law allows, or none for several people.
    """
    persons, names = int(further.get("persons") or 1), lines_of(further.get("representatives", ""))
    most = number(Rule.PETITION_PERSONS, day)
    if len(names) > most:
        raise Refused(_("推选的代表不能超过 %(n)d 人。") % {"n": most})
    if persons > most and not names:
        raise Refused(_("一起提出的超过 %(n)d 人，请推选代表，写下代表的姓名。") % {"n": most})
    concerned = str(further.get("concerned", "")).strip()
    Petition.objects.create(case=case, persons=persons, representatives="\n".join(names), concerned=concerned)
    start_clock(case, Rule.PETITION_ACCEPT, start=day)
    if case.source == Source.REFERRED:
        start_clock(case, Rule.PETITION_OBJECTION, start=day)


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in str(text).replace("、", "\n").splitlines() if line.strip()]


@walled
def register_petition(petition: Petition, *, by: Actor) -> Petition:
    """Enter it in the register (22)."""
    require_handler(petition, by)
    return advance(petition, PETITION["register"], by=by, set={"registered_on": timezone.localdate()})


@walled
def accept_petition(petition: Petition, *, on: date | None = None, by: Actor) -> Petition:
    """Take it on, with a written notice (23); sixty days run from now (34).

    Raises Refused where the same facts went through recheck before (36).
    """
    require_handler(petition, by)
    _refuse_after_recheck(petition)
    day = on or timezone.localdate()
    if not petition.case.received_on <= day <= timezone.localdate():
        raise Refused(_("受理的日子应在收到之后、今天以前。"))
    petition = advance(petition, PETITION["accept"], by=by, set={"accepted_on": day})
    meet_clock(petition.case, Rule.PETITION_ACCEPT, Rule.PETITION_OBJECTION, on=day)
    deadline = start_clock(petition.case, Rule.PETITION_HANDLE, start=day)
    paper = acceptance_notice(petition, deadline)
    keep_paper(petition.case, paper, kind="notice", name=f"受理告知书 {petition.case.number}", by=by, by_code=True)
    return petition


@walled
def redirect_petition(petition: Petition, *, body: str, words: str, by: Actor) -> Petition:
    """Not ours: say in writing why, and who is the right one (22, 23)."""
    require_handler(petition, by)
    if not body.strip() or not words.strip():
        raise Refused(_("请写明向哪个单位提出，和为什么不由我们办。"))
    told = {"redirected_to": body.strip(), "redirect_words": words.strip()}
    petition = advance(petition, PETITION["redirect"], by=by, set=told)
    meet_clock(petition.case, Rule.PETITION_ACCEPT, Rule.PETITION_OBJECTION)
    name = f"不予受理告知书 {petition.case.number}"
    keep_paper(petition.case, redirection_notice(petition), kind="notice", name=name, by=by, by_code=True)
    return petition


@walled
def merge_petition(petition: Petition, into: Petition, *, by: Actor) -> Petition:
    """The same person about the same matter, handled already: this one ends, the earlier goes on (22).

    Raises Refused for one that is no earlier case of the same person, or is over.
    """
    require_handler(petition, by)
    if not alike(petition.case).filter(pk=into.case_id).exists():
        raise Refused(_("只能并入同一个人先前提出的同一类事项。"))
    if into.state in OVER:
        raise Refused(_("先前的事项已经办结，不能并入。"), who=_("请登记为新的事项，或恢复办理先前的事项。"))
    petition = advance(petition, PETITION["merge"], by=by, set={"merged_into_id": into.pk})
    shut(petition.case, by=by)
    note(Verb.HANDLE, into.case, by=by, merged=str(petition.case_id))
    return petition


@walled
def extend_petition(petition: Petition, *, days: int, reason: str, by: Actor) -> Deadline:
    """Extend once, by thirty days at most; the head of the unit approves, the person reads why (34)."""
    require_member(petition.case, by, Duty.SUPERVISOR, verb=Verb.APPROVE)
    if petition.state != PetitionState.ACCEPTED:
        raise Conflict(_("只有办理中的信访可以延期。"))
    most = Rule.PETITION_EXTEND
    deadline = extend_clock(petition.case, Rule.PETITION_HANDLE, most=most, days=days, reason=reason, by=by)
    paper, name = extension_notice(petition, deadline), f"延期告知书 {petition.case.number}"
    keep_paper(petition.case, paper, kind="notice", name=name, by=by, by_code=True)
    return deadline


@walled
def reply_petition(petition: Petition, *, outcome: str, words: str, by: Actor) -> Petition:
    """Answer in writing (32, 34); for thirty days a review may be asked for (35)."""
    require_handler(petition, by)
    petition = advance(petition, PETITION["reply"], by=by)
    give_answer(petition, Level.REPLY, outcome, words, among=FIRST, by=by)
    meet_clock(petition.case, Rule.PETITION_HANDLE)
    start_clock(petition.case, Rule.PETITION_REVIEW_ASK, start=timezone.localdate(), waits_for=Waits.CLIENT)
    return petition


def give_answer(
    petition: Petition, level: str, outcome: str, words: str, *, among: Iterable[str], by: Actor
) -> PetitionAnswer:
    """Keep an answer and its letter, in the caller's transaction."""
    if outcome not in set(among) or not words.strip():
        raise Refused(_("请选择意见，并写明理由和依据。"))
    # After a reopening the first answer is given anew; the letter of the earlier one stays among the papers.
    PetitionAnswer.objects.filter(petition=petition, level=level).delete()
    answer = PetitionAnswer.objects.create(
        petition=petition,
        level=level,
        outcome=outcome,
        words=words.strip(),
        answered_by_id=by.pk,
        answered_on=timezone.localdate(),
    )
    name = f"{Level(level).label}答复 {petition.case.number}"
    file = keep_paper(petition.case, answer_letter(answer), kind="answer", name=name, by=by, by_code=True)
    PetitionAnswer.objects.filter(pk=answer.pk).update(file_id=file.pk)
    return answer


def _refuse_after_recheck(petition: Petition) -> None:
    earlier = Petition.objects.filter(case__in=alike(petition.case), answers__level=Level.RECHECK).first()
    if earlier is not None:
        raise Refused(
            _("同一事项（%(number)s）已经复核终结，以同样的事实和理由再提出的，不再受理。") % {"number": earlier.case},
            who=_("有新的事实或理由的，请告诉当事人写明后另行登记。"),
        )


def close_petition(case: Case, by: Actor) -> None:
    """The petition's part of closing a case (registered with its kind)."""
    petition = Petition.objects.select_related("case").get(case=case)
    require(by, Verb.HANDLE, case.region_path)
    waiting = Deadline.objects.filter(case=case, met_on__isnull=True, waits_for=Waits.CLIENT)
    open_until = waiting.filter(due_on__gte=timezone.localdate()).values_list("due_on", flat=True).first()
    if open_until:
        raise Refused(
            _("%(day)s 前本人还可以请求复查或复核，到期后再办结。") % {"day": f"{open_until:%Y-%m-%d}"},
        )
    advance(petition, PETITION["close"], by=by)


def reopen_petition(case: Case, by: Actor) -> None:
    """Refused after recheck: the matter is at its end (36)."""
    petition = Petition.objects.select_related("case").get(case=case)
    if petition.answers.filter(level=Level.RECHECK).exists():
        raise Refused(_("已经复核终结，不能恢复办理。"), who=_("有新的事实或理由的，请另行登记。"))
    petition.answers.exclude(level=Level.REPLY).delete()
    advance(petition, PETITION["reopen"], by=by)
    start_clock(case, Rule.PETITION_ACCEPT, start=timezone.localdate())


def erase_petition(case: Case) -> None:
    """The words of a petition whose time is over."""
    petitions = Petition.objects.filter(case=case)
    petitions.update(concerned="", representatives="", redirected_to="", redirect_words="")
    PetitionAnswer.objects.filter(petition__in=petitions).update(words="")
    for petition in petitions:
        petition.orders.all().delete()
        petition.demands.all().delete()
