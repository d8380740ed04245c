"""What a name can be searched by: its characters, pairs of them, pinyin, initials; and what a typed text asks for."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pypinyin import Style, pinyin

_SURNAMES = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "任": "ren", "华": "hua",
    "盖": "ge", "朴": "piao", "翟": "zhai", "尹": "yin", "乐": "yue", "员": "yun", "贠": "yun", "繁": "po",
    "尉": "wei", "缪": "miao", "宓": "mi", "折": "she", "佴": "nai", "黑": "he", "重": "chong", "秘": "bi",
    "冼": "xian", "冯": "feng", "种": "chong", "祭": "zhai", "牟": "mu", "隗": "wei", "召": "shao", "燕": "yan",
    "葛": "ge", "覃": "qin", "谌": "chen", "钭": "tou", "晟": "cheng", "郇": "xun", "逄": "pang", "卜": "bu",
    "能": "nai", "阚": "kan", "哈": "ha", "车": "che", "纪": "ji", "娄": "lou", "长": "chang", "石": "shi",
    "洗": "xian", "那": "na", "教": "jiao", "句": "gou", "称": "chen", "干": "gan", "沈": "shen", "宁": "ning",
    "万": "wan", "於": "yu", "臧": "zang", "乜": "nie", "亓": "qi", "都": "du", "厘": "xi", "行": "xing",
    "适": "kuo", "会": "gui", "藏": "zang", "薄": "bo", "应": "ying", "相": "xiang", "朝": "chao", "盛": "sheng",
}  # fmt: skip
_COMPOUND = {
    "尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "长孙": ("zhang", "sun"), "单于": ("chan", "yu"),
    "澹台": ("tan", "tai"), "宰父": ("zai", "fu"), "鲜于": ("xian", "yu"), "令狐": ("ling", "hu"),
    "夏侯": ("xia", "hou"), "皇甫": ("huang", "fu"), "欧阳": ("ou", "yang"), "诸葛": ("zhu", "ge"),
    "中行": ("zhong", "hang"), "太叔": ("tai", "shu"), "亓官": ("qi", "guan"), "乐正": ("yue", "zheng"),
    "呼延": ("hu", "yan"), "独孤": ("du", "gu"), "司徒": ("si", "tu"), "上官": ("shang", "guan"),
}  # fmt: skip


# The hexagrams between the two blocks (U+4DC0) are signs, no characters.
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(rf"[{_HAN}]+|[^{_HAN}]+")


@lru_cache(maxsize=60_000)
def _syllable(character: str) -> str:
    found = pinyin(character, style=Style.NORMAL, errors="ignore", v_to_u=False)
    return found[0][0].lower() if found else ""


def syllables(name: str) -> list[str]:
    """One a character; a surname by its reading as a surname (曾 is zeng)."""
    first = _COMPOUND.get(name[:2])
    if first:
        return [*first, *map(_syllable, name[2:])]
    head = _SURNAMES.get(name[:1])
    return [head, *map(_syllable, name[1:])] if head else [*map(_syllable, name)]


# Later additions to the basic block, and everything beyond it, are unknown to the indexes of older databases.
_KNOWN_TO_INDEXES = (0x3400, 0x9FCC)


def _written(character: str) -> str:
    """A character as the index keeps it: one it would take for a blank is spelt out (𠮷 is u20bb7z)."""
    code = ord(character)
    return character if code < _KNOWN_TO_INDEXES[0] or code <= _KNOWN_TO_INDEXES[1] else f"u{code:x}z"


def _is_ideograph(character: str) -> bool:
    code = ord(character)
    return (
        0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
    )


def _folded(text: str) -> str:
    """Full-width letters and digits as half-width ones, all in lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def _letters(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c)[0] == "L" or _is_ideograph(c))


@lru_cache(maxsize=100_000)
def search_tokens(name: str) -> str:
    """Space-separated: 何婷婷 gives 何 婷 何婷 婷婷 hetingting htt tingting tt. A name in letters gives its words."""
    name = _folded(name)
    bare = _letters(name)
    if not any(map(_is_ideograph, bare)):
        return " ".join(dict.fromkeys(word for word in map(_letters, name.replace("·", " ").split()) if word))
    written = [*map(_written, bare)]
    pairs = [first + second for first, second in pairwise(written)]
    return " ".join(dict.fromkeys([*written, *pairs, *_readings(bare)]))


def _readings(bare: str) -> list[str]:
    """Pinyin and initials of the whole name and of what follows the surname."""
    read = syllables(bare)
    found = []
    for part in (read, read[2:] if bare[:2] in _COMPOUND else read[1:]):
        found += ["".join(part), "".join(syllable[:1] for syllable in part)]
    return [text for text in found if text]


@dataclass(frozen=True)
class Wanted:
    """What a typed text asks for: every one of `exact`, and the words of `letters`, each the start of a reading."""

    exact: tuple[str, ...]
    letters: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.exact or self.letters)


def wanted(text: str) -> Wanted:
    """Read a typed text: pairs of characters, a single character, or words in letters. Figures are left out."""
    exact: list[str] = []
    letters: list[str] = []
    for part in map(_letters, _folded(text).split()):
        for run in _RUNS.findall(part):
            if not _is_ideograph(run[0]):
                letters.append(run)
                continue
            written = [*map(_written, run)]
            exact += written if len(run) == 1 else [first + second for first, second in pairwise(written)]
    return Wanted(tuple(dict.fromkeys(exact)), tuple(dict.fromkeys(letters)))


def fts5_query(want: Wanted) -> str:
    """The query for SQLite: `"王" AND ("wangxm"* OR ("wang"* AND "xm"*))`."""
    return _expression(want, "AND", "OR", lambda token: f'"{token}"', lambda token: f'"{token}"*')


def tsquery(want: Wanted) -> str:
    """The same for PostgreSQL."""
    return _expression(want, "&", "|", str, lambda token: f"{token}:*")


def _expression(want: Wanted, both: str, either: str, whole: Callable[[str], str], start: Callable[[str], str]) -> str:
    parts = [whole(token) for token in want.exact]
    if len(want.letters) > 1:
        each = f" {both} ".join(map(start, want.letters))
        parts.append(f"({start(''.join(want.letters))} {either} ({each}))")
    else:
        parts += map(start, want.letters)
    return f" {both} ".join(parts)
