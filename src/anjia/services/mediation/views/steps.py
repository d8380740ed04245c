"""The steps of a mediation: one page for each; and what the person does with the code."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anjia.services.forms.steps import StepForm
from anjia.services.mediation import actions, forms
from anjia.services.mediation.enums import Verb
from anjia.services.mediation.models import Agreement, Mediation
from anjia.services.mediation.queries import mediation_of
from anjia.services.views.steps import ActScreen, ClientActScreen, Step
from anjia.web.gate import PUBLIC
from anjia.web.screens import absent


def _follow_up(mediation: Mediation, **said: Any) -> None:
    agreement = Agreement.objects.select_related("mediation__case").filter(mediation=mediation).first()
    if agreement is None:
        raise absent()
    actions.follow_up(agreement, **said)


STEPS: dict[str, Step] = {
    "begin": Step(_("开始调解"), forms.BeginForm, actions.begin_talks),
    "decline": Step(_("对方不愿调解"), forms.EndForm, actions.decline_talks),
    "session": Step(_("记一次调解"), forms.SessionForm, actions.hold_session),
    "agree": Step(_("达成协议"), forms.AgreeForm, actions.make_agreement),
    "fail": Step(_("调解不成"), forms.EndForm, actions.fail_talks),
    "ask_court": Step(_("登记司法确认申请"), forms.CourtForm, actions.ask_court),
    "court_accepted": Step(_("法院已受理"), forms.DayForm, actions.note_court_accepted),
    "court_extended": Step(_("法院延长"), forms.ExtendedForm, actions.note_court_extended),
    "confirm": Step(_("法院已确认"), forms.DayForm, actions.confirm_agreement),
    "refuse": Step(_("法院未确认"), forms.DayForm, actions.refuse_confirmation),
    "again": Step(_("再次调解"), StepForm, actions.mediate_again, _("双方愿意改动原来的协议，或重新谈。")),
    "follow_up": Step(_("登记回访"), forms.FollowUpForm, _follow_up),
}


class ActView(ActScreen):
    permission = Verb.HANDLE
    steps = STEPS
    row_of = staticmethod(mediation_of)


class ClientActView(ClientActScreen):
    """The person stops, by the code alone."""

    permission = PUBLIC
    acts = {"withdraw": (actions.withdraw_mediation, _("已停止。以后想再调解，随时可以说。"))}
    row_of = staticmethod(mediation_of)
