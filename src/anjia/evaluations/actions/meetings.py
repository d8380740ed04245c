"""Holding a household-heads meeting: plan it, name the panel, open it with a quorum, close it (domain A5-1, B13)."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.evaluations.actions.registry_recusals import follow_registry
from anjia.evaluations.actions.returned import take_up_returned
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, Verb
from anjia.evaluations.models import Ballot, Candidacy, GroupMeeting, PanelSeat
from anjia.evaluations.paper_dates import check_within
from anjia.evaluations.permissions import cannot_rate
from anjia.evaluations.queries.meetings import Roll, roll_of
from anjia.evaluations.signals import meeting_closed
from anjia.evaluations.workflow import MEETING
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.programmes.enums import CycleState
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region

MIN_SEATS = 3
TO_BE_DISCUSSED = [S.CONSENTED, S.DEFERRED, S.SCORED]


@transaction.atomic
def plan_meeting(
    group: Region, *, cycle: ProgrammeCycle, held_on: date, by: Actor, place: str = "", chair: User | None = None
) -> GroupMeeting:
    """Call the heads of a group's households together. One meeting at a time: the one before must be closed."""
    require(by, Verb.HOLD_MEETING, group.path)
    if group.level != Region.Level.GROUP:
        raise Refused(_("户长会议按村（居）民小组召开。"), who=_("请选择一个小组。"))
    if cycle.state != CycleState.OPEN:
        raise Refused(_("周期没有开启，不能召开户长会议。"), who=_("由区县领导小组办公室开启周期。"))
    if cycle.counts_stars:
        raise Refused(_("本周期按季记星，不召开百分制评分的户长会议。一个周期只用一种评法。"))
    check_within(cycle, held_on)
    try:
        with transaction.atomic():
            meeting = GroupMeeting.objects.create(
                cycle=cycle, region=group, held_on=held_on, place=place.strip(), chaired_by=chair
            )
    except IntegrityError:
        raise Conflict(_("本组还有一次没有结束的户长会议，请先办完那一次。")) from None
    after = {"held_on": held_on, "place": meeting.place}
    audit.record(Verb.HOLD_MEETING, meeting, by=by, after=after, region_path=group.path)
    return meeting


@transaction.atomic
def seat_panel(meeting: GroupMeeting, users: Iterable[User], *, by: Actor) -> int:
    """Name the raters of the meeting; who has handed in a ballot keeps the seat. Returns how many sit."""
    path = meeting.region.path
    require(by, Verb.HOLD_MEETING, path)
    if meeting.state == MeetingState.CLOSED:
        raise Conflict(_("会议已经结束，评分小组不能再变。"))
    wanted = {user.pk for user in users}
    if cannot_rate(wanted, path):
        raise Refused(
            _("评分小组只能由本组所在村（社区）的小组长、妇联执委、居民代表、考评小组成员和村干部组成。"),
            who=_("需要时请乡镇（街道）妇联先登记相应角色。"),
        )
    seated = set(meeting.seats.values_list("user_id", flat=True))
    rated = set(Ballot.objects.filter(candidacy__meeting=meeting).order_by().values_list("rater_id", flat=True))
    if (seated - wanted) & rated:
        raise Refused(_("已经打过分的评分人不能撤下席位。"), who=_("需要不计其分数时，请登记回避。"))
    meeting.seats.filter(user__in=seated - wanted).delete()
    PanelSeat.objects.bulk_create(PanelSeat(meeting=meeting, user_id=pk) for pk in sorted(wanted - seated))
    if meeting.state == MeetingState.OPEN:
        follow_registry(meeting, by=by)
    audit.record(Verb.HOLD_MEETING, meeting, by=by, after={"panel": sorted(map(str, wanted))}, region_path=path)
    return len(wanted)


