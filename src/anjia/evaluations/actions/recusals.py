"""Who is not counted for a family: oneself, kin, or whom the family wishes to see replaced (domain A2-7)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import RecusalKind, Verb
from anjia.evaluations.models import Ballot, Candidacy, Recusal
from anjia.kernel import audit
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.permissions import Actor

OVER = (S.NAMED, S.REFUSED, S.WITHDRAWN)


@transaction.atomic
def declare_recusal(candidacy: Candidacy, person: User, *, kind: str, by: Actor) -> Recusal:
    """Take a rater or reviewer out for one family. Kin is declared by that person or, at the family's word, by the
    village officer; an exclusion is the family's own wish, has no reason, and only the officer records it.

    Raises NotPermitted, or Refused once the person's ballot was counted. Declared twice, it is one recusal.
    """
    _check_declarer(candidacy, person, kind, by)
    if candidacy.state in OVER:
        raise Refused(_("这一户本周期的评选已经结束，不必再登记回避。"))
    is_counted = candidacy.raters_counted and Ballot.objects.filter(candidacy=candidacy, rater=person).exists()
    if is_counted and candidacy.state not in (S.CONSENTED, S.DEFERRED):
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
    if is_new:
        after = {"person": person.pk, "kind": kind}
        audit.record(Verb.REGISTER, recusal, by=by, after=after, region_path=candidacy.region.path)
    return recusal


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
    before = {"person": recusal.rater_id, "kind": recusal.kind}
    audit.record(Verb.REGISTER, recusal, by=by, before=before, region_path=candidacy.region.path)
    recusal.delete()
