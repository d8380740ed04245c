"""The look-through before a story is published: names, what is left of them, numbers, addresses, minors, places.

It finds rather too much than too little: a person settles each finding, or mends the text (domain A7-3).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anjia.stories.enums import FindingKind

CONTEXT = 6
LONGEST = 60
# The hundred commonest surnames, and what people put before and after one when they speak of somebody.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
AFTER = "某|氏|家|她|他|姐|哥|嫂|婆|爷|奶|叔|伯|婶|姨|大姐|大哥|大妈|大爷|大娘|女士|先生|老师|书记|主任|师傅|同志"
CALLED = re.compile(rf"(?:[老小阿][{SURNAMES}](?!人|时|说))|(?:[{SURNAMES}](?:{AFTER}))")
ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}\d{7,8}(?!\d)|(?<!\d)[2-8]\d{6,7}(?!\d|元|亩|斤)")
ADDRESS = re.compile(r"\d+\s*(?:号|栋|幢|单元|室|弄|门牌)")
MINOR = re.compile(
    r"(?<!\d)(?:[1-9]|1[0-7])\s*岁|(?<!十)[一二三四五六七八九]岁|(?<![二三四五六七八九])十[一二三四五六七]?岁|[一-龥]{2,8}(?:小学|中学|幼儿园)"
    r"|[一二三四五六]年级|初[一二三]|高[一二三](?=班|学|的|了|年)"
)
PLACE = re.compile(r"[一-龥]{2,6}(?:村(?![民里口干庄])|镇(?!定)|乡(?![亲村下里音情镇])|县(?!级)|街道|社区|小区)")
COMMON = frozenset({"全村", "本村", "同村", "农村", "乡村", "社区", "本社区", "全镇", "家乡", "城镇", "乡镇"})


@dataclass(frozen=True)
class Known:
    """What is known of a family: names not to be shown, names that may be, its surnames, address and places."""

    hidden: frozenset[str]
    shown: frozenset[str]
    minors: frozenset[str]
    address: str
    places: frozenset[str]

    @property
    def surnames(self) -> frozenset[str]:
        return frozenset(surname_of(name) for name in self.hidden | self.shown if name)


@dataclass(frozen=True)
class Found:
    kind: str
    place: str
    excerpt: str


COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "夏侯",
    "皇甫",
    "尉迟",
    "公孙",
    "令狐",
    "司徒",
    "慕容",
    "长孙",
    "宇文",
)


def surname_of(name: str) -> str:
    """
    >>> surname_of("欧阳春兰"), surname_of("袁丽")
    ('欧阳', '袁')
    """
    return name[:2] if name[:2] in COMPOUND else name[:1]


def normal(text: str) -> str:
    """Full-width digits made plain, spaces and dashes inside numbers taken out, so that nothing hides behind them.

    >>> normal("１３８ 0000-1234，住5 栋")
    '13800001234,住5栋'
    """
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"(?<=\d)[\s\-—·.]+(?=\d)", "", re.sub(r"(?<=\d)\s+(?=[^\d\s])", "", plain))


def scan(texts: Iterable[tuple[str, str]], known: Known) -> list[Found]:
    """Everything found in the texts, given as (where, text); each once."""
    found = [each for place, text in texts for each in _of(place, normal(text), known)]
    return list(dict.fromkeys(found))


def _of(place: str, text: str, known: Known) -> Iterator[Found]:
    for name in sorted(known.hidden, key=len, reverse=True):
        if name and name in text:
            yield Found(FindingKind.MINOR if name in known.minors else FindingKind.NAME, place, name)
    # Names that may be shown, those found already, and places are no residue of a name.
    rest = text
    for name in sorted(known.hidden | known.shown | known.places, key=len, reverse=True):
        rest = rest.replace(name, "　" * len(name)) if name else rest
    yield from _residues(place, rest, known.surnames)
    yield from _matches(place, text, FindingKind.ID_NUMBER, ID_NUMBER)
    yield from _matches(place, ID_NUMBER.sub(lambda m: " " * len(m[0]), text), FindingKind.PHONE, PHONE)
    if known.address and normal(known.address) in text:
        yield Found(FindingKind.ADDRESS, place, normal(known.address)[:LONGEST])
    yield from _matches(place, text, FindingKind.ADDRESS, ADDRESS)
    yield from _matches(place, text, FindingKind.MINOR, MINOR)
    yield from _places(place, text, known.places)


def _residues(place: str, text: str, surnames: frozenset[str]) -> Iterator[Found]:
    """The family's surname anywhere, and other surnames as people speak of somebody: 袁她, 老袁, 袁大姐."""
    for surname in sorted(surnames):
        for match in re.finditer(re.escape(surname), text):
            yield Found(FindingKind.SURNAME, place, _around(text, match))
    for match in CALLED.finditer(text):
        if not any(surname in match[0] for surname in surnames):
            yield Found(FindingKind.SURNAME, place, _around(text, match))


def _matches(place: str, text: str, kind: str, pattern: re.Pattern[str]) -> Iterator[Found]:
    for match in pattern.finditer(text):
        yield Found(kind, place, match[0][:LONGEST])


def _places(place: str, text: str, names: frozenset[str]) -> Iterator[Found]:
    for name in sorted(names):
        if name in text:
            yield Found(FindingKind.PLACE, place, name)
    for match in PLACE.finditer(text):
        if match[0] not in COMMON and not any(match[0].endswith(word) for word in COMMON):
            yield Found(FindingKind.PLACE, place, match[0])


def _around(text: str, match: re.Match[str]) -> str:
    """A few characters to either side, so that a person sees what it is."""
    return text[max(0, match.start() - CONTEXT) : match.end() + CONTEXT].strip()