@transaction.atomic
def open_meeting(meeting: GroupMeeting, *, by: Actor) -> GroupMeeting:
    """Declare the meeting open: total and quorum are frozen, the families to be discussed belong to it from now on.

    Refused without a recorded total, below the quorum, or with fewer than three seats.
    """
    require(by, Verb.HOLD_MEETING, meeting.region.path)
    roll = roll_of(meeting)
    _check_quorum(roll)
    if meeting.held_on > timezone.localdate():
        raise Refused(
            _("会议定在 %(day)s，还没有到日子。") % {"day": meeting.held_on}, who=_("提前召开请先改会议日期。")
        )
    seats = meeting.seats.count()
    if seats < MIN_SEATS:
        raise Refused(
            _("评分小组至少 %(min)d 人，现在 %(n)d 人。") % {"min": MIN_SEATS, "n": seats},
            who=_("请在“评分小组”里补足席位。"),
        )
    frozen = {
        "households_total": roll.total,
        "quorum_needed": roll.needed,
        "opened_at": timezone.now(),
    }
    note = f"{roll.represented}/{roll.total}"
    opened = advance(meeting, MEETING["open"], by=by, note=note, set=frozen)
    waiting = Candidacy.objects.filter(cycle_id=opened.cycle_id, region_id=opened.region_id)
    waiting.filter(state__in=TO_BE_DISCUSSED).update(meeting=opened)
    take_up_returned(opened, by=by)
    follow_registry(opened, by=by)
    return opened


def _check_quorum(roll: Roll) -> None:
    if roll.total is None:
        raise Refused(
            _("还没有登记本组总户数，无法计算法定人数。"), who=_("请村（社区）妇联干部在“总户数”里登记后再开会。")
        )
    if not roll.is_enough:
        raise Refused(
            _("到会 %(n)d 户，全组 %(total)d 户至少应到 %(needed)d 户（%(share)s，%(basis)s），还差 %(missing)d 户。")
            % {
                "n": roll.represented,
                "needed": roll.needed,
                "total": roll.total,
                "missing": roll.missing,
                "share": roll.rules.quorum.shown,
                "basis": roll.rules.quorum,
            },
            who=_("请等到会户数够了再宣布开会，或改日召开。"),
        )
    if roll.represented > roll.total:
        raise Refused(
            _("到会 %(n)d 户，多于全组总户数 %(total)d 户。") % {"n": roll.represented, "total": roll.total},
            who=_("请核对点名，或由村（社区）妇联干部更正总户数。"),
        )


@transaction.atomic
def close_meeting(meeting: GroupMeeting, *, by: Actor) -> GroupMeeting:
    """End the meeting; refused while a family waits for its scores. The minutes are drawn up afterwards."""
    require(by, Verb.HOLD_MEETING, meeting.region.path)
    unscored = meeting.candidacies.filter(state=S.CONSENTED).count()
    if unscored:
        raise Refused(_("还有 %(n)d 户没有完成评分。") % {"n": unscored}, who=_("请先在会议页上“完成评分”。"))
    closed = advance(meeting, MEETING["close"], by=by, set={"closed_at": timezone.now()})
    meeting_closed.send(sender=GroupMeeting, meeting=closed, by=by)
    return closed


@transaction.atomic
def count_others(meeting: GroupMeeting, *, number: int, by: Actor) -> GroupMeeting:
    """Heads of families that are not in the registry count for the quorum: as a number, never by name (frame F5)."""
    require(by, Verb.HOLD_MEETING, meeting.region.path)
    running = GroupMeeting.objects.filter(pk=meeting.pk).exclude(state=MeetingState.CLOSED)
    if not running.update(others_present=number):
        raise Conflict(_("会议已经结束，到会户数不能再改。"))
    before = {"others_present": meeting.others_present}
    audit.record(
        Verb.HOLD_MEETING,
        meeting,
        by=by,
        before=before,
        after={"others_present": number},
        region_path=meeting.region.path,
    )
    meeting.others_present = number
    return meeting
