"""An application is examined: papers asked for once, granted, granted ahead, refused (法律援助法 36-44)."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.services.actions import keep_paper, meet_clock, set_task, start_clock
from anjia.services.actions.walled import walled
from anjia.services.enums import Waits
from anjia.services.legal_aid import papers
from anjia.services.legal_aid.actions.clocks import is_near, pause_decision, resume_decision
from anjia.services.legal_aid.actions.lawyers import text_of
from anjia.services.legal_aid.enums import Ahead, Body, Matter, Means, Refusal, Stage
from anjia.services.legal_aid.models import AppointedDefence, LegalAidApplication
from anjia.services.legal_aid.permissions import require_denier, require_handler
from anjia.services.legal_aid.workflow import LEGAL_AID
from anjia.services.models import Deadline


@walled
def ask_papers(application: LegalAidApplication, *, lacking: str, by: Actor) -> LegalAidApplication:
    """Say once, and in full, what is lacking (43). Meanwhile the seven days stand still.

    Raises Refused where it was said before: what was forgotten then is no longer the person's to bring.
    """
    require_handler(application, by)
    if application.asked_on:
        raise Refused(
            _("补充材料只能一次性告知，%(day)s已经告知过。") % {"day": f"{application.asked_on:%Y-%m-%d}"},
            who=_("请按已有材料审查，或由工作人员代为调取。"),
        )
    names = [line.strip() for line in lacking.splitlines() if line.strip()]
    if not names:
        raise Refused(_("请写明缺哪些材料，一行一项。"))
    told = {"lacking": "\n".join(names), "asked_on": timezone.localdate()}
    application = advance(application, LEGAL_AID["ask_papers"], by=by, set=told)
    pause_decision(application.case)
    deadline = start_clock(application.case, Rule.AID_SUPPLEMENT, start=timezone.localdate(), waits_for=Waits.CLIENT)
    _keep(application, papers.lacking_notice(application, deadline), "补充材料告知书", by)
    return application


@walled
def papers_came(application: LegalAidApplication, *, by: Actor) -> LegalAidApplication:
    """They were brought: the days that were left run on."""
    require_handler(application, by)
    application = advance(application, LEGAL_AID["papers_came"], by=by)
    meet_clock(application.case, Rule.AID_SUPPLEMENT)
    resume_decision(application.case)
    return application


@walled
def lapse(application: LegalAidApplication, *, by: Actor) -> LegalAidApplication:
    """Nothing was brought in time: it counts as taken back (43). Raises Refused while there is time."""
    require_handler(application, by)
    held = Deadline.objects.filter(case=application.case, rule=Rule.AID_SUPPLEMENT, met_on__isnull=True).first()
    if held is not None and timezone.localdate() <= held.due_on:
        raise Refused(_("当事人在 %(day)s 前还可以补充材料。") % {"day": f"{held.due_on:%Y-%m-%d}"})
    application = advance(application, LEGAL_AID["lapse"], by=by)
    meet_clock(application.case, Rule.AID_SUPPLEMENT)
    return application


@walled
def grant_aid(application: LegalAidApplication, *, matter: str, means: str, by: Actor) -> LegalAidApplication:
    """Aid is given (43); a lawyer is assigned within three days."""
    require_handler(application, by)
    if matter not in Matter.values or means not in Means.values:
        raise Refused(_("请选择事项，和经济状况是怎样认定的。"))
    return _granted(application, "grant", by, matter=matter, means=means)


@walled
def grant_ahead(
    application: LegalAidApplication, *, matter: str, ahead: str, limitation_on: date | None = None, by: Actor
) -> LegalAidApplication:
    """Aid first, papers later (44). Raises Refused for a limitation that is a week off or more, or not entered."""
    require_handler(application, by)
    if matter not in Matter.values or ahead not in Ahead.values:
        raise Refused(_("请选择事项，和为什么先行提供。"))
    until = limitation_on or application.limitation_on
    if ahead == Ahead.LIMITATION and (until is None or not is_near(until, timezone.localdate())):
        raise Refused(_("请写明时效或期限哪天到；还有七日以上的，按一般程序审查。"))
    granted = _granted(application, "grant_ahead", by, matter=matter, ahead=ahead, limitation_on=until)
    meet_clock(application.case, Rule.AID_SUPPLEMENT)
    due_on = timezone.localdate() + papers.LATER
    words = str(_("补办申请手续，补充有关材料"))
    set_task(application.case, words, due_on=due_on, waits_for=Waits.CLIENT, by=by)
    return granted


@walled
def appoint_defence(
    application: LegalAidApplication,
    *,
    body: str,
    stage: str,
    notified_on: date,
    letter: str = "",
    is_for_minor: bool = False,
    by: Actor,
) -> LegalAidApplication:
    """Court, procuratorate or police asked for a defender: nothing is examined, three days run from the notice (36).

    Raises Refused (lists, a day that is to come or lies before the case).
    """
    require_handler(application, by)
    if body not in Body.values or stage not in Stage.values:
        raise Refused(_("请从列表里选择。"))
    if notified_on > timezone.localdate():
        raise Refused(_("收到通知的日子不能晚于今天。"))
    AppointedDefence.objects.update_or_create(
        application=application,
        defaults={
            "body": body,
            "stage": stage,
            "letter": letter.strip(),
            "notified_on": notified_on,
            "is_for_minor": is_for_minor,
        },
    )
    meet_clock(application.case, Rule.AID_SUPPLEMENT)
    return _granted(
        application, "appoint", by, clock=Rule.AID_APPOINT, start=notified_on, matter=Matter.DEFENCE, means=""
    )


@walled
def refuse_aid(application: LegalAidApplication, *, refusal: str, reasons: str, by: Actor) -> LegalAidApplication:
    """Refuse in writing, with reasons, and with how to object (43, 49). The supervisor's alone."""
    require_denier(application, by)
    if refusal not in Refusal.values:
        raise Refused(_("请选择不予援助的原因。"))
    told = {"refusal": refusal, "reasons": text_of(reasons, _("请写明理由和依据。")), **_decided(by)}
    application = advance(application, LEGAL_AID["refuse"], by=by, set=told)
    meet_clock(application.case, Rule.AID_DECIDE)
    _keep(application, papers.refusal_letter(application), "不予法律援助决定书", by)
    return application


def _granted(
    application: LegalAidApplication,
    step: str,
    by: Actor,
    *,
    clock: Rule = Rule.AID_ASSIGN,
    start: date | None = None,
    **told: object,
) -> LegalAidApplication:
    application = advance(application, LEGAL_AID[step], by=by, set={**told, **_decided(by)})
    meet_clock(application.case, Rule.AID_DECIDE)
    deadline = start_clock(application.case, clock, start=start or timezone.localdate())
    _keep(application, papers.grant_letter(application, deadline), "给予法律援助决定书", by)
    return application


def _decided(by: Actor) -> dict[str, object]:
    return {"decided_on": timezone.localdate(), "decided_by_id": by.pk}


def _keep(application: LegalAidApplication, paper: bytes, name: str, by: Actor) -> None:
    case = application.case
    keep_paper(case, paper, kind="legal_aid", name=f"{name} {case.number}", by=by, by_code=True)
