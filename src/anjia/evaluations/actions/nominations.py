"""The meeting's vote on each family: a majority of those present nominates (domain A5-1, B13)."""

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, Verb
from anjia.evaluations.models import Candidacy, GroupMeeting
from anjia.evaluations.queries.meetings import roll_of
from anjia.evaluations.workflow import CANDIDACY
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance_many
from anjia.programmes.enums import HeldStep
from anjia.programmes.holds import held


@transaction.atomic
def record_votes(meeting: GroupMeeting, votes: Mapping[uuid.UUID, int], *, by: Actor) -> list[uuid.UUID]:
    """Write the votes for each family (candidacy id to votes of the households present); returns who is nominated.

    Raises Refused for a family below the pass mark or more votes than present, Conflict where one was voted on or
    left meanwhile. Who has no majority stays scored, with its votes.
    """
    require(by, Verb.NOMINATE, meeting.region.path)
    if meeting.state != MeetingState.OPEN:
        raise Conflict(_("会议不在进行中，不能计票。"))
    roll = roll_of(meeting)
    present = roll.represented
    families = list(Candidacy.objects.filter(meeting=meeting, state=S.SCORED, pk__in=votes).select_related("household"))
    if len(families) != len(votes):
        raise Conflict(_("有家庭已经计过票或已退出，请刷新后再填。"))
    _check_holds(families)
    for family in families:
        _check(family, votes[family.pk], present, meeting.cycle.pass_mark_half_points or 0)
        family.votes_for, family.voters_present = votes[family.pk], present
    Candidacy.objects.bulk_update(families, ["votes_for", "voters_present"], batch_size=500)
    _record(meeting, votes, present, by)
    passed = [family.pk for family in families if votes[family.pk] >= roll.majority]
    return advance_many(Candidacy.objects.filter(pk__in=passed), CANDIDACY["nominate"], by=by)


def _check_holds(families: list[Candidacy]) -> None:
    """A vote on a contested score would have to be taken again."""
    waiting = held([family.pk for family in families], HeldStep.NOMINATION)
    names = [str(family) for family in families if family.pk in waiting]
    if names:
        raise Refused(
            _("“%(names)s”对评分有申诉，还没有答复，这次先不表决。") % {"names": "、".join(names[:4])},
            who=_("请把这几户留空。答复以后，下一次户长会议再表决。"),
        )


def _check(family: Candidacy, votes: int, present: int, pass_mark: int) -> None:
    if votes > present or votes < 0:
        raise Refused(
            _("“%(family)s”得 %(votes)d 票，多于到会的 %(present)d 户。")
            % {"family": family, "votes": votes, "present": present},
            who=_("请核对票数或点名。"),
        )
    if not family.reaches(pass_mark):
        raise Refused(
            _("“%(family)s”未达合格分，不能推举。") % {"family": family},
            who=_("合格分在首次评分时已经锁定，任何人不能为一户改动。"),
        )


def _record(meeting: GroupMeeting, votes: Mapping[uuid.UUID, int], present: int, by: Actor) -> None:
    entries = [
        (pk, meeting.region.path, None, {"votes_for": count, "voters_present": present}) for pk, count in votes.items()
    ]
    audit.record_many(Verb.NOMINATE, Candidacy._meta.label_lower, entries, by=by)
