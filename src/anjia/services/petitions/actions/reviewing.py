"""Review, recheck, and taking a petition back (信访工作条例 35, 36). What the person asks, the code suffices for."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.services.actions import meet_clock, shut, start_clock
from anjia.services.actions.walled import walled
from anjia.services.enums import Waits
from anjia.services.models import Case, Deadline
from anjia.services.permissions import require_member
from anjia.services.petitions.actions.handling import give_answer
from anjia.services.petitions.enums import LATER, Level, Verb
from anjia.services.petitions.models import Petition
from anjia.services.petitions.permissions import require_reviewer
from anjia.services.petitions.workflow import PETITION


@walled
def ask_review(petition: Petition, *, on: date | None = None, by: Actor = SYSTEM) -> Petition:
    """Ask for a review, within thirty days of the written answer (35). `on`: the day a letter came in."""
    return _ask(petition, "ask_review", Rule.PETITION_REVIEW_ASK, Rule.PETITION_REVIEW, on, by)


@walled
def ask_recheck(petition: Petition, *, on: date | None = None, by: Actor = SYSTEM) -> Petition:
    """Ask for a recheck, within thirty days of the review's answer (36)."""
    return _ask(petition, "ask_recheck", Rule.PETITION_RECHECK_ASK, Rule.PETITION_RECHECK, on, by)


def _ask(petition: Petition, step: str, asking: Rule, answering: Rule, on: date | None, by: Actor) -> Petition:
    require_member(petition.case, by, verb=Verb.FOLLOW)
    day = on or timezone.localdate()
    allowed = Deadline.objects.filter(case=petition.case, rule=asking, met_on__isnull=True).first()
    if allowed is not None and not allowed.starts_on <= day <= allowed.due_on:
        raise Refused(
            _("请求的期限到 %(day)s 为止。") % {"day": f"{allowed.due_on:%Y-%m-%d}"},
            who=_("有新的事实或理由的，请重新提出。"),
        )
    if day > timezone.localdate():
        raise Refused(_("请求的日子不能晚于今天。"))
    petition = advance(petition, PETITION[step], by=by)
    meet_clock(petition.case, asking, on=day)
    start_clock(petition.case, answering, start=day)
    return petition


@walled
def answer_review(petition: Petition, *, outcome: str, words: str, by: Actor) -> Petition:
    """A second person answers (35)."""
    require_reviewer(petition, by)
    petition = advance(petition, PETITION["answer_review"], by=by)
    give_answer(petition, Level.REVIEW, outcome, words, among=LATER, by=by)
    meet_clock(petition.case, Rule.PETITION_REVIEW)
    start_clock(petition.case, Rule.PETITION_RECHECK_ASK, start=timezone.localdate(), waits_for=Waits.CLIENT)
    return petition


@walled
def answer_recheck(petition: Petition, *, outcome: str, words: str, by: Actor) -> Petition:
    """A third person answers; with that the matter is at its end (36)."""
    require_reviewer(petition, by)
    petition = advance(petition, PETITION["answer_recheck"], by=by)
    give_answer(petition, Level.RECHECK, outcome, words, among=LATER, by=by)
    meet_clock(petition.case, Rule.PETITION_RECHECK)
    return petition


@walled
def withdraw_petition(petition: Petition, *, by: Actor = SYSTEM) -> Petition:
    """The person takes it back, without a reason."""
    require_member(petition.case, by, verb=Verb.FOLLOW)
    petition = advance(petition, PETITION["withdraw"], by=by)
    shut(petition.case, by=by)
    return petition


def drop_petition(case: Case, by: Actor) -> None:
    """The person no longer agrees to the handling: it ends, wherever it stands (registered with its kind)."""
    withdraw_petition(Petition.objects.select_related("case").get(case=case), by=by)
