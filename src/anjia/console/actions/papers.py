"""What stands on a paper becomes what would have been done on the screen; the paper's scan is kept as its proof."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.console.models import TypedPaper
from anjia.console.paper.catalogue import BY_KEY
from anjia.documents.actions import store_file
from anjia.documents.enums import MediaType
from anjia.documents.scans import count_pages
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
from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region

FILE_KIND = "console.paper"
SCANS = {MediaType.PDF, MediaType.JPEG, MediaType.PNG}
Scan = tuple[str, bytes]
Decision = tuple[str, str]


@transaction.atomic
def keep_paper(
    form: str, region: Region, *, cycle: ProgrammeCycle, dated_on: date, scan: Scan, by: Actor
) -> TypedPaper:
    """Keep the scan of a paper with its date, under the verb of whoever carries out what stands on it."""
    kind = BY_KEY.get(form)
    if kind is None:
        raise Refused(_("没有这种表。"), who=_("请从“纸上办一年”里选。"))
    require(by, kind.verb, region.path)
    check_not_to_come(dated_on)
    check_within(cycle, dated_on)
    name, data = scan
    stored = store_file(data, name=name, kind=FILE_KIND, region_path=region.path, by=by)
    if stored.media_type not in SCANS:
        raise Refused(_("扫描件只接受 PDF 和照片（JPG、PNG）。"))
    count_pages(data, stored.media_type)
    paper = TypedPaper.objects.create(
        cycle=cycle, region=region, form=form, dated_on=dated_on, scan_id=stored.pk, typed_by_id=by.pk
    )
    after = {"form": form, "dated_on": dated_on, "scan": stored.pk}
    audit.record(kind.verb, paper, by=by, after=after, note=note_of(dated_on), region_path=region.path)
    return paper


def note_of(dated_on: date) -> str:
    """How the trail says that something was typed in from paper."""
    return f"代办：按纸质表录入，纸上日期 {dated_on:%Y-%m-%d}"


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
    keep_paper("roll", group, cycle=cycle, dated_on=held_on, scan=scan, by=by)
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
