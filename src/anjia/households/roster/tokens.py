"""What a name can be searched by: its characters, pairs of characters, pinyin and initials."""

import unicodedata
from functools import lru_cache

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


@lru_cache(maxsize=100_000)
def search_tokens(name: str) -> str:
    """Space-separated: 何婷婷 gives 何 婷 何婷 婷婷 hetingting htt. A name in letters gives its words."""
    bare = "".join(c for c in name if unicodedata.category(c)[0] == "L")
    if not bare:
        return ""
    if bare.isascii() or not _syllable(bare[0]):
        return " ".join(dict.fromkeys(part for part in name.lower().replace("·", " ").split() if part))
    read = syllables(bare)
    pairs = [bare[i : i + 2] for i in range(len(bare) - 1)]
    initials = "".join(part[:1] for part in read)
    return " ".join(dict.fromkeys([*bare, *pairs, "".join(read), initials]))


def query_tokens(text: str) -> list[str]:
    """What a typed text must match, all of it: pairs of characters, one character, or the start of letters."""
    tokens: list[str] = []
    for part in unicodedata.normalize("NFKC", text).lower().split():
        letters = "".join(c for c in part if unicodedata.category(c)[0] == "L")
        if letters.isascii() or len(letters) == 1:
            tokens.append(letters)
        else:
            tokens += [letters[i : i + 2] for i in range(len(letters) - 1)]
    joined = [token for token in tokens if token and token.isascii()]
    if len(joined) > 1:
        tokens = [token for token in tokens if not token.isascii()] + ["".join(joined)]
    return list(dict.fromkeys(token for token in tokens if token))
