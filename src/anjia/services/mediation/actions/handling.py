"""Two sides are brought together: both willing, talked with, agreed or told of other ways (人民调解法 17-29)."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.services.actions import keep_paper, meet_clock, start_clock, stop_clocks
from anjia.services.actions.walled import note, walled
from anjia.services.enums import Waits
from anjia.services.mediation.enums import Channel, Dispute, Form, MediationState, Outcome, Verb
from anjia.services.mediation.models import Agreement, Committee, Ending, Mediation, MediationSession
from anjia.services.mediation.papers import agreement_paper, ending_paper
from anjia.services.mediation.permissions import require_handler
from anjia.services.mediation.queries import committees_for
from anjia.services.mediation.workflow import MEDIATION
from anjia.services.permissions import require_member


@walled
def begin_talks(
    mediation: Mediation,
    *,
    channel: str,
    dispute: str,
    mediators: str,
    committee: Committee | None = None,
    on: date | None = None,
    both_willing: bool = False,
    by: Actor,
) -> Mediation:
    """Both sides are willing, and know who mediates (19). Raises Refused where either is not, or has not been asked."""
    require_handler(mediation, by)
    if not both_willing:
        raise Refused(_("双方都自愿，才能调解。"), who=_("对方不愿意的，选“对方不愿调解”，告诉当事人其他途径。"))
    if channel not in Channel.values or dispute not in Dispute.values or not mediators.strip():
        raise Refused(_("请选择由谁调解、哪一类纠纷，并写明调解员。"))
    _require_committee(mediation, channel, committee)
    day = on or timezone.localdate()
    if not mediation.case.received_on <= day <= timezone.localdate():
        raise Refused(_("开始的日子应在收到之后、今天以前。"))
    told = {"channel": channel, "dispute": dispute, "mediators": mediators.strip(), "begun_on": day}
    told["committee_id"] = committee.pk if committee else None
    return advance(mediation, MEDIATION["begin"], by=by, set=told)


def _require_committee(mediation: Mediation, channel: str, committee: Committee | None) -> None:
    if (channel == Channel.PEOPLE) != (committee is not None):
        raise Refused(
            _("人民调解请选择调解委员会；行政、司法调解不选。"),
            who=_("没有可选的委员会，请督导先在“调解的组织和队伍”登记。"),
        )
    if committee is not None and not committees_for(mediation.case).filter(pk=committee.pk).exists():
        raise Refused(_("这个调解委员会不在本地，或已届满。"))


@walled
def decline_talks(mediation: Mediation, *, words: str, by: Actor) -> Mediation:
    """The other side is not willing: the person is told of other ways, in writing."""
    return _end(mediation, "decline", words, by)


@walled
def fail_talks(mediation: Mediation, *, words: str, by: Actor) -> Mediation:
    """No agreement: mediation ends, and both are told that they may go to arbitration, office or court (26)."""
    mediation = _end(mediation, "fail", words, by)
    count_ending(mediation, Outcome.FAILED)
    return mediation


def _end(mediation: Mediation, step: str, words: str, by: Actor) -> Mediation:
    require_handler(mediation, by)
    if not words.strip():
        raise Refused(_("请写明告诉了当事人哪些其他途径。"))
    mediation = advance(mediation, MEDIATION[step], by=by)
    stop_clocks(mediation.case)
    name = f"终止调解告知书 {mediation.case.number}"
    keep_paper(mediation.case, ending_paper(mediation, words), kind="ending", name=name, by=by, by_code=True)
    return mediation


def count_ending(mediation: Mediation, outcome: str) -> None:
    """One more mediation ended, on the day this is entered; in the caller's transaction."""
    Ending.objects.create(
        mediation=mediation,
        region_path=mediation.case.region_path,
        channel=mediation.channel,
        dispute=mediation.dispute,
        outcome=outcome,
        on=timezone.localdate(),
    )


@walled
def hold_session(mediation: Mediation, *, held_on: date, place: str, words: str, by: Actor) -> MediationSession:
    """Write down a meeting of the two sides (27)."""
    require_member(mediation.case, by, verb=Verb.HANDLE)
    if mediation.state != MediationState.MEDIATING or mediation.begun_on is None:
        raise Conflict(_("只有调解中的可以记调解会。"))
    if not mediation.begun_on <= held_on <= timezone.localdate() or not place.strip() or not words.strip():
        raise Refused(_("请写明哪天、在哪里、谈了什么；日子应在开始调解之后、今天以前。"))
    told = {"held_on": held_on, "place": place.strip(), "words": words.strip(), "written_by_id": by.pk}
    made = MediationSession.objects.create(mediation=mediation, **told)
    note(Verb.HANDLE, mediation.case, by=by, session=str(made.pk), held_on=held_on)
    return made


@walled
def make_agreement(
    mediation: Mediation,
    *,
    form: str,
    facts: str,
    terms: str,
    performance: str,
    effective_on: date,
    perform_by: date | None = None,
    by: Actor,
) -> Mediation:
    """What both settled, written or oral; from its effect on, thirty days to ask the court to confirm it (28-33).

    Raises Refused: a group of contents is missing (29), or the day lies before the talks or after today.
    """
    require_handler(mediation, by)
    if form not in Form.values or not all(text.strip() for text in (facts, terms, performance)):
        raise Refused(_("协议写三样：主要事实、争议和各方责任；协议内容；履行的方式。口头协议也要记下。"))
    if mediation.begun_on and not mediation.begun_on <= effective_on <= timezone.localdate():
        raise Refused(_("生效的日子应在开始调解之后、今天以前。"))
    if perform_by and perform_by < effective_on:
        raise Refused(_("履行的日子不能早于生效。"))
    mediation = advance(mediation, MEDIATION["agree"], by=by)
    # After another beginning there may be an earlier one; its paper stays among the papers.
    Agreement.objects.filter(mediation=mediation).delete()
    words = {"facts": facts.strip(), "terms": terms.strip(), "performance": performance.strip()}
    days = {"perform_by": perform_by, "effective_on": effective_on}
    made = Agreement.objects.create(mediation=mediation, form=form, **words, **days)
    count_ending(mediation, Outcome.AGREED)
    _hand_out(made, by)
    return mediation


def _hand_out(agreement: Agreement, by: Actor) -> None:
    """Its paper, with the last day on which both may ask the court."""
    case = agreement.mediation.case
    meet_clock(case, Rule.MEDIATION_USUAL)
    start = agreement.effective_on
    deadline = start_clock(case, Rule.MEDIATION_CONFIRM, start=start, waits_for=Waits.CLIENT)
    name = f"{'调解协议书' if agreement.form == Form.WRITTEN else '口头调解协议登记'} {case.number}"
    keep_paper(case, agreement_paper(agreement, deadline), kind="agreement", name=name, by=by, by_code=True)
