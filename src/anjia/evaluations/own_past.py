"""What the evaluation adds to a family's past: each step with its day and its office, and what comes next."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Verb
from anjia.evaluations.models import Candidacy
from anjia.evaluations.own_file import NEXT, OVER, until_of
from anjia.evaluations.queries.history import Event as Step
from anjia.evaluations.queries.history import history_of
from anjia.households.models import Household
from anjia.households.own_history import Event, happened

OFFICES = {
    Verb.REGISTER: gettext_lazy("村（社区）"),
    Verb.HOLD_MEETING: gettext_lazy("户长会议"),
    Verb.NOMINATE: gettext_lazy("户长会议"),
    Verb.REVIEW: gettext_lazy("村（社区）评选考评小组"),
    Verb.ENDORSE: gettext_lazy("乡镇（街道）妇联"),
    Verb.APPROVE: gettext_lazy("乡镇（街道）领导小组"),
    Verb.PUBLISH: gettext_lazy("村（社区）"),
    Verb.WITHDRAW: gettext_lazy("您家自己"),
    Verb.REINSTATE: gettext_lazy("没有参加原来办理的申诉答复人"),
}
WORDS = {
    "consent": gettext_lazy("您家的同意登记好了，等着评分。"),
    "score": gettext_lazy("户长会议评了分。"),
    "nominate": gettext_lazy("户长会议推举您家。"),
    "publish": gettext_lazy("张榜公示。"),
    "withdraw": gettext_lazy("您家退出。"),
}
IN_MEETING = (Verb.HOLD_MEETING, Verb.NOMINATE)


@happened
def steps(household: Household) -> Iterator[Event]:
    """Every candidacy of the family; the naming itself is told by the titles."""
    mine = Candidacy.objects.filter(household=household).select_related("cycle", "meeting")
    candidacies = list(mine.order_by("-cycle__year", "-pk"))
    for candidacy in candidacies:
        yield from (_told(step, candidacy) for step in history_of(candidacy) if step.move != "name")
    if candidacies and candidacies[0].state not in OVER:
        newest = candidacies[0]
        yield Event(None, NEXT[S(newest.state)](), until=until_of(newest, timezone.localdate()))


def _told(step: Step, candidacy: Candidacy) -> Event:
    what = WORDS.get(step.move) or _("%(step)s。") % {"step": step.label}
    why = _("理由：%(why)s。") % {"why": step.note} if step.note else ""
    office = OFFICES.get(Verb(step.verb), "")
    return Event(_day(step, candidacy), what, office, why)


def _day(step: Step, candidacy: Candidacy) -> date:
    """The day of the decision, also where it was typed in later."""
    if step.verb in IN_MEETING and candidacy.meeting:
        return candidacy.meeting.held_on
    return step.decided_on or timezone.localdate(step.at)
