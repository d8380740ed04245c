"""Who does not record a family: oneself, kin, or whom the family wishes to see replaced (domain A2-7)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.households.models import Household
from anjia.kernel import audit
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.permissions import Actor
from anjia.programmes.models import ProgrammeCycle
from anjia.stars.enums import RecusalKind, Verb
from anjia.stars.models import StarRecusal


@transaction.atomic
def declare_star_recusal(
    cycle: ProgrammeCycle, household: Household, member: User, *, kind: str, by: Actor
) -> StarRecusal:
    """Keep a member of the panel away from a family for this cycle. Oneself and kin are declared by that person; the
    village officer records it from paper, and what the family asks for. Declared twice, it is one recusal.
    """
    path = household.region.path
    declares_own = by.pk == member.pk and kind != RecusalKind.EXCLUDED and by.may(Verb.RECORD, path)
    if not declares_own and not by.may(Verb.CORRECT, path):
        raise NotPermitted(_("回避由本人申明，或由村（社区）妇联干部按家庭的意思登记。"))
    if not cycle.counts_stars:
        raise Refused(_("本周期用百分制评分，不记星。一个周期只用一种评法。"))
    if kind not in RecusalKind.values:
        raise Refused(_("请从列表里选择回避原因。"))
    recusal, is_new = StarRecusal.objects.get_or_create(
        household=household, cycle=cycle, member=member, defaults={"kind": kind, "recorded_by_id": by.pk}
    )
    if is_new:
        audit.record(Verb.RECORD, recusal, by=by, after={"member": member.pk, "kind": kind}, region_path=path)
    return recusal
