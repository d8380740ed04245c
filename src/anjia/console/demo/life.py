"""The life of an honour: families named in earlier years, looked at again, and what they contest.

Their titles are entered from a list, as a town does that begins in mid-year.
"""

import io
from datetime import date, timedelta
from functools import cache

import xlsxwriter
from django.utils import timezone

from anjia.accounts.models import User
from anjia.appeals.actions import OnPaper, decide_appeal, file_appeal
from anjia.appeals.enums import Ground as Reason
from anjia.appeals.models import Appeal
from anjia.appeals.queries import open_to
from anjia.console.demo.ground import Ground
from anjia.documents.papers import Letter
from anjia.documents.render import render_letter
from anjia.honours.actions import confirm_adoption, upload_titles
from anjia.honours.models import Title
from anjia.households.actions import prove_by_sheet
from anjia.households.models import Household
from anjia.programmes.models import Criterion, DeductionReason
from anjia.regions.models import Region
from anjia.rolling.actions import (
    Look,
    approve_revocation,
    deliver_decision,
    plan_reviews,
    propose_revocation,
    record_hearing,
    record_review,
)
from anjia.rolling.checks import checks_of
from anjia.rolling.enums import Hearing
from anjia.rolling.models import Rectification, Revocation, TitleReview

HEADER = ("户主姓名", "村（社区）", "小组", "发文字号", "命名日期", "证书编号", "同意公开", "同意参加")
ORGAN = "芦淞区妇女联合会"
# So many days ago the first reviews were held, and so many a family had to put things right.
AGO, TIME = 66, 60
# Named so many days ago, under which number, who; each then goes its own way below.
LAST_YEAR, BEFORE = 372, 725
DUE = ("易长生", "游秀兰", "晏志强", "文桂香")
CONTESTING = ("阳建新", "柳月娥")
ANSWERED = ("欧阳春", "庄小莲")
RECTIFYING = ("章国平",)
TO_REVOKE = ("龙四海", "成冬生", "聂大为")
RENEWABLE = ("左明珠", "凌云飞")
WHY = "整改期满后复查，楼道杂物仍未清理。"
Finding = tuple[Criterion, DeductionReason]


def live_on(ground: Ground) -> list[Household]:
    """Reviews due, planned, passed, failed; times to put right; revocations on their way; appeals open and answered.

    Returns the families whose cards are worth trying.
    """
    village = ground.others[0]
    titles = _enter(ground, village)
    _plan(ground, village, [titles[name] for name in DUE])
    for name in RENEWABLE:
        _passed(ground, village, titles[name])
    for name in (*RECTIFYING, *CONTESTING, *ANSWERED, *TO_REVOKE):
        _missed(ground, village, titles[name])
    _contest(ground, village, titles)
    cases = [_propose(ground, village, titles[name]) for name in TO_REVOKE]
    _go_on(ground, village, cases)
    return [titles[name].household for name in (RECTIFYING[0], ANSWERED[0], TO_REVOKE[-1])]


def _enter(ground: Ground, village: Region) -> dict[str, Title]:
    """The list is read, its families agree again on a sheet, and each name leads to its title."""
    today, group = timezone.localdate(), village.children.order_by("path").first()
    recent = (*DUE, *CONTESTING, *ANSWERED, *RECTIFYING, *TO_REVOKE)
    rows = [_row(name, group, today - timedelta(days=LAST_YEAR), 3) for name in recent]
    rows += [_row(name, group, today - timedelta(days=BEFORE), 2) for name in RENEWABLE]
    federation = ground.user("town_federation", ground.town)
    batch = upload_titles(_sheet(rows), name="往年命名.xlsx", region=village, issuing_organ=ORGAN, by=federation)
    confirm_adoption(batch, by=federation)
    titles = Title.objects.filter(adoption_id=batch.pk).select_related("household__region__parent", "decision")
    families = [title.household_id for title in titles]
    prove_by_sheet(
        _paper("参加平安家庭创建同意签字表"),
        name="往年家庭签字表.pdf",
        region=village,
        participate=families,
        publish=families[::2],
        by=ground.user("village_officer", village),
    )
    return {title.head_name: title for title in titles}


def _row(name: str, group: Region, day: date, series: int) -> tuple[str, ...]:
    number = f"芦妇〔{day.year}〕{series}号"
    village = group.parent.name if group.parent else ""
    return (name, village, group.name, number, day.isoformat(), "", "是", "是")


