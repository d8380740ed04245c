"""What people are told about the families of a cycle: how many, where, never which."""

import uuid
from collections import Counter
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import Note, tell_each
from anjia.accounts.messages import Kind, register
from anjia.accounts.queries import holders_by_place
from anjia.evaluations.enums import CandidacyState, Outcome, Step
from anjia.evaluations.models import BlindBallot, GroupMeeting, SpotCheck
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import SEGMENT
from anjia.regions.enums import Level
from anjia.regions.queries import names_of

RETURNED = Kind(
    "evaluations.returned",
    _("家庭被退回"),
    _("总评、妇联意见或审批退回家庭，需要补正时。"),
    title=_("%(place)s有 %(n)d 户被退回"),
    detail=_("退回的一步：%(step)s。退回的理由写在列表里"),
)
REFUSED = Kind(
    "evaluations.refused",
    _("家庭未通过"),
    _("总评、妇联意见或审批没有通过家庭时。"),
    title=_("%(place)s有 %(n)d 户未通过"),
    detail=_("未通过的一步：%(step)s。理由写在列表里，本户可以看到"),
)
ASKED = Kind(
    "evaluations.asked_blind",
    _("请您盲评"),
    _("本镇街抽查盲评，抽到由您评别村的家庭时。"),
    title=_("请您盲评 %(n)d 户"),
    detail=_("抽查不改变任何家庭的结果；您看不到原来的分数"),
)
ASIDE = Kind(
    "evaluations.stands_aside",
    _("请您回避"),
    _("户长会议上有家庭的登记与您相符，由其他评分人评时。"),
    title=_("%(n)d 户请您回避，不用评分"),
    detail=_("登记的电话或姓名与您相同；同名不是一家的，也由其他评分人评"),
)
KINDS = {Outcome.RETURN: (RETURNED, CandidacyState.RETURNED), Outcome.REFUSE: (REFUSED, CandidacyState.REFUSED)}
register(RETURNED, REFUSED, ASKED, ASIDE)


def tell_left(paths: Iterable[str], step: Step, outcome: Outcome, *, by: Actor) -> None:
    """Tell the villages how many families an opinion returned or refused; `paths` are the families' own."""
    kind, state = KINDS[outcome]
    villages = Counter(path[: Level.VILLAGE.depth * SEGMENT] for path in paths)
    names, readers = names_of(villages), holders_by_place(villages, role="village_officer")
    batch = uuid7()
    notes = [
        Note(readers[path], f"{batch}:{path}", _list(state, path), {"place": names[path], "n": n, "step": step.label})
        for path, n in villages.items()
    ]
    tell_each(notes, kind.name, but=by)


def tell_asked(check: SpotCheck, ballots: Iterable[BlindBallot], *, by: Actor) -> None:
    """Tell the blind raters how many families wait for them."""
    asked = Counter(ballot.rater_id for ballot in ballots)
    address = reverse("evaluations:blind_list")
    tell_each([Note([pk], f"{check.pk}:{pk}", address, {"n": n}) for pk, n in asked.items()], ASKED.name, but=by)


def tell_aside(meeting: GroupMeeting, people: Iterable[uuid.UUID]) -> None:
    """Tell seated raters for how many families they step aside by the registry; which is for nobody to read here."""
    address, batch = reverse("evaluations:scoring_overview", args=[meeting.pk]), uuid7()
    notes = [Note([pk], f"{batch}", address, {"n": n}) for pk, n in Counter(people).items()]
    tell_each(notes, ASIDE.name)


def _list(state: CandidacyState, path: str) -> str:
    return f"{reverse('evaluations:candidacy_list')}?state={state}&place={path}"
