"""A family on notice stays as the notice shows it: answered to `kernel.dependents`, asked before a family changes."""

import uuid
from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.households.standing import HEAD_HELD, HELD
from anjia.kernel import dependents
from anjia.notices.enums import EntryState, NoticeKind, NoticeState
from anjia.notices.models import NoticeEntry

ON_NOTICE = _(
    "这户正在公示，公示期满以前不办变动。只是姓名写错了，请用“更正姓名”，公示会跟着改；"
    "这户不愿再公示的，请办“撤回同意”。"
)
BEFORE_DECISION = _("这户公示过的户主正等待命名，命名决定签发以后再办。姓名写错了，请用“更正姓名”。")


def shown_now(household_ids: Collection[uuid.UUID]) -> QuerySet[NoticeEntry]:
    """The lines of running notices, and of those extended for one family, that show these families."""
    listed = NoticeEntry.objects.filter(household__in=household_ids, state=EntryState.LISTED)
    running = Q(notice__state=NoticeState.RUNNING) | Q(ends_on__gte=timezone.localdate())
    return listed.filter(running, notice__kind=NoticeKind.PRE_NAMING)


def on_notice(household_ids: Collection[uuid.UUID]) -> dependents.Dependents:
    held = shown_now(household_ids).order_by().values_list("household_id", flat=True)
    return dependents.Dependents(ON_NOTICE, frozenset(held), blocks=True)


def awaiting_decision(household_ids: Collection[uuid.UUID]) -> dependents.Dependents:
    """The public read the head's name; the decision must name the same."""
    held = Candidacy.objects.filter(household__in=household_ids, state=CandidacyState.ON_NOTICE)
    ids = frozenset(held.order_by().values_list("household_id", flat=True))
    return dependents.Dependents(BEFORE_DECISION, ids, blocks=True)


dependents.register(HELD, on_notice)
dependents.register(HEAD_HELD, awaiting_decision)
