"""The demonstration of service offers: made up, about nobody. Some open, one waiting, one over; a few who asked."""

from datetime import timedelta

from django.utils import timezone

from anjia.accounts.models import User
from anjia.console.demo.ground import Ground
from anjia.regions.models import Region
from anjia.services.actions import Told, assign_case
from anjia.services.enums import Channel, Topic
from anjia.services.models import Case
from anjia.services.offers.actions import (
    OfferWords,
    arrange,
    ask_for,
    close_offer,
    draft_offer,
    open_offer,
    refer_person,
)
from anjia.services.offers.models import ServiceOffer
from anjia.services.offers.queries import request_of

# Title, what is done, for whom, by whom, where, when, telephone, places.
EVENING = (
    "电工夜校",
    "从零学起，工具由学校出，考证前有老师带着做题；学完帮着联系厂里的师傅。",
    "刚回到家乡、想重新找工作或学一门手艺的人",
    "区就业服务中心",
    "区职业技术学校实训楼一楼",
    "每周二、周四晚上七点到九点",
    "0731-28000101",
    20,
)
COMPANY = (
    "重新开始，有人陪着走一程",
    "一位志愿者陪着办证、找房、找活干，听您说说话；说过的话不外传。",
    "生活断了一段、想重新安顿下来的人，和他们的家里人",
    "区社会工作服务站",
    "社会工作服务站二楼（门口不挂牌子）",
    "白天随时来，提前打电话也行",
    "0731-28000102",
    None,
)
FOOTBALL = (
    "周末足球和修车课",
    "上午踢球，下午跟师傅学修电动车，管一顿午饭；想回学校读书的，有人帮着问。",
    "不上学、还没有找到事做的年轻人，十四到二十五岁",
    "街道团工委",
    "街道文体中心",
    "每周六上午九点到下午四点",
    "0731-28000103",
    15,
)
BETTER = (
    "怎样让家里更平安：上门坐一坐",
    "看看电线、燃气和楼道，说说怎么改；想知道评选标准的，逐条讲给您听。",
    "这次没有评上、或者没有报名，想把家里收拾得更安全的家庭",
    "区妇联家庭服务站",
    "上门，或到家庭服务站来",
    "周一到周五，时间由您定",
    "0731-28000104",
    None,
)
PARENTS = (
    "家长夜谈",
    "孩子不听话、沉迷手机、不想上学怎么办，几位家长围着坐，老师一起听。",
    "家里有正在长大的孩子的爸爸妈妈、爷爷奶奶",
    "区家庭教育指导中心",
    "社区会议室",
    "每月最后一个周五晚上七点",
    "0731-28000105",
    12,
)


def bring_offers(ground: Ground, worker: User, chief: User) -> None:
    """Three of the district and one of a town are open, one of them ended; one draft waits for the supervisor."""
    town = ground.first.parent
    evening, company, football, _better = (
        open_offer(_drafted(place, said, worker), by=chief)
        for place, said in ((ground.district, EVENING), (ground.district, COMPANY), (town, FOOTBALL), (town, BETTER))
    )
    _drafted(ground.district, PARENTS, worker)
    first = _asked(evening, "谭某", "周四更方便。", "evening")
    _asked(football, "袁某", "", "football")
    _sent(company, worker)
    assign_case(first, worker, by=chief)
    arrange(request_of(first), words="周四晚上七点到实训楼一楼，找周老师，什么都不用带。", by=worker)
    close_offer(football, by=chief)


def _drafted(place: Region, said: tuple[str, str, str, str, str, str, str, int | None], by: User) -> ServiceOffer:
    title, words, audience, body, address, times, contact, capacity = said
    today = timezone.localdate()
    offer = OfferWords(
        title=title, words=words, audience=audience, body=body, address=address, times=times, contact=contact,
        capacity=capacity, begins_on=today, ends_on=today + timedelta(days=90),
    )  # fmt: skip
    return draft_offer(place, offer, by=by)


def _told(name: str, words: str = "") -> Told:
    return Told(name=name, summary=words, topic=Topic.OTHER, channel=Channel.CODE, consents=True)


def _asked(offer: ServiceOffer, name: str, words: str, token: str) -> Case:
    return ask_for(offer, _told(name, words), token=f"demo-offer-{token}")


def _sent(offer: ServiceOffer, worker: User) -> Case:
    return refer_person(
        offer,
        _told("廖某"),
        agency="街道社会事务办公室",
        signed_on=timezone.localdate(),
        kept_at="服务站三号柜，第12份",
        token="demo-offer-sent",
        by=worker,
    )
