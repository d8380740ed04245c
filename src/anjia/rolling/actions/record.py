"""What a review found: the title goes on, or the family gets time to put things right (domain A5-8)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.documents.actions import store_file
from anjia.evaluations.permissions import Consequence
from anjia.honours.enums import HELD, TitleState
from anjia.honours.models import Title
from anjia.honours.workflow import TITLE
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance, advance_many
from anjia.programmes.enums import HeldStep
from anjia.programmes.models import Criterion, DeductionReason
from anjia.rolling.actions.plan import check_people
from anjia.rolling.checks import checks_of
from anjia.rolling.enums import Channel, RectificationState, ReviewKind, ReviewState, Verb
from anjia.rolling.holds import refuse_held, time_until
from anjia.rolling.models import Rectification, ReviewFinding, Revocation, TitleReview
from anjia.rolling.models.rectification import UNDER_WAY
from anjia.rolling.models.revocation import LIVE
from anjia.rolling.periods import lead, next_round, to_rectify
from anjia.rolling.queries import recused_among
from anjia.rolling.signals import review_failed
from anjia.rolling.workflow import RECTIFICATION, REVIEW, REVOCATION

SCAN_KIND = "rolling.review"
DONE = _("这一次复核刚才已经登记过了，没有重复登记。请刷新后查看结果。")


@dataclass(frozen=True)
class Look:
    """What was seen on a visit. `scan` is the paper sheet, where the result is typed in from one."""

    held_on: date
    reviewers: Sequence[User]
    findings: Sequence[tuple[Criterion, DeductionReason]] = ()
    note: str = ""
    scan: bytes = b""
    scan_name: str = ""
    days: int | None = None
    channel: str = field(default=Channel.SCREEN)


@transaction.atomic
def record_review(title: Title, look: Look, *, by: Actor, round_on: date | None = None) -> TitleReview:
    """Enter what the panel saw. Nothing missed: the title goes on; else the family gets time to put it right.

    `round_on` is the round the page showed. Raises Refused for what is not on the sheet, too early, by kin or with too
    few people; Conflict where somebody else has entered this round; NotPermitted elsewhere.
    """
    held = Title.objects.select_for_update().get(pk=title.pk)
    home = held.household.region
    require(by, Verb.REVIEW, home.path)
    _check_title(held, round_on)
    _check_look(held, look)
    review = _taken_down(held, look, by)
    settle = _recheck if review.kind == ReviewKind.RECHECK else _annual
    settle(held, review, look, by)
    review.refresh_from_db()
    return review


def _check_title(title: Title, round_on: date | None) -> None:
    if title.state not in HELD:
        raise Refused(
            _("这户现在没有可以复核的称号。") if title.state != TitleState.WITHDRAWN else _("这户已退出，不再复核。")
        )
    if round_on is not None and title.review_due_on != round_on:
        raise Conflict(DONE)
    home = title.household.region
    if not title.household.is_active:
        raise Refused(_("这户已经不在登记册里，称号到期自然终止，不再复核。"))
    if not home.is_valid_on():
        raise Refused(
            _("“%(name)s”已经撤并，不能在这里复核。") % {"name": home},
            who=_("请先在登记册把这户迁到接续它的小组，由那里的村（社区）复核。"),
        )


def _check_look(title: Title, look: Look) -> None:
    today, is_recheck = timezone.localdate(), title.state == TitleState.RECTIFYING
    if look.held_on > today:
        raise Refused(_("复核日期不能晚于今天。请填写实际上门的日期。"))
    opens = title.review_due_on - lead(look.held_on)
    if not is_recheck and look.held_on < opens:
        raise Refused(
            _("这户 %(due)s 复核到期，从 %(opens)s 起可以办理。") % {"due": title.review_due_on, "opens": opens}
        )
    if look.channel == Channel.PAPER and not look.scan:
        raise Refused(_("按纸质复核表录入的，请附上复核表的扫描件或照片。"))
    check_people(title.household.region.parent, look.reviewers)
    away = recused_among([title.household_id], look.reviewers).get(title.household_id, set())
    names = "、".join(str(user) for user in look.reviewers if user.pk in away)
    if names:
        raise Refused(_("%(names)s应当回避，不能复核这一户。请换一位考评小组成员。") % {"names": names})
    _check_findings(title, look)


def _check_findings(title: Title, look: Look) -> None:
    offered = {check.criterion.pk: {reason.pk for reason in check.reasons} for check in checks_of(title)}
    seen: set[uuid.UUID] = set()
    for criterion, reason in look.findings:
        if reason.pk not in offered.get(criterion.pk, ()):
            raise Refused(_("“%(reason)s”不在复核表里。请从列表中选择原因。") % {"reason": reason})
        if criterion.pk in seen:
            raise Refused(_("“%(criterion)s”填了两次，每条只填一次。") % {"criterion": criterion})
        seen.add(criterion.pk)


def _taken_down(title: Title, look: Look, by: Actor) -> TitleReview:
    """The planned review of the family, or a new one, with what was seen and passed or failed."""
    kind = ReviewKind.RECHECK if title.state == TitleState.RECTIFYING else ReviewKind.ANNUAL
    own = {"household_id": title.household_id, "title": title}
    planned = TitleReview.objects.filter(**own, state=ReviewState.PLANNED).first()
    told = {
        "kind": kind,
        "due_on": title.review_due_on,
        "region": title.household.region_id,
        "held_on": look.held_on,
        "reviewers": [str(user.pk) for user in look.reviewers],
        "channel": look.channel,
        "scan_file_id": _filed(title, look, by),
        "note": look.note.strip(),
        "recorded_by_id": by.pk,
        "recorded_on": timezone.localdate(),
    }
    review = planned or TitleReview.objects.create(**own, region=title.household.region, due_on=title.review_due_on)
    try:
        with transaction.atomic():
            advance(review, REVIEW["fail" if look.findings else "pass"], by=Consequence(by), set=told)
    except IntegrityError as error:
        raise Conflict(DONE) from error
    rows = [
        ReviewFinding(household_id=title.household_id, review=review, criterion=criterion, reason=reason)
        for criterion, reason in look.findings
    ]
    ReviewFinding.objects.bulk_create(rows)
    return review


def _filed(title: Title, look: Look, by: Actor) -> uuid.UUID | None:
    if not look.scan:
        return None
    path = title.household.region.path
    return store_file(look.scan, name=look.scan_name or "scan", kind=SCAN_KIND, region_path=path, by=by).pk


def _annual(title: Title, review: TitleReview, look: Look, by: Actor) -> None:
    if not look.findings:
        following = next_round(title.review_due_on, look.held_on)
        advance(title, TITLE["pass_review"], by=Consequence(by), set={"review_due_on": following})
        return
    today = timezone.localdate()
    advance(title, TITLE["fail_review"], by=Consequence(by))
    Rectification.objects.create(
        household_id=title.household_id, title=title, review=review, region_id=title.household.region_id,
        issued_on=today, due_on=today + timedelta(days=_days(look, today)),
    )  # fmt: skip
    review_failed.send(sender=TitleReview, review=review, by=by)


def _days(look: Look, today: date) -> int:
    allowed = to_rectify(today)
    days = allowed.usual if look.days is None else look.days
    if not allowed.least <= days <= allowed.most:
        raise Refused(_("整改期要在 %(least)d 天到 %(most)d 天之间。") % {"least": allowed.least, "most": allowed.most})
    return days


def _recheck(title: Title, review: TitleReview, look: Look, by: Actor) -> None:
    """Put right: the title goes on, also after the time was over and while its revocation is under way."""
    rows = Rectification.objects.filter(title=title, household_id=title.household_id, state__in=UNDER_WAY)
    running = rows.first()
    if running is None:
        raise Conflict(DONE)
    if not look.findings:
        keep_title(title, look.held_on, by, "pass_recheck")
        return
    refuse_held(title, HeldStep.RECHECK)
    last = time_until(running)
    if look.held_on <= last:
        raise Refused(_("整改期到 %(day)s，期满以前只登记“整改到位”。家庭还没有改好的，期满后再复查。") % {"day": last})
    if running.state == RectificationState.OPEN:
        advance(running, RECTIFICATION["miss"], by=Consequence(by))
        review_failed.send(sender=TitleReview, review=review, by=by)


def keep_title(title: Title, day: date, by: Actor, step: str, **told: object) -> Title:
    """The family keeps its title: what ran against it ends, the next round is set. `told` is written besides."""
    actor, now = Consequence(by), timezone.now()
    own = {"title": title, "household_id": title.household_id}
    advance_many(Revocation.objects.filter(**own, state__in=LIVE), REVOCATION["lapse"], by=actor)
    met = RECTIFICATION["meet" if step == "pass_recheck" else "settle"]
    advance_many(Rectification.objects.filter(**own), met, by=actor, set={"settled_at": now})
    following = next_round(title.review_due_on, day)
    return advance(title, TITLE[step], by=actor, set={"review_due_on": following, **told})


@transaction.atomic
def extend_rectification(rectification: Rectification, *, due_on: date, by: Actor) -> Rectification:
    """More time, while the time runs; all of it together within the longest."""
    held = Rectification.objects.select_for_update().get(pk=rectification.pk)
    require(by, Verb.REVIEW, held.household.region.path)
    last = held.issued_on + timedelta(days=to_rectify(held.issued_on).most)
    if held.state != RectificationState.OPEN:
        raise Conflict(_("这次整改已经办结，不能再延期。"))
    if not held.due_on < due_on <= last:
        raise Refused(_("延长后的期限要晚于 %(now)s，最晚到 %(last)s。") % {"now": held.due_on, "last": last})
    before = {"due_on": held.due_on.isoformat()}
    held.due_on, held.extensions = due_on, held.extensions + 1
    held.save(update_fields=["due_on", "extensions", "updated_at"])
    audit_extension(held, before, by)
    return held


def audit_extension(held: Rectification, before: dict[str, str], by: Actor) -> None:
    after = {"due_on": held.due_on.isoformat()}
    audit.record(Verb.REVIEW, held, by=by, before=before, after=after, region_path=held.region.path)
