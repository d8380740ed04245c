"""The steps of an application: one page for each, by its name; and what the person does with the code."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.services.forms.steps import StepForm
from anjia.services.legal_aid import actions, forms
from anjia.services.legal_aid.enums import Verb
from anjia.services.legal_aid.queries import application_of
from anjia.services.views.steps import ActScreen, ClientActScreen, Step
from anjia.web.gate import PUBLIC

PAPER = _("生成书面决定，当事人凭查询码可以看到。")

STEPS: dict[str, Step] = {
    "ask_papers": Step(_("一次性告知补充材料"), forms.PapersForm, actions.ask_papers),
    "papers_came": Step(
        _("材料已补充"), StepForm, actions.papers_came, _("审查期限从今天起接着计算，补充的日子不算在内。")
    ),
    "lapse": Step(
        _("逾期未补充，视为撤回"), StepForm, actions.lapse, _("视为当事人撤回申请；以后材料齐了可以再申请。")
    ),
    "grant": Step(_("给予援助"), forms.GrantForm, actions.grant_aid, PAPER),
    "grant_ahead": Step(_("先行提供援助"), forms.AheadForm, actions.grant_ahead, PAPER),
    "appoint": Step(_("登记指定辩护"), forms.AppointForm, actions.appoint_defence),
    "refuse": Step(_("不予援助"), forms.RefuseForm, actions.refuse_aid, PAPER),
    "assign": Step(_("指派律师"), forms.LawyerForm, actions.assign_lawyer),
    "replace": Step(_("更换律师"), forms.ReplaceForm, actions.replace_lawyer),
    "deliver": Step(_("承办完毕"), forms.DeliverForm, actions.deliver),
    "end": Step(_("终止援助"), forms.EndForm, actions.end_aid, PAPER),
    "object": Step(_("登记异议"), forms.ObjectForm, actions.object_to),
    "answer_objection": Step(_("登记异议答复"), forms.RulingForm, actions.answer_objection),
    "review": Step(_("质量评查"), forms.ReviewForm, actions.review_quality),
}


class ActView(ActScreen):
    permission = Verb.HANDLE
    steps = STEPS
    row_of = staticmethod(application_of)


CLIENT_ACTS: dict[str, tuple[Callable[..., Any], str | Promise]] = {
    "object": (actions.object_to, _("已提出异议，司法行政部门 5 日内答复。")),
    "withdraw": (actions.withdraw_application, _("已撤回。以后需要，随时可以再申请。")),
}


class ClientActView(ClientActScreen):
    permission = PUBLIC
    acts = CLIENT_ACTS
    row_of = staticmethod(application_of)
