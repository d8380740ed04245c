"""The demonstration of hot topics and of suggestions to other bodies: made up, about nobody."""

from datetime import timedelta

from django.utils import timezone

from anjia.accounts.models import User
from anjia.console.demo.ground import Ground
from anjia.services.enums import Topic
from anjia.services.figures import closed_quarters
from anjia.services.models import AdviceCount
from anjia.services.petitions.actions import (
    Draft,
    approve_suggestion,
    decide_publication,
    draft_suggestion,
    propose_suggestion,
    record_reply,
    send_suggestion,
)
from anjia.services.petitions.enums import Publication, ReplyOutcome
from anjia.services.petitions.models import PolicySuggestion

ASKED = {
    Topic.LAND: (11, 14, 19, 27),
    Topic.LABOUR: (22, 18, 16, 21),
    Topic.VILLAGE: (6, 7, 9, 13),
    Topic.CHILD_SUPPORT: (8, 9, 7, 8),
    Topic.SECURITY: (5, 0, 6, 7),
    Topic.PROPERTY: (2, 3, 5, 1),
}
SAID = (
    (
        "关于公开征地补偿发放进度的建议",
        Topic.LAND,
        "区自然资源局",
        "来问补偿款到哪一步的逐季增多，多数不是对标准有意见，而是看不到进度，不知道该问谁。",
        "每月在镇（街道）和村（社区）公开各批补偿款的进度。\n公开一个可以查询的电话，并写明多久答复。",
    ),
    (
        "关于在工地公开工资支付监督电话的建议",
        Topic.LABOUR,
        "区人力资源和社会保障局",
        "来问工资没有按月支付的，一半不知道可以向谁投诉，也不知道要留下什么凭据。",
        "在工地入口公开支付周期、监督电话和需要留下的凭据。",
    ),
    (
        "关于村务公开栏按月更新的建议",
        Topic.VILLAGE,
        "区农业农村局",
        "来问村里收支的增多，常见的原因是公开栏很久没有更新。",
        "把按月更新列入村务公开的要求，并在网上同步公开。",
    ),
)


def bring_suggestions(ground: Ground, chief: User) -> None:
    """Advice of four quarters; a suggestion that was answered and published, one that waits, one to be approved."""
    quarters = closed_quarters(most=4)[::-1]
    for topic, times in ASKED.items():
        for quarter, count in zip(quarters, times, strict=True):
            AdviceCount.objects.create(region_path=ground.town.path, quarter=quarter, topic=topic, times=count)
    second = ground.second("case_supervisor", ground.district)
    done, waits = (_sent(_draft(ground, said, quarters, chief), chief, second) for said in SAID[:2])
    words = "已采纳。下月起在各镇（街道）公开进度，查询电话同时公布。"
    record_reply(done, outcome=ReplyOutcome.ADOPTED, words=words, on=timezone.localdate(), by=chief)
    decide_publication(done, Publication.SHOWN, by=chief)
    # Long ago enough for its answer to be overdue.
    past = timezone.localdate() - timedelta(days=3)
    PolicySuggestion.objects.filter(pk=waits.pk).update(
        sent_on=past - timedelta(days=15), reply_literal_on=past, reply_due_on=past
    )
    propose_suggestion(_draft(ground, SAID[2], quarters, second), by=second)


def _draft(ground: Ground, said: tuple[str, ...], quarters: list[str], by: User) -> PolicySuggestion:
    title, topic, body, why, what = said
    organ = f"{ground.district.name}妇女联合会"
    draft = Draft(organ=organ, title=title, topic=topic, body=body, why=why, what=what, quarters=quarters[-2:])
    return draft_suggestion(ground.district, draft, by=by)


def _sent(one: PolicySuggestion, by: User, second: User) -> PolicySuggestion:
    one = approve_suggestion(propose_suggestion(one, by=by), by=second)
    return send_suggestion(one, on=timezone.localdate(), length=15, measure="days", by=by)
