"""Reviews arranged: when, and by whom; many at once (domain A5-8, A2-7)."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.evaluations.enums import RecusalKind
from anjia.honours.enums import TitleState
from anjia.honours.models import Title
from anjia.households.models import Household
from anjia.kernel import audit
from anjia.kernel.bulk import insert_rows
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import under
from anjia.kernel.workflow import advance
from anjia.regions.models import Region
from anjia.rolling.enums import ReviewKind, ReviewState, Verb
from anjia.rolling.models import ReviewRecusal, TitleReview
from anjia.rolling.periods import lead
from anjia.rolling.queries import HOME, looked_after, recused_among, reviewers_of
from anjia.rolling.workflow import REVIEW

COLUMNS = (
    "id", "created_at", "updated_at", "version", "household", "title", "region", "kind", "state", "due_on",
    "planned_on", "reviewers", "channel", "note",
)  # fmt: skip
LEAST = 2
LATEST = 62
TOO_FEW = _("复核至少要有两个人。请再选一位考评小组成员。")


class Planned(NamedTuple):
    """How many reviews were arranged, and how many families still need other people."""

    arranged: int
    left_out: int


def to_plan(village: Region, today: date) -> QuerySet[Title]:
    """The titles of a village that can be reviewed now and wait for no review."""
    ready = looked_after().filter(under(HOME, village.path))
    soon = ready.filter(state__in=(TitleState.VALID, TitleState.REVIEW_DUE), review_due_on__lte=today + lead(today))
    open_ones = soon | ready.filter(state=TitleState.RECTIFYING)
    planned = TitleReview.objects.filter(state=ReviewState.PLANNED).order_by().values("title")
    return open_ones.exclude(pk__in=planned)


@transaction.atomic
def plan_reviews(
    village: Region, title_ids: Collection[uuid.UUID], *, planned_on: date, reviewers: Sequence[User], by: Actor
) -> Planned:
    """Arrange the reviews of several families in one village, in a fixed number of statements.

    Who is recused does not look at that family; where fewer than two are left it stays out and is told.
    Raises Refused for a day that is over, for too few people or for people who are not of the panel, and where none of
    the families can be reviewed now.
    """
    require(by, Verb.REVIEW, village.path)
    today = timezone.localdate()
    if not today <= planned_on or (planned_on - today).days > LATEST:
        raise Refused(_("上门日期要在今天以后两个月以内。"))
    check_people(village, reviewers)
    chosen = to_plan(village, today).filter(pk__in=list(title_ids))
    rows = list(chosen.order_by().values_list("pk", "household_id", "household__region_id", "state", "review_due_on"))
    if not rows:
        raise Refused(_("选中的家庭都已安排或登记过复核，或者还没有到期。请刷新后再看。"))
    away = recused_among([row[1] for row in rows], reviewers)
    made = [_row(row, [u for u in reviewers if u.pk not in away.get(row[1], ())], planned_on) for row in rows]
    kept = [row for row in made if len(row[COLUMNS.index("reviewers")]) >= LEAST]
    insert_rows(TitleReview, COLUMNS, kept)
    told = [(row[0], village.path, None, {"planned_on": planned_on.isoformat()}) for row in kept]
    audit.record_many(Verb.REVIEW, TitleReview._meta.label_lower, told, by=by)
    return Planned(len(kept), len(made) - len(kept))


def _row(title: tuple, people: Sequence[User], planned_on: date) -> tuple:
    pk, household, region, state, due_on = title
    now = timezone.now()
    kind = ReviewKind.RECHECK if state == TitleState.RECTIFYING else ReviewKind.ANNUAL
    ids = [str(user.pk) for user in people]
    return (
        uuid7(), now, now, 1, household, pk, region, kind, ReviewState.PLANNED, due_on, planned_on, ids, "screen", "",
    )  # fmt: skip


def check_people(village: Region, reviewers: Sequence[User]) -> None:
    """At least two, all of them of the village's panel. Raises Refused."""
    if len({user.pk for user in reviewers}) < LEAST:
        raise Refused(TOO_FEW)
    panel = set(reviewers_of(village).values_list("pk", flat=True))
    strangers = "、".join(str(user) for user in reviewers if user.pk not in panel)
    if strangers:
        raise Refused(
            _("%(names)s不是本村（社区）考评小组的成员。") % {"names": strangers},
            who=_("请从名单里选；要换人，先由乡镇（街道）妇联调整考评小组。"),
        )


@transaction.atomic
def cancel_review(review: TitleReview, *, by: Actor) -> TitleReview:
    """Take an arrangement back; the family can be arranged anew."""
    return advance(review, REVIEW["lapse"], by=by)


@transaction.atomic
def recuse_reviewer(household: Household, user: User, *, kind: str, by: Actor) -> ReviewRecusal:
    """Somebody does not look at this family: says so of oneself as kin, or the village notes the family's wish."""
    path = household.region.path
    if kind not in (RecusalKind.KIN, RecusalKind.EXCLUDED):
        raise Refused(_("请选择回避的缘由：亲属，或家庭希望换人。"))
    own = user.pk == by.pk and kind == RecusalKind.KIN and by.may(Verb.REVIEW, path)
    if not own and not by.may(Verb.PROPOSE, path):
        raise NotPermitted(
            _("回避由本人申明，或由村（社区）妇联干部按家庭的意思登记。"), who=_("请联系村（社区）妇联干部。")
        )
    recusal, is_new = ReviewRecusal.objects.get_or_create(
        household=household, user=user, defaults={"kind": kind, "recorded_by_id": by.pk}
    )
    if is_new:
        audit.record(Verb.REVIEW, recusal, by=by, after={"person": str(user.pk)}, region_path=path)
        _leave_planned(household, user)
    return recusal


def _leave_planned(household: Household, user: User) -> None:
    """Planned reviews of the family go on without that person."""
    for review in TitleReview.objects.filter(household=household, state=ReviewState.PLANNED).order_by("pk"):
        left = [pk for pk in review.reviewers if pk != str(user.pk)]
        TitleReview.objects.filter(pk=review.pk).update(reviewers=left)
