"""Reintegration as a kind of case."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anjia.services.enums import Duty
from anjia.services.enums import Verb as Shared
from anjia.services.kinds import Act, Kind, Room, State, stop
from anjia.services.models import Case
from anjia.services.permissions import duty_of
from anjia.services.reintegration.actions import (
    begin_reintegration,
    close_reintegration,
    drop_reintegration,
    erase_reintegration,
    reopen_reintegration,
)
from anjia.services.reintegration.enums import HelpState
from anjia.services.reintegration.forms import ReintegrationForm
from anjia.services.reintegration.models import Reintegration
from anjia.services.reintegration.queries import reintegration_of
from anjia.services.reintegration.workflow import OPEN, OVER, REINTEGRATION

S = HelpState
KEY = "reintegration"
TONES = {S.RECEIVED: "due", S.CLOSED: "done"}


def states(ids: Collection[UUID]) -> dict[UUID, State]:
    rows = Reintegration.objects.filter(case_id__in=ids).values_list("case_id", "state")
    return {case_id: state_of(state) for case_id, state in rows}


def state_of(state: str) -> State:
    return State(S(state).label, REINTEGRATION.public_name(state), TONES.get(S(state), "calm"), state in OVER)


def acts(case: Case, user: Any) -> list[Act]:
    """What the user may do now: anybody of the team; the agreement is the lead's."""
    state, duty = reintegration_of(case).state, duty_of(case, user.pk)
    if not duty:
        return []
    if state == S.RECEIVED:
        sign = [Act("sign", _("登记签好的协议"), is_next=True)] if duty == Duty.LEAD else []
        return [*sign, Act("draft", _("生成协议书"))]
    if state == S.AGREED:
        return [Act("visit", _("登记走访"), is_next=True), Act("place", _("登记安置"))]
    return []


def client_acts(case: Case) -> list[Act]:
    return [stop(_("不再参加"))] if reintegration_of(case).state in OPEN else []


def facts(case: Case) -> dict[str, Any]:
    row = reintegration_of(case)
    return {"reintegration": row, "visits": list(row.visits.all())}


def object_ids(case: Case) -> list[UUID]:
    return list(Reintegration.objects.filter(case=case).values_list("pk", flat=True))


REINTEGRATION_KIND = Kind(
    key=KEY,
    label=_("安置帮教"),
    prefix="BF",
    begin=begin_reintegration,
    states=states,
    acts=acts,
    client_acts=client_acts,
    facts=facts,
    end=close_reintegration,
    reopen=reopen_reintegration,
    erase=erase_reintegration,
    withdraw=drop_reintegration,
    page="reintegration/part.html",
    url_name="reintegration:act",
    client_url_name="reintegration:client_act",
    wish=_("想重新开始，找事做、学手艺"),
    promise=_("先和您商量，签了协议才开始。"),
    ask_form=ReintegrationForm,
    order=70,
    rooms=(Room(_("安置数字"), "reintegration:placements", Shared.VIEW_FIGURES),),
    words={"visit": _("登记走访"), "placement": _("登记安置")},
    object_ids=object_ids,
)
