"""What somebody may do with a suggestion now, and what of this room waits for them beside the periods of cases."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.services.kinds import Act, Waiting
from anjia.services.petitions.actions.demanding import unanswered
from anjia.services.petitions.enums import SuggestionState, Verb
from anjia.services.petitions.models import PolicySuggestion
from anjia.services.petitions.queries import suggestions_waiting
from anjia.services.queries import team_cases

S = SuggestionState
MOST = 50
WRITERS: dict[str, tuple[Act, ...]] = {
    S.DRAFT: (Act("propose", _("提交审核"), is_next=True),),
    S.APPROVED: (Act("send", _("登记寄出"), is_next=True), Act("rework", _("修改后再审核"))),
    S.SENT: (Act("reply", _("登记答复"), is_next=True),),
    S.ASKED_MORE: (Act("rework", _("修改后再审核"), is_next=True),),
    S.ANSWERED: (Act("publish", _("是否公开")),),
}
SECOND = (Act("approve", _("审核通过"), is_next=True), Act("send_back", _("退回修改")))


def acts_for(suggestion: PolicySuggestion, user: Any) -> list[Act]:
    """By what the user holds there; whoever wrote it does not approve it."""
    found: list[Act] = []
    if suggestion.state == S.PROPOSED and suggestion.written_by_id != user.pk:
        found += SECOND if user.may(Verb.APPROVE_SUGGESTION, suggestion.region_path) else ()
    if user.may(Verb.SUGGEST, suggestion.region_path):
        found += WRITERS.get(suggestion.state, ())
        found += [] if suggestion.state in {S.ANSWERED, S.WITHDRAWN} else [Act("withdraw", _("撤回"))]
    return found


WORDS = {
    S.DRAFT: _("退回修改"),
    S.PROPOSED: _("等您审核"),
    S.APPROVED: _("待寄出"),
    S.SENT: _("过期没有答复"),
    S.ASKED_MORE: _("对方要求补充"),
    S.ANSWERED: _("决定是否公开"),
}


def waiting_for(user: Any) -> list[Waiting]:
    """What stands on the home of the services."""
    today = timezone.localdate()
    found = suggestions_waiting(user, today)[:MOST]
    late = unanswered(today).filter(petition__case__in=team_cases(user)).select_related("petition__case")
    return [
        *(
            Waiting(
                title=one.petition.case.number,
                note=one.get_step_display(),
                url=reverse("services:case", args=[one.petition.case_id]),
                chip=_("过期没有答复"),
            )
            for one in late[:MOST]
        ),
        *(
            Waiting(
                title=_("建议：%(title)s") % {"title": one.title},
                note=one.body,
                url=reverse("petitions:suggestion", args=[one.pk]),
                chip=WORDS[S(one.state)],
            )
            for one in found
        ),
    ]
