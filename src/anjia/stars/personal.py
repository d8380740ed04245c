"""What the stars hold of a family, and what they forget (domain B10)."""

from django.utils.translation import gettext_lazy as _

from anjia.households.personal import Holding, hold
from anjia.stars.enums import Evidence, Miss


def in_words(marks: str) -> str:
    """The five letters as the family reads them."""
    words = {**dict(Evidence.choices), **dict(Miss.choices)}
    return "、".join(str(words.get(letter, letter)) for letter in marks)


RECORD = {
    "cycle": _("创建周期"), "quarter": _("季度"), "stars": _("星数"), "marks": _("逐项依据或原因"),
    "created_at": _("时间"),
}  # fmt: skip
GRADE = {"cycle": _("创建周期"), "stars": _("全年星数"), "quarters": _("季数"), "level": _("年度星级")}
CORRECTION = {
    "cycle": _("创建周期"), "quarter": _("季度"), "marks_before": _("更正前"), "marks_after": _("更正后"),
    "reason": _("更正原因"), "note": _("说明"), "corrected_on": _("更正日期"),
}  # fmt: skip
RECUSAL = {"kind": _("原因"), "created_at": _("时间")}
WORDS = {"marks": in_words}

hold(Holding("stars.starrecord", _("季度星数"), RECORD, words=WORDS, deletes=True))
hold(Holding("stars.yeargrade", _("年度星级"), GRADE, deletes=True))
hold(
    Holding(
        "stars.starcorrection",
        _("星数更正"),
        CORRECTION,
        words={"marks_before": in_words, "marks_after": in_words},
        deletes=True,
    )
)
hold(Holding("stars.starrecusal", _("记星人回避"), RECUSAL, deletes=True))
