"""Household-heads meetings: planned, opened with a quorum, scored, voted, closed."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema

from anjia.accounts.models import User
from anjia.documents.api import PaperOut, papers_for
from anjia.evaluations.actions import (
    close_meeting,
    count_others,
    finish_scoring,
    mark_attendance,
    open_meeting,
    plan_meeting,
    record_votes,
    seat_panel,
)
from anjia.evaluations.api.schemas import (
    FinishedOut,
    MeetingDetailOut,
    MeetingIn,
    MeetingOut,
    NominatedOut,
    OthersIn,
    PanelIn,
    RaterOut,
    RollIn,
    VotesIn,
)
from anjia.evaluations.enums import MeetingState, Verb
from anjia.evaluations.models import GroupMeeting
from anjia.evaluations.permissions import possible_raters, rating_roles
from anjia.evaluations.queries import meetings_visible_to
from anjia.kernel.exceptions import Refused
from anjia.kernel.scope import under
from anjia.programmes.queries import current_cycle
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of
from anjia.web.api.problems import Absent

router = ApiRouter()


class MeetingFilters(Schema):
    region: UUID | None = None
    state: MeetingState | None = None


def meetings(user: Any) -> QuerySet[GroupMeeting]:
    return meetings_visible_to(user).select_related("region__parent", "cycle__standard_version")


def meeting_of(request: HttpRequest, pk: UUID) -> GroupMeeting:
    return get_object_or_404(meetings(request.user), pk=pk)


@router.get("/meetings", permission=Verb.VIEW, answer=Page[MeetingOut])
def meeting_list(request: HttpRequest, filters: Query[MeetingFilters], paging: PageQuery) -> Page[MeetingOut]:
    """The meetings in the token's place."""
    rows = meetings(request.user)
    if filters.region:
        place = get_object_or_404(regions_visible_to(request.user), pk=filters.region)
        rows = rows.filter(under("region__path", place.path))
    if filters.state:
        rows = rows.filter(state=filters.state)
    return page_of(rows, paging, MeetingOut.of)


@router.post("/meetings", permission=Verb.HOLD_MEETING, answer=MeetingDetailOut, status=201)
def meeting_plan(request: HttpRequest, body: MeetingIn) -> MeetingDetailOut:
    """Call a group's household heads together."""
    group = get_object_or_404(regions_visible_to(request.user, Verb.HOLD_MEETING), pk=body.group)
    cycle = current_cycle(group) or current_cycle(group, None)
    if cycle is None:
        raise Refused(_("本地没有正在进行的创建周期。"), who=_("由区县领导小组办公室开启周期。"))
    told = {"held_on": body.held_on, "place": body.place}
    meeting = plan_meeting(group, cycle=cycle, chair=request.user, by=request.user, **told)
    return MeetingDetailOut.of(meeting)


@router.get("/meetings/{pk}", permission=Verb.VIEW, answer=MeetingDetailOut)
def meeting_get(request: HttpRequest, pk: UUID) -> MeetingDetailOut:
    """A meeting with its roll, its panel and how far it is."""
    return MeetingDetailOut.of(meeting_of(request, pk))


@router.get("/meetings/{pk}/papers", permission=Verb.VIEW, answer=list[PaperOut])
def meeting_papers(request: HttpRequest, pk: UUID) -> list[PaperOut]:
    """What was typed in from paper about a meeting, with the scans the token may read."""
    return papers_for(request.user, meeting_of(request, pk).pk)


@router.get("/meetings/{pk}/raters", permission=Verb.HOLD_MEETING, answer=list[RaterOut])
def rater_list(request: HttpRequest, pk: UUID) -> list[RaterOut]:
    """Who may sit on the panel."""
    path = meeting_of(request, pk).region.path
    roles = rating_roles(path)
    return [RaterOut(id=user.pk, name=str(user), role=str(roles.get(user.pk, ""))) for user in possible_raters(path)]


@router.put("/meetings/{pk}/panel", permission=Verb.HOLD_MEETING, answer=MeetingDetailOut)
def panel_seat(request: HttpRequest, pk: UUID, body: PanelIn) -> MeetingDetailOut:
    """Name the raters."""
    meeting = meeting_of(request, pk)
    people = list(User.objects.filter(pk__in=body.raters))
    if len(people) != len(set(body.raters)):
        raise Absent(_("有的评分人没有找到。"))
    seat_panel(meeting, people, by=request.user)
    return MeetingDetailOut.of(meeting)


@router.put("/meetings/{pk}/roll", permission=Verb.HOLD_MEETING, answer=MeetingDetailOut)
def roll_mark(request: HttpRequest, pk: UUID, body: RollIn) -> MeetingDetailOut:
    """Write one line of the roll; the same line sent twice is one line."""
    meeting = meeting_of(request, pk)
    told = {"presence": body.presence or "", "proxy_holder_id": body.proxy_holder}
    mark_attendance(meeting, body.household, by=request.user, **told)
    return MeetingDetailOut.of(meeting)


@router.put("/meetings/{pk}/others", permission=Verb.HOLD_MEETING, answer=MeetingDetailOut)
def others_count(request: HttpRequest, pk: UUID, body: OthersIn) -> MeetingDetailOut:
    """How many heads of families that are not registered came: a number, never names."""
    return MeetingDetailOut.of(count_others(meeting_of(request, pk), number=body.number, by=request.user))


@router.post("/meetings/{pk}/open", permission=Verb.HOLD_MEETING, answer=MeetingDetailOut)
def meeting_open(request: HttpRequest, pk: UUID) -> MeetingDetailOut:
    """Declare the meeting open; refused below the quorum."""
    return MeetingDetailOut.of(open_meeting(meeting_of(request, pk), by=request.user))


@router.post("/meetings/{pk}/finish-scoring", permission=Verb.HOLD_MEETING, answer=FinishedOut)
def scoring_finish(request: HttpRequest, pk: UUID) -> FinishedOut:
    """Add up the ballots."""
    done = finish_scoring(meeting_of(request, pk), by=request.user)
    return FinishedOut(scored=done.scored, deferred=done.deferred)


@router.post("/meetings/{pk}/votes", permission=Verb.NOMINATE, answer=NominatedOut)
def votes_record(request: HttpRequest, pk: UUID, body: VotesIn) -> NominatedOut:
    """Write the votes for each family; who has a majority of those present is nominated."""
    votes = {line.candidacy: line.votes for line in body.votes}
    return NominatedOut(nominated=record_votes(meeting_of(request, pk), votes, by=request.user))


@router.post("/meetings/{pk}/close", permission=Verb.HOLD_MEETING, answer=MeetingDetailOut)
def meeting_close(request: HttpRequest, pk: UUID) -> MeetingDetailOut:
    """Declare the meeting closed."""
    return MeetingDetailOut.of(close_meeting(meeting_of(request, pk), by=request.user))
