"""The poster of an offer, and the consent that somebody signs before an agency may send them.

Papers are Chinese whatever the reader's language (ADR 7).
"""

from django.utils import timezone

from anjia.documents.papers import MeetingMinutes, MinutesItem, NoticePoster
from anjia.documents.render import render_minutes, render_notice_poster
from anjia.services.offers.models import ServiceOffer
from anjia.web.addresses import address_of

NO_EFFECT = "来不来都可以，中途不来也可以，不用说理由；不影响任何家庭的评选和待遇，也不记到家庭名下。"


def _days(offer: ServiceOffer) -> str:
    first, last = offer.begins_on, offer.ends_on
    return f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"


def poster(offer: ServiceOffer) -> bytes:
    """For a wall: what, for whom, where and when. Its QR code leads to the page of all offers, so that whoever scans it
    is not seen to wish for this one.
    """
    places = f"名额{offer.capacity}个。" if offer.capacity else ""
    paper = NoticePoster(
        title=offer.title,
        subtitle="不收钱　不外传　不影响评选",
        paragraphs=(
            f"{offer.words}",
            f"适合：{offer.audience}。{places}",
            f"时间：{offer.times}（{_days(offer)}）。地点：{offer.address}。",
            NO_EFFECT,
        ),
        entries=(),
        organ=offer.body,
        issued_on=timezone.localdate(),
        url=address_of("offers"),
        invitation="扫码看正在提供的服务，自己报名，不用注册",
        contact=f"咨询电话：{offer.contact}",
        size="a4",
    )
    return render_notice_poster(paper)


def consent_paper(offer: ServiceOffer, agency: str) -> bytes:
    """转介同意书: who tells what to whom, and that nothing goes back. Nothing of it is stored before it is signed."""
    items = (
        (
            "一、谁告诉谁",
            f"由{agency}告诉{offer.body}负责“{offer.title}”的工作人员。不告诉村（社区）、邻居和其他单位。",
        ),
        ("二、告诉什么", "只有三样：您的称呼、怎样联系您、您想参加这项服务。其他情况一概不说。"),
        ("三、不回话", f"您来没来、办得怎样，都不告诉{agency}，也不告诉评选家庭的人。"),
        ("四、由您决定", "不签没有任何影响。签了以后随时可以撤回，不用说理由；撤回三十天后清除您的资料。" + NO_EFFECT),
        ("五、怎样撤回", "凭查询码在网上“查看进展”里撤回，或打电话、当面说一声都行。不满十四周岁的，由监护人一起签。"),
    )
    facts = (
        ("想参加的服务", offer.title),
        ("由谁提供", offer.body),
        ("转介的单位", agency),
        ("怎样联系我", "□打电话：____________　□我自己来　□不要联系，我凭查询码看"),
    )
    points = tuple(MinutesItem(heading, text) for heading, text in items)
    signed = ("本人（签名）", "监护人（签名）", "日期")
    return render_minutes(MeetingMinutes(title="转介同意书", facts=facts, items=points, signatures=signed))
