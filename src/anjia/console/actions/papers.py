"""What stands on a paper becomes what would have been done on the screen; the paper's scan is kept as its proof."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.console.paper.catalogue import BY_KEY
from anjia.documents.actions import Paper
from anjia.documents.actions import keep_paper as keep
from anjia.documents.actions.keep_paper import note_of
from anjia.documents.models import KeptPaper
from anjia.evaluations.actions import (
    count_others,
    give_opinion,
    mark_attendance,
    open_meeting,
    plan_meeting,
    seat_panel,
)
from anjia.evaluations.enums import Presence
from anjia.evaluations.models import Candidacy, GroupMeeting
from anjia.evaluations.paper_dates import check_not_to_come, check_within
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region

FILE_KIND = "console.paper"
Scan = tuple[str, bytes]
Decision = tuple[str, str]


@transaction.atomic
def keep_paper(
    form: str,
    region: Region,
    *,
    cycle: ProgrammeCycle,
    dated_on: date,
    scan: Scan,
    by: Actor,
    meeting: GroupMeeting | None = None,
) -> KeptPaper:
    """Keep the scan of a paper with its date, under the verb of whoever carries out what stands on it.

    A meeting's papers (roll, proxies, scores, tally, minutes) hang on it and bear its day.
    """
    kind = BY_KEY.get(form)
    if kind is None:
        raise Refused(_("没有这种表。"), who=_("请从“纸上办一年”里选。"))
    require(by, kind.verb, region.path)
    check_not_to_come(dated_on)
    check_within(cycle, dated_on)
    if meeting is not None and dated_on != meeting.held_on:
        raise Refused(
            _("纸上的日期是 %(day)s，这次会议是 %(held)s 开的。") % {"day": dated_on, "held": meeting.held_on},
            who=_("请选对会议，或对照纸上的日期。"),
        )
    subject = meeting.pk if meeting else None
    paper = Paper(dated_on, scan=scan)
    return keep(paper, form, region, file_kind=FILE_KIND, subject_id=subject, cycle_id=cycle.pk, by=by)


@transaction.atomic
def type_in_meeting(
    group: Region,
    *,
    cycle: ProgrammeCycle,
    held_on: date,
    place: str,
    present: Collection[uuid.UUID],
    proxies: Mapping[uuid.UUID, uuid.UUID],
    others: int,
    raters: Collection[User],
    scan: Scan,
    by: Actor,
) -> GroupMeeting:
    """A meeting that was held on paper: planned, rolled, seated and opened at once; scores and votes follow.

    `proxies` are family to the family that held its proxy. Quorum and dates are checked as on the day itself.
    """
    check_not_to_come(held_on)
    chair = by if isinstance(by, User) else None
    meeting = plan_meeting(group, cycle=cycle, held_on=held_on, place=place, chair=chair, by=by)
    for family in present:
        mark_attendance(meeting, family, presence=Presence.IN_PERSON, by=by)
    for family, holder in proxies.items():
        mark_attendance(meeting, family, presence=Presence.BY_PROXY, proxy_holder_id=holder, by=by)
    meeting = count_others(meeting, number=others, by=by)
    seat_panel(meeting, raters, by=by)
    meeting = open_meeting(meeting, by=by)
    keep_paper("roll", group, cycle=cycle, dated_on=held_on, scan=scan, meeting=meeting, by=by)
    return meeting


@transaction.atomic
def type_in_opinions(
    step: str,
    place: Region,
    *,
    cycle: ProgrammeCycle,
    decisions: Mapping[uuid.UUID, Decision],
    decided_on: date,
    scan: Scan,
    by: Actor,
) -> int:
    """A list that was signed on paper: candidacy id to outcome and reason. All of it is carried out, or nothing."""
    if not decisions:
        raise Refused(_("一户也没有填。"), who=_("请照纸上的勾逐户选。"))
    for decision in sorted(set(decisions.values())):
        ids = [pk for pk, given in decisions.items() if given == decision]
        outcome, reason = decision
        chosen = Candidacy.objects.filter(pk__in=ids)
        give_opinion(chosen, step, outcome, reason=reason, note=note_of(decided_on), decided_on=decided_on, by=by)
    keep_paper(step, place, cycle=cycle, dated_on=decided_on, scan=scan, by=by)
    return len(decisions)
