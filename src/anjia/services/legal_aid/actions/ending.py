"""Objections, an early end, the look at the quality, and the close (法律援助法 48, 49)."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.kernel.workflow import advance
from anjia.regions.enums import Rule
from anjia.services.actions import keep_paper, meet_clock, shut, start_clock
from anjia.services.actions.walled import walled
from anjia.services.enums import Waits
from anjia.services.legal_aid import papers
from anjia.services.legal_aid.actions.lawyers import end_assignment, text_of
from anjia.services.legal_aid.enums import AidState, Change, Ending, Mark, Ruling, Verb
from anjia.services.legal_aid.models import AidObjection, LegalAidApplication, QualityReview
from anjia.services.legal_aid.permissions import require_denier, require_other, require_quality_reviewer
from anjia.services.legal_aid.queries import application_of
from anjia.services.legal_aid.workflow import LEGAL_AID
from anjia.services.models import Case
from anjia.services.permissions import require_member


@walled
def object_to(application: LegalAidApplication, *, on: date | None = None, by: Actor = SYSTEM) -> LegalAidApplication:
    """The person objects to a refusal or an early end; the justice bureau answers within five days (49)."""
    require_member(application.case, by, verb=Verb.FOLLOW)
    day = on or timezone.localdate()
    if day > timezone.localdate() or (application.decided_on and day < application.decided_on):
        raise Refused(_("提出异议的日子应在决定之后、今天以前。"))
    application = advance(application, LEGAL_AID["object"], by=by)
    AidObjection.objects.create(application=application, filed_on=day)
    start_clock(application.case, Rule.AID_OBJECTION, start=day, waits_for=Waits.OTHERS)
    return application


@walled
def answer_objection(application: LegalAidApplication, *, ruling: str, words: str, by: Actor) -> LegalAidApplication:
    """What the justice bureau answered, entered by somebody who did not take the decision.

    Overturned, aid is given, and a lawyer is assigned within three days.
    """
    require_other(application, by)
    if ruling not in Ruling.values:
        raise Refused(_("请选择审查意见。"))
    said = text_of(words, _("请写明答复的内容。"))
    step = "uphold" if ruling == Ruling.UPHELD else "overturn"
    application = advance(application, LEGAL_AID[step], by=by, set=_changed(ruling))
    today = timezone.localdate()
    objection = AidObjection.objects.get(application=application, answered_on__isnull=True)
    objection.ruling, objection.words, objection.answered_on, objection.recorded_by_id = ruling, said, today, by.pk
    objection.save()
    meet_clock(application.case, Rule.AID_OBJECTION)
    if ruling == Ruling.CHANGED:
        start_clock(application.case, Rule.AID_ASSIGN, start=today)
    _keep(application, papers.objection_letter(application, objection), "异议审查答复", by)
    return application


def _changed(ruling: str) -> dict[str, object]:
    if ruling == Ruling.UPHELD:
        return {}
    return {"refusal": "", "ending": "", "reasons": "", "decided_on": timezone.localdate()}


@walled
def end_aid(application: LegalAidApplication, *, ending: str, reasons: str, by: Actor) -> LegalAidApplication:
    """End aid before the matter is done, for a reason of the law (48); the person may object (49)."""
    require_denier(application, by)
    if ending not in Ending.values:
        raise Refused(_("请选择终止的原因。"))
    told = {"ending": ending, "reasons": text_of(reasons, _("请写明理由和依据。"))}
    decided = {"decided_on": timezone.localdate(), "decided_by_id": by.pk}
    application = advance(application, LEGAL_AID["end"], by=by, set={**told, **decided})
    end_assignment(application, change="")
    meet_clock(application.case, Rule.AID_ASSIGN, Rule.AID_APPOINT)
    _keep(application, papers.ending_letter(application), "终止法律援助决定书", by)
    return application


@walled
def review_quality(
    application: LegalAidApplication,
    *,
    mark: str,
    words: str = "",
    met_in_time: bool = False,
    kept_informed: bool = False,
    file_complete: bool = False,
    by: Actor,
) -> LegalAidApplication:
    """Somebody who did not lead it looks at how it was done. A poor mark says why."""
    require_quality_reviewer(application, by)
    if mark not in Mark.values:
        raise Refused(_("请选择评定。"))
    if mark == Mark.POOR and not words.strip():
        raise Refused(_("评为不合格的，请写明问题和怎样改进。"))
    application = advance(application, LEGAL_AID["review"], by=by)
    QualityReview.objects.create(
        application=application,
        mark=mark,
        words=words.strip(),
        met_in_time=met_in_time,
        kept_informed=kept_informed,
        file_complete=file_complete,
        reviewed_by_id=by.pk,
        reviewed_on=timezone.localdate(),
    )
    return application


@walled
def withdraw_application(application: LegalAidApplication, *, by: Actor = SYSTEM) -> LegalAidApplication:
    """The person takes it back, without a reason."""
    require_member(application.case, by, verb=Verb.FOLLOW)
    application = advance(application, LEGAL_AID["withdraw"], by=by)
    end_assignment(application, change=Change.CLIENT)
    waiting = AidObjection.objects.filter(application=application, answered_on__isnull=True)
    waiting.update(answered_on=timezone.localdate(), updated_at=timezone.now())
    shut(application.case, by=by)
    return application


def drop_application(case: Case, by: Actor) -> None:
    """The person no longer agrees to the handling (registered with the kind)."""
    withdraw_application(application_of(case), by=by)


def close_application(case: Case, by: Actor) -> None:
    """The application's part of closing a case: nothing that was done is closed unseen."""
    application = application_of(case)
    require(by, Verb.HANDLE, case.region_path)
    if application.state == AidState.DELIVERED:
        raise Refused(_("还没有质量评查。"), who=_("请督导或一位复查人先评查。"))
    end_assignment(application, change="")
    advance(application, LEGAL_AID["close"], by=by)


def _keep(application: LegalAidApplication, paper: bytes, name: str, by: Actor) -> None:
    case = application.case
    keep_paper(case, paper, kind="legal_aid", name=f"{name} {case.number}", by=by, by_code=True)
