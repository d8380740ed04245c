"""What goes on around the cases of the demonstration: passed on, talked over together, ended, looked into in need."""

from datetime import timedelta

from django.utils import timezone

from anjia.accounts.models import User
from anjia.console.demo.ground import Ground
from anjia.services.actions import (
    answer_survey,
    break_glass,
    close_case,
    count_advice,
    offer_transfer,
    plan_joint,
    record_answer,
    refer_out,
    review_glass,
    set_task,
    tell_more,
    write_note,
)
from anjia.services.enums import Given, GlassReason, NoteSide, Topic, Verdict
from anjia.services.figures import closed_quarters
from anjia.services.models import AdviceCount, Case
from anjia.services.petitions.actions import redirect_petition
from anjia.services.petitions.queries import petition_of

ASKED = ((Topic.VIOLENCE, 7), (Topic.CHILD_SUPPORT, 11), (Topic.LAND, 16), (Topic.LABOUR, 9), (Topic.PROPERTY, 6))


def bring_around(ground: Ground, workers: list[User], chief: User, cases: list[Case]) -> None:
    """`cases`: the petitions as `bring_cases` made them. Some is waited for, something is over, somebody looked."""
    today = timezone.localdate()
    _new, registered, handled, answered, elsewhere = cases
    offer_transfer(registered, workers[1], words="这一类以前是您办的，熟悉情况。", by=workers[0])
    sent = refer_out(handled, "街道经管站", words="请提供近三年的收支明细。", given=Given.SPOKEN, by=workers[0])
    record_answer(sent, "accept", answer="收到，下周给。", by=workers[0])
    about = "收支怎样公开，从哪个月补起。"
    plan_joint(
        handled,
        planned_on=today + timedelta(days=4),
        place="街道会议室",
        bodies="街道经管站\n村（居）务监督委员会",
        about=about,
        given=Given.SPOKEN,
        by=workers[0],
    )
    write_note(handled, "您想看哪几个月的收支？", number=handled.number, by=workers[0], side=NoteSide.TO)
    tell_more(handled, "从今年一月起的就行。")
    set_task(answered, "把材料交给复查的人", due_on=today, by=workers[0])
    words = "社保卡的制发由人力资源和社会保障部门办理，窗口在政务中心二楼。"
    redirect_petition(petition_of(elsewhere), body="区人力资源和社会保障局", words=words, by=workers[0])
    close_case(elsewhere, by=workers[0])
    answer_survey(elsewhere, heard=5, told=5, helped=4)
    _looked(handled, registered, by=workers[1], reviewer=ground.second("case_supervisor", ground.district))
    _asked(ground, workers[0])


def _looked(reviewed: Case, waiting: Case, *, by: User, reviewer: User) -> None:
    """Twice somebody opened a case that is not theirs; one is looked at already."""
    words = "当事人打来电话说期限快到了，主办在外地开会。"
    review_glass(
        break_glass(reviewed, reason=GlassReason.ABSENT, words=words, by=by), verdict=Verdict.JUSTIFIED, by=reviewer
    )
    break_glass(waiting, reason=GlassReason.ABSENT, words="主办请假，当事人在窗口等着问进展。", by=by)


def _asked(ground: Ground, worker: User) -> None:
    """Advice of this quarter, counted as people count it; and of the last one, which may be told."""
    quarter = closed_quarters()[0]
    for topic, times in ASKED:
        count_advice(ground.first, topic=topic, times=times, by=worker)
        told = {"region_path": ground.first.path, "quarter": quarter, "topic": topic}
        AdviceCount.objects.get_or_create(**told, defaults={"times": times + 4})
