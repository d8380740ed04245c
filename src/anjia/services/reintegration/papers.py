"""帮教协议书: what both promise. Chinese whatever the reader's language (ADR 7); kept inside the wall."""

from django.conf import settings
from django.utils.translation import override

from anjia.documents.papers import MeetingMinutes, MinutesItem
from anjia.documents.render import render_minutes
from anjia.regions.enums import Rule
from anjia.regions.legal import in_words
from anjia.services.reintegration.models import Reintegration


def agreement_paper(row: Reintegration) -> bytes:
    case = row.case
    with override(settings.LANGUAGE_CODE):
        kept = in_words(Rule.KEEP_CASES)
    items = (
        ("一、您想做的", row.wishes or "（商量后填写）"),
        (
            "二、我们帮的",
            "介绍工作和培训，协助落实责任田、办理个体经营手续或申请救助。不收费。",
        ),
        ("三、见面", "每____天见一次面，地点由您选；不穿制服、不到单位、不告诉邻居。"),
        ("四、期限", "自签字之日起到____年____月____日。您随时可以不再参加，不用说理由，没有任何后果。"),
        ("五、保密", f"您的情况只有办理的几个人知道，不影响家里任何人的评选、就业和上学。结束{kept}后清除。"),
    )
    points = tuple(MinutesItem(heading, text) for heading, text in items)
    facts = (("编号", case.number), ("参加人", case.client.name))
    signed = ("参加人（签名）", "帮教小组（签名）", "日期")
    return render_minutes(MeetingMinutes(title="帮教协议书", facts=facts, items=points, signatures=signed))
