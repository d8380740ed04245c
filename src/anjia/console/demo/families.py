"""The families' part: a roster imported, consents proven, meetings held, and each group left at another step.

Group 1 is named, 2 stands on notice, 4 waits for the town, 10 for the village; in 5 a meeting is planned; the rest
still need proof of consent.
"""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from anjia.accounts.models import User
from anjia.console.demo.ground import Ground
from anjia.documents.papers import ConsentSheet, SheetRows
from anjia.documents.render import render_consent_sheet
from anjia.evaluations.actions import (
    close_meeting,
    count_others,
    finish_scoring,
    give_opinion,
    mark_attendance,
    open_meeting,
    plan_meeting,
    record_ballot,
    record_votes,
    seat_panel,
)
from anjia.evaluations.enums import CandidacyState, Outcome, Presence, Step
from anjia.evaluations.models import Candidacy, GroupMeeting
from anjia.honours.actions import decide_naming, draft_decision, sign_decision
from anjia.households.actions import confirm_import, prove_by_sheet, upload_roster
from anjia.households.models import Household
from anjia.kernel.jobs import run_pending
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.workflow import advance
from anjia.notices.actions import publish_notice
from anjia.notices.models import PublicNotice
from anjia.notices.workflow import NOTICE
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region
from anjia.regions.queries import household_total_of

ROSTER = Path(__file__).parent / "data" / "roster_clean.xlsx"
PROVEN = ("1组", "2组", "4组", "5组", "10组")
MET = ("1组", "2组", "4组", "10组")


def bring_families(ground: Ground, cycle: ProgrammeCycle) -> None:
    """Everything up to the families' places in the year."""
    officer = ground.user("village_officer", ground.first)
    batch = upload_roster(ROSTER.read_bytes(), name=ROSTER.name, region=ground.first, by=officer)
    confirm_import(batch, by=officer)
    run_pending()
    groups = {group.name: group for group in ground.first.children.all()}
    for name in PROVEN:
        _prove(groups[name], officer)
    for name in MET:
        _meet(ground, cycle, groups[name])
    today = timezone.localdate()
    plan_meeting(groups["5组"], cycle=cycle, held_on=today + timedelta(days=3), place="社区活动室", by=officer)
    _name_first_group(ground, cycle, groups["1组"])
    _opinions(ground, groups["2组"], upto=Step.TOWN_APPROVAL)
    publish_notice(ground.first, cycle, by=officer)
    _opinions(ground, groups["4组"], upto=Step.FEDERATION_OPINION)
    run_pending()


def _prove(group: Region, officer: User) -> None:
    """One signature sheet for the group; every second family agrees to be shown by its full name."""
    families = list(Household.objects.filter(region=group).order_by("head_name", "pk"))
    sheet = ConsentSheet(
        title="参加平安家庭创建同意签字表",
        place=f"{group.parent.name}{group.name}",
        statements=("自愿参加，随时可以撤回。", "同意公示全名的，请另行签字。"),
        pages=[SheetRows("", "", [(family.head_name, family.address) for family in families])],
    )
    prove_by_sheet(
        render_consent_sheet(sheet),
        name=f"{group.name}签字表.pdf",
        region=group.parent,
        participate=[family.pk for family in families],
        publish=[family.pk for family in families[::2]],
        by=officer,
    )


def _meet(ground: Ground, cycle: ProgrammeCycle, group: Region) -> GroupMeeting:
    """Hold the group's meeting: roll, panel, scores, votes, minutes."""
    officer = ground.user("village_officer", ground.first)
    raters = [
        ground.user(role, ground.first)
        for role in ("federation_exec_member", "resident_representative", "village_panel_member")
    ]
    today = timezone.localdate()
    meeting = plan_meeting(group, cycle=cycle, held_on=today, place="社区活动室", by=officer)
    families = Candidacy.objects.filter(region=group, cycle=cycle, state=CandidacyState.CONSENTED).order_by("pk")
    for family in families:
        mark_attendance(meeting, family.household_id, presence=Presence.IN_PERSON, by=officer)
    total = household_total_of(group)
    count_others(meeting, number=max(0, total.households - len(families) - 1) if total else 0, by=officer)
    meeting.refresh_from_db()
    seat_panel(meeting, raters, by=officer)
    meeting = open_meeting(meeting, by=officer)
    _score(meeting, raters, cycle)
    finish_scoring(meeting, by=officer)
    if group.name != "10组":
        scored = Candidacy.objects.filter(meeting=meeting, state=CandidacyState.SCORED)
        good = [family for family in scored if family.reaches(cycle.pass_mark_half_points)]
        record_votes(meeting, {family.pk: 20 for family in good}, by=officer)
        close_meeting(meeting, by=officer)
    return meeting


def _score(meeting: GroupMeeting, raters: list[User], cycle: ProgrammeCycle) -> None:
    """Exceptions only: here and there a point off for what could be seen on the day."""
    seen = {
        criterion: criterion.reasons.filter(is_missing_credit=False).first()
        for criterion in cycle.standard_version.criteria.all()
    }
    visible = [(criterion, reason) for criterion, reason in seen.items() if reason]
    families = Candidacy.objects.filter(meeting=meeting, state=CandidacyState.CONSENTED).order_by("pk")
    for number, family in enumerate(families.select_related("region", "meeting", "cycle")):
        for rater in raters:
            criterion, reason = visible[number % len(visible)]
            off = [(criterion, reason, min(2, reason.max_half_points), None)] if number % 3 == 0 else []
            record_ballot(family, rater, off, by=rater)


def _opinions(ground: Ground, group: Region, *, upto: str) -> None:
    """Village review, the federation's opinion, the town's approval, as far as `upto`."""
    steps = (
        (Step.VILLAGE_REVIEW, CandidacyState.NOMINATED, ground.user("village_panel_member", ground.first)),
        (Step.FEDERATION_OPINION, CandidacyState.REVIEWED, ground.user("town_federation", ground.town)),
        (Step.TOWN_APPROVAL, CandidacyState.ENDORSED, ground.user("town_leading_group", ground.town)),
    )
    for step, state, by in steps:
        give_opinion(Candidacy.objects.filter(region=group, state=state), step, Outcome.ACCEPT, by=by)
        if step == upto:
            return


def _name_first_group(ground: Ground, cycle: ProgrammeCycle, group: Region) -> None:
    """The whole way for one group. Its notice is put back in time, since its days cannot be waited for."""
    _opinions(ground, group, upto=Step.TOWN_APPROVAL)
    notice = publish_notice(ground.first, cycle, by=ground.user("village_officer", ground.first))
    today, long_ago = timezone.localdate(), timezone.now() - timedelta(days=12)
    dates = {"starts_on": today - timedelta(days=12), "counted_from": today - timedelta(days=12)}
    PublicNotice.objects.filter(pk=notice.pk).update(**dates, published_at=long_ago)
    ended = {"ends_on": today - timedelta(days=2), "ended_at": timezone.now() - timedelta(days=1)}
    advance(notice, NOTICE["end"], by=SYSTEM, set=ended)
    leading = ground.user("town_leading_group", ground.town)
    decision = draft_decision(ground.town, cycle, by=ground.user("town_federation", ground.town))
    decision = decide_naming(decision, met_on=today, by=leading)
    sign_decision(decision, signer_name="周某", by=ground.user("district_office", ground.district))