def _sheet(rows: list[tuple[str, ...]]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet("往年命名")
    for at, row in enumerate([HEADER, *rows]):
        page.write_row(at, 0, row)
    book.close()
    return target.getvalue()


@cache
def _paper(title: str) -> bytes:
    """A signed paper, as it were."""
    return render_letter(
        Letter(
            title=title,
            number="",
            addressee="村（社区）居民委员会",
            facts=(),
            paragraphs=("示例，内容从略。",),
            signer="本户",
            signed_on=timezone.localdate(),
        )
    )


def _panel(ground: Ground, village: Region) -> list[User]:
    return [ground.user(role, village) for role in ("village_panel_member", "federation_exec_member")]


def _plan(ground: Ground, village: Region, due: list[Title]) -> None:
    """Two of those that are due have a day on which somebody comes."""
    plan_reviews(
        village,
        [title.pk for title in due[:2]],
        planned_on=timezone.localdate() + timedelta(days=4),
        reviewers=_panel(ground, village),
        by=ground.user("village_officer", village),
    )


def _look(ground: Ground, title: Title, day: date, findings: list[Finding], note: str = "") -> None:
    village = title.household.region.parent
    look = Look(held_on=day, reviewers=_panel(ground, village), findings=findings, note=note)
    record_review(title, look, by=ground.user("village_officer", village))


def _passed(ground: Ground, village: Region, title: Title) -> None:
    """Both reviews of the two years."""
    today = timezone.localdate()
    _look(ground, title, today - timedelta(days=340), [])
    _look(ground, Title.objects.select_related("household__region__parent", "decision").get(pk=title.pk), today, [])


def _seen(title: Title, count: int) -> list[Finding]:
    return [(check.criterion, check.reasons[0]) for check in checks_of(title)[-count:]]


def _missed(ground: Ground, village: Region, title: Title) -> None:
    found = 2 if title.head_name in ANSWERED else 1
    day = timezone.localdate() - timedelta(days=AGO if title.head_name in TO_REVOKE else 3)
    _look(ground, title, day, _seen(title, found), "当天看到的情况已当面说明。")


def _contest(ground: Ground, village: Region, titles: dict[str, Title]) -> None:
    """Two wait for their answer; of two that are answered one was right in part."""
    for name in CONTESTING:
        _appeal(ground, titles[name].household)
    for name, is_upheld in zip(ANSWERED, (True, False), strict=True):
        appeal = _appeal(ground, titles[name].household)
        answer = "已查看当天的记录和照片，并上门核对。" + (
            "第一处与事实不符，予以更正。" if is_upheld else "记录属实。"
        )
        decide_appeal(
            appeal,
            is_upheld=is_upheld,
            answer=answer,
            is_unrelated=True,
            parts=list(appeal.parts)[:1],
            by=appeal.assigned_to,
        )


def _appeal(ground: Ground, household: Household) -> Appeal:
    adverse = open_to(household)[0]
    return file_appeal(
        household,
        adverse.key,
        ground=Reason.WRONG_FACT,
        statement="当天楼道刚清理过，请再来看一次。",
        paper=OnPaper(timezone.localdate(), _paper("申诉书"), "申诉书.pdf"),
        by=ground.user("village_officer", household.region.parent),
    )


def _propose(ground: Ground, village: Region, title: Title) -> Revocation:
    """The time to put it right is put back, since its days cannot be waited for; the recheck still misses it."""
    today = timezone.localdate()
    running = Rectification.objects.filter(title=title)
    running.update(issued_on=today - timedelta(days=AGO), due_on=today - timedelta(days=AGO - TIME))
    TitleReview.objects.filter(title=title).update(recorded_on=today - timedelta(days=AGO))
    again = Title.objects.select_related("household__region__parent", "decision").get(pk=title.pk)
    _look(ground, again, today, _seen(again, 1))
    return propose_revocation(
        running.get(), reason=WHY, hearing_on=today + timedelta(days=5), by=ground.user("village_officer", village)
    )


def _go_on(ground: Ground, village: Region, cases: list[Revocation]) -> None:
    """One waits to be heard, one for the town's decision, one is decided and in the family's hand."""
    federation, today = ground.user("town_federation", ground.town), timezone.localdate()
    told = {"hearing": Hearing.WROTE, "words": "家里老人住院，一直没顾上，请再给些时间。"}
    heard = [record_hearing(case, held_on=today, by=federation, **told) for case in cases[1:]]
    agreed = approve_revocation(heard[-1], by=ground.user("town_leading_group", ground.town))
    deliver_decision(agreed, delivered_on=today, by=ground.user("village_officer", village))
