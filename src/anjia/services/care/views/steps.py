"""The steps of care: one page for each, by its name; and what the person does with the code."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict
from anjia.services.care import actions, forms
from anjia.services.care.enums import Verb
from anjia.services.care.models import AidGrant, CareCase, CarePair, CareVisit
from anjia.services.care.queries import care_of, grant_waiting, open_pair, visit_ahead
from anjia.services.forms.steps import StepForm
from anjia.services.models import Case
from anjia.services.views.steps import ActScreen, ClientActScreen, Step
from anjia.web.gate import PUBLIC


def _pair(care: CareCase) -> CarePair:
    pair = open_pair(care)
    if pair is None:
        raise Conflict(_("现在没有结对。"))
    return pair


def _visit(care: CareCase) -> CareVisit:
    visit = visit_ahead(care)
    if visit is None:
        raise Conflict(_("现在没有约好的看望。"))
    return visit


def _grant(care: CareCase) -> AidGrant:
    grant = grant_waiting(care)
    if grant is None:
        raise Conflict(_("现在没有等决定的帮扶。"))
    return grant


STEPS: dict[str, Step] = {
    "assess": Step(_("了解需要"), forms.AssessForm, actions.assess_care),
    "propose": Step(_("请志愿者结对"), forms.ProposeForm, actions.propose_pair),
    "start": Step(_("开始结对"), forms.StartForm, lambda care, **said: actions.start_pair(_pair(care), **said)),
    "drop": Step(
        _("不结对"), StepForm, lambda care, by: actions.drop_pair(_pair(care), by=by), _("不用说理由，可以另请一位。")
    ),
    "end": Step(_("结束结对"), forms.EndForm, lambda care, **said: actions.end_pair(_pair(care), **said)),
    "visit": Step(_("记下看望"), forms.VisitForm, lambda care, **said: actions.make_visit(_visit(care), **said)),
    "move": Step(_("改约看望"), forms.MoveForm, lambda care, **said: actions.move_visit(_visit(care), **said)),
    "contact": Step(_("记下父母联系"), forms.ContactForm, actions.note_contact),
    "aid": Step(_("请求项目帮扶"), forms.AidForm, actions.propose_aid),
    "grant": Step(
        _("同意帮扶"),
        StepForm,
        lambda care, by: actions.grant_aid(_grant(care), by=by),
        _("从项目的钱里列支。请求的人不能自己决定，也不能超支。"),
    ),
    "drop_aid": Step(
        _("不帮扶，收回请求"),
        StepForm,
        lambda care, by: actions.drop_aid(_grant(care), by=by),
        _("不用说理由，可以另行请求。"),
    ),
    "safety": Step(_("记下居家安全查看"), forms.SafetyForm, actions.note_safety),
    "answer_missed": Step(
        _("安排没有去的看望"),
        forms.AnswerMissedForm,
        lambda care, **said: actions.answer_missed(_visit(care), **said),
    ),
}


class ActView(ActScreen):
    permission = Verb.HANDLE
    steps = STEPS

    @staticmethod
    def row_of(case: Case) -> CareCase:
        return care_of(case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Money is decided on by somebody who sees what for."""
        context = super().get_context_data(**kwargs)
        asked = grant_waiting(care_of(self.object)) if self.kwargs["act"] in {"grant", "drop_aid"} else None
        if asked is None:
            return context
        said = ((_("哪个项目"), asked.project.name), (_("金额（元）"), asked.amount), (_("用来做什么"), asked.words))
        return {**context, "answers": [{"label": label, "value": value} for label, value in said]}


class ClientActView(ClientActScreen):
    permission = PUBLIC
    acts: ClassVar[Mapping[str, tuple[Callable[..., Any], str | Promise]]] = {
        "stop_visits": (actions.stop_visits, _("已停止，不会再有人来看望。还需要别的帮助，可以在这里留言。")),
        "withdraw": (actions.withdraw_care, _("已撤回。以后想再说，随时可以。")),
    }

    @staticmethod
    def row_of(case: Case) -> CareCase:
        return care_of(case)
