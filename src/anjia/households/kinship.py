"""GB/T 4761-2008: a member's relation to the head (domain B3)."""

from django.utils.translation import gettext_lazy as _

HEAD = "02"
CODES = {
    "01": _("本人"), "02": _("户主"), "10": _("配偶"), "11": _("夫"), "12": _("妻"), "20": _("儿子"),
    "21": _("独生子"), "22": _("长子"), "23": _("次子"), "24": _("三子"), "25": _("四子"), "26": _("五子"),
    "27": _("养子或继子"), "28": _("女婿"), "29": _("其他儿子"), "30": _("女儿"), "31": _("独生女"), "32": _("长女"),
    "33": _("次女"), "34": _("三女"), "35": _("四女"), "36": _("五女"), "37": _("养女或继女"), "38": _("儿媳"),
    "39": _("其他女儿"), "40": _("孙辈"), "41": _("孙子"), "42": _("孙女"), "43": _("外孙子"), "44": _("外孙女"),
    "45": _("孙媳"), "46": _("孙女婿"), "47": _("曾孙子"), "48": _("曾孙女"), "49": _("其他孙辈"), "50": _("父母"),
    "51": _("父亲"), "52": _("母亲"), "53": _("公公"), "54": _("婆婆"), "55": _("岳父"), "56": _("岳母"),
    "57": _("继父或养父"), "58": _("继母或养母"), "59": _("其他父母关系"), "60": _("祖辈"), "70": _("兄弟姐妹"),
    "71": _("兄"), "72": _("嫂"), "73": _("弟"), "74": _("弟媳"), "75": _("姐"), "76": _("姐夫"), "77": _("妹"),
    "78": _("妹夫"), "79": _("其他兄弟姐妹"), "80": _("其他亲属长辈"), "81": _("伯父"), "90": _("姑母"),
    "89": _("姑父"), "91": _("堂兄弟姐妹"), "92": _("表兄弟姐妹"), "93": _("侄子"), "94": _("侄女"),
    "95": _("外甥"), "96": _("外甥女"), "97": _("其他亲属"), "99": _("非亲属"),
}  # fmt: skip
MEMBER_CHOICES = [(code, label) for code, label in CODES.items() if code not in ("01", HEAD)]
UNKNOWN = ""
MALE, FEMALE = "1", "2"

SPOUSES = ("10", "11", "12")
SONS = ("20", "21", "22", "23", "24", "25", "26", "27", "29")
DAUGHTERS = ("30", "31", "32", "33", "34", "35", "36", "37", "39")
CHILDREN = SONS + DAUGHTERS
PARENTS = ("50", "51", "52")
PARENTS_IN_LAW = ("53", "54", "55", "56", "59")
GRANDCHILDREN = ("40", "41", "42", "43", "44")
SIBLINGS = ("70", "71", "73", "75", "77")
_SPOUSE = {MALE: "11", FEMALE: "12"}
_CHILD = {MALE: "20", FEMALE: "30"}
_SEX = {
    **dict.fromkeys((*SONS, "11", "28", "41", "43", "51", "53", "55", "71", "73"), MALE),
    **dict.fromkeys((*DAUGHTERS, "12", "38", "42", "44", "52", "54", "56", "75", "77"), FEMALE),
}  # fmt: skip
_IN_LAW = {"51": "53", "52": "54", "50": "59"}, {"51": "55", "52": "56", "50": "59"}
_OF_SPOUSE = {"53": "51", "54": "52", "55": "51", "56": "52"}


def sex_of(kinship: str, stated: str = "") -> str:
    """What a relation says of somebody's sex, else what was stated; empty where neither does."""
    return _SEX.get(kinship, stated if stated in (MALE, FEMALE) else "")


def of_old_head(new: str, head_sex: str) -> str:
    """What the old head is to a new head who was `new` to the old one."""
    if new in SPOUSES:
        return _SPOUSE.get(head_sex, {"11": "12", "12": "11"}.get(new, "10"))
    if new in CHILDREN:
        return {MALE: "51", FEMALE: "52"}.get(head_sex, "50")
    if new in ("28", "38"):
        return {"28": {MALE: "55", FEMALE: "56"}, "38": {MALE: "53", FEMALE: "54"}}[new].get(head_sex, "59")
    if new in PARENTS:
        return _CHILD.get(head_sex, UNKNOWN)
    if new in SIBLINGS:
        return "70"
    plain = {"53": "38", "54": "38", "55": "28", "56": "28", "60": "40"}
    return plain.get(new, "60" if new in GRANDCHILDREN else UNKNOWN)


def turned(code: str, new: str, *, head_sex: str = "", only_child: bool = False) -> str:
    """What a member, who was `code` to the old head, is to a new head who was `new`; empty where that is not sure.

    `only_child`: the old head has no other child in this family, so grandchildren and in-laws are the new head's.
    """
    for group, turn in ((SPOUSES, _for_spouse), (CHILDREN, _for_child), (PARENTS, _for_parent)):
        if new in group:
            return turn(code, new, head_sex, only_child)
    if new in ("28", "38"):
        return _for_child_in_law(code, only_child)
    if new in SIBLINGS and code in PARENTS:
        return code
    return UNKNOWN


def _for_spouse(code: str, new: str, head_sex: str, only_child: bool) -> str:
    if code in (*CHILDREN, *GRANDCHILDREN, "28", "38"):
        return code
    if code in _OF_SPOUSE:
        return _OF_SPOUSE[code]
    if code in PARENTS:
        sex = sex_of(new) or {MALE: FEMALE, FEMALE: MALE}.get(head_sex, "")
        return _IN_LAW[sex == MALE][code] if sex else "59"
    return UNKNOWN


def _for_child(code: str, new: str, head_sex: str, only_child: bool) -> str:
    if code in SPOUSES:
        return {"11": "51", "12": "52"}.get(code, {MALE: "52", FEMALE: "51"}.get(head_sex, "50"))
    if code in CHILDREN:
        return "70"
    if code in PARENTS:
        return "60"
    if not only_child:
        return UNKNOWN
    spouse = {"38": "12", "28": "11"}.get(code)
    return spouse or (_CHILD.get(sex_of(code), UNKNOWN) if code in GRANDCHILDREN else UNKNOWN)


def _for_child_in_law(code: str, only_child: bool) -> str:
    if not only_child:
        return UNKNOWN
    if code in CHILDREN:
        return _SPOUSE[sex_of(code)]
    return _CHILD.get(sex_of(code), UNKNOWN) if code in GRANDCHILDREN else UNKNOWN


def _for_parent(code: str, new: str, head_sex: str, only_child: bool) -> str:
    if code in PARENTS:
        return _SPOUSE.get(sex_of(code), "10")
    if code in SPOUSES:
        return {"11": "28", "12": "38"}.get(code, UNKNOWN)
    if code in CHILDREN:
        son_s = head_sex == MALE
        return {MALE: "41" if son_s else "43", FEMALE: "42" if son_s else "44"}[sex_of(code)] if head_sex else "40"
    return _CHILD.get(sex_of(code), UNKNOWN) if code in SIBLINGS else UNKNOWN
