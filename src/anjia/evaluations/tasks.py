"""Background work of the slice: the rosters of the steps and the minutes of the meetings, as files."""

import uuid
from functools import partial
from typing import Any

from anjia.accounts.models import User
from anjia.documents.actions import store_file
from anjia.documents.render.excel import render_roster_xlsx
from anjia.documents.render.minutes import render_minutes
from anjia.documents.render.roster import render_roster
from anjia.evaluations.actions.rosters import JOB as ROSTER_JOB
from anjia.evaluations.hooks import MINUTES_FILE, ROSTER_FILE
from anjia.evaluations.models import GroupMeeting, StepRoster
from anjia.evaluations.papers import minutes_of, roster_of
from anjia.kernel.jobs import Progress, job
from anjia.kernel.permissions import SYSTEM, Actor

MINUTES_JOB = "evaluations.minutes"


@job(ROSTER_JOB)
def draw_roster(progress: Progress, roster_id: str) -> dict[str, Any]:
    """Set a step's roster and keep it as Excel and PDF; done twice, it is there once."""
    roster = StepRoster.objects.select_related("region", "cycle").get(pk=uuid.UUID(roster_id))
    if roster.pdf_file_id:
        return {"families": roster.families}
    paper = roster_of(roster)
    keep = partial(store_file, kind=ROSTER_FILE, region_path=roster.region.path, by=_actor(roster.made_by_id))
    progress.report(0, 2)
    excel = keep(render_roster_xlsx(paper), name=f"{paper.title}.xlsx")
    progress.report(1, 2)
    pdf = keep(render_roster(paper), name=f"{paper.title}.pdf")
    StepRoster.objects.filter(pk=roster.pk).update(excel_file_id=excel.pk, pdf_file_id=pdf.pk)
    return {"families": roster.families}


@job(MINUTES_JOB)
def draw_minutes(progress: Progress, meeting_id: str, by_id: str) -> dict[str, Any]:
    """Set the minutes of a closed meeting and keep them; done twice, they are there once."""
    meetings = GroupMeeting.objects.select_related("region__parent", "cycle", "chaired_by")
    meeting = meetings.get(pk=uuid.UUID(meeting_id))
    if meeting.minutes_file_id:
        return {}
    paper = minutes_of(meeting)
    actor = _actor(uuid.UUID(by_id) if by_id else None)
    stored = store_file(
        render_minutes(paper),
        name=f"{paper.title}.pdf",
        kind=MINUTES_FILE,
        region_path=meeting.region.path,
        by=actor,
    )
    GroupMeeting.objects.filter(pk=meeting.pk).update(minutes_file_id=stored.pk)
    return {}


def _actor(user_id: uuid.UUID | None) -> Actor:
    return User.objects.filter(pk=user_id).first() or SYSTEM
