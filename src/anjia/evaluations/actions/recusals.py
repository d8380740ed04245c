"""Who is not counted for a family: oneself, kin, or whom the family wishes to see replaced (domain A2-7)."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.evaluations.actions.returned import UNVOTED
from anjia.evaluations.actions.scoring import MIN_RATERS, WRITTEN, added_up
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, RecusalKind, Verb
from anjia.evaluations.models import Ballot, Candidacy, Recusal
from anjia.evaluations.permissions import Consequence
from anjia.evaluations.workflow import CANDIDACY
from anjia.households.family import own_only
from anjia.households.queries.kin import kin_among
from anjia.kernel import audit
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance_many

OVER = (S.NAMED, S.REFUSED, S.WITHDRAWN)


@transaction.atomic
def declare_recusal(candidacy: Candidacy, person: User, *, kind: str, by: Actor) -> Recusal:
    """Take a rater or reviewer out for one family. Kin is declared by that person or, at the family's word, by the
    village officer; an exclusion is the family's own wish and has no reason: the officer records it from paper, or
    the family itself by its code. It takes effect at once on ballots that were counted, while the meeting is open.

    Raises NotPermitted, or Refused once the person's ballot was counted for good. Declared twice, it is one recusal.
    """
    if kind == RecusalKind.REGISTRY:
        raise Refused(_("“与登记相符”由系统按登记写入，不能由人登记。"), who=_("请选择别的情形。"))
    _check_declarer(candidacy, person, kind, by)
    candidacy = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    if candidacy.state in OVER:
        raise Refused(_("这一户本周期的评选已经结束，不必再登记回避。"))
    is_counted = bool(candidacy.raters_counted) and candidacy.state not in (S.CONSENTED, S.DEFERRED, S.RETURNED)
    is_counted = is_counted and Ballot.objects.filter(candidacy=candidacy, rater=person).exists()
    if is_counted and not (kind == RecusalKind.EXCLUDED and _can_recount(candidacy)):
        raise Refused(
            _("“%(person)s”的分数已经计入。") % {"person": person},
            who=_("请由村（社区）总评以“分数待核”退回，重新评分时再登记回避。"),
        )
    recusal, is_new = Recusal.objects.get_or_create(
        household_id=candidacy.household_id,
        candidacy=candidacy,
        rater=person,
        defaults={"kind": kind, "recorded_by_id": by.pk},
    )
    if not is_new and recusal.kind == RecusalKind.REGISTRY:
        # What somebody says stays, whatever the registry will say of it.
        candidacy.recusals.filter(pk=recusal.pk).update(kind=kind, recorded_by_id=by.pk)
        recusal.refresh_from_db()
    if is_new:
        after = {"person": person.pk, "kind": kind}
        audit.record(Verb.REGISTER, recusal, by=by, after=after, region_path=candidacy.region.path)
        if is_counted:
            _recount(candidacy, by)
    return recusal


@transaction.atomic
def exclude_raters(candidacy: Candidacy, people: Iterable[User], *, by: Actor) -> list[Recusal]:
    """The family wishes not to be rated by these people, and need not say why (architecture 1)."""
    own_only(by, candidacy.household_id)
    return [declare_recusal(candidacy, person, kind=RecusalKind.EXCLUDED, by=by) for person in people]


def _can_recount(candidacy: Candidacy) -> bool:
    meeting = candidacy.meeting
    return candidacy.state in (S.SCORED, S.NOMINATED) and meeting is not None and meeting.state == MeetingState.OPEN


def _recount(candidacy: Candidacy, by: Actor) -> None:
    """The sums without the excluded: with three raters left the family keeps its place if it still passes."""
    cycle, actor = candidacy.cycle, Consequence(by)
    family = added_up(candidacy.meeting, [candidacy])[0]
    family.save(update_fields=WRITTEN)
    one = Candidacy.objects.filter(pk=family.pk)
    if family.raters_counted < MIN_RATERS:
        advance_many(one, CANDIDACY["defer"], by=actor, set=UNVOTED)
    elif not family.reaches(cycle.pass_mark_half_points or 0):
        advance_many(one, CANDIDACY["recount"], by=actor, set=UNVOTED)


def _check_declarer(candidacy: Candidacy, person: User, kind: str, by: Actor) -> None:
    declares_own = by.pk == person.pk and kind != RecusalKind.EXCLUDED and by.may(Verb.VIEW, candidacy.region.path)
    if not declares_own and not by.may(Verb.REGISTER, candidacy.region.path):
        raise NotPermitted(
            _("回避由本人申明，或由村（社区）妇联干部按家庭的意思登记。"), who=_("请联系村（社区）妇联干部。")
        )


@transaction.atomic
def end_recusal(recusal: Recusal, *, by: Actor) -> None:
    """Take a recusal back that was recorded by mistake, before the family is scored."""
    candidacy = recusal.candidacy
    if not by.may(Verb.REGISTER, candidacy.region.path):
        raise NotPermitted(_("回避登记由村（社区）妇联干部更正。"), who=_("请联系村（社区）妇联干部。"))
    if candidacy.state not in (S.DRAFT, S.CONSENTED, S.DEFERRED):
        raise Refused(_("评分已经完成，回避登记不能再改。"))
    if recusal.kind == RecusalKind.REGISTRY and _still_says_so(recusal):
        raise Refused(
            _("登记的电话或姓名仍与“%(person)s”相同，这项回避不能取消。") % {"person": recusal.rater},
            who=_("登记有误的，请先更正家庭登记或人员的姓名、电话。"),
        )
    before = {"person": recusal.rater_id, "kind": recusal.kind}
    audit.record(Verb.REGISTER, recusal, by=by, before=before, region_path=candidacy.region.path)
    recusal.delete()


def _still_says_so(recusal: Recusal) -> bool:
    return bool(kin_among([recusal.household_id], [recusal.rater]))
