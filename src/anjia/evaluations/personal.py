"""What the evaluation holds of a family, and what it forgets (domain B10).

Who rated is between the rater and the panel; the family reads the points and the reasons.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from anjia.evaluations.hooks import MINUTES_FILE, ROSTER_FILE
from anjia.households.personal import Holding, Kept, hold, keep

NUMBERS = _("不带姓名的结果，使各级汇总的数字不变")
TYPED_PAPERS = "console.paper"
CANDIDACY = {
    "cycle": _("创建周期"), "region": _("小组"), "state": _("状态"), "alternatives": _("选用的替代指标"),
    "score_sums": _("各条得分合计（半分）"), "total_half_points": _("总分合计（半分）"),
    "raters_counted": _("计分人数"), "verdict": _("会议意见"), "evaluated_on": _("评分日期"),
}  # fmt: skip
BALLOT = {"scores": _("各条得分（半分）"), "total_half_points": _("总分（半分）"), "confirmed_at": _("确认时间")}
DEDUCTION = {"criterion": _("条目"), "reason": _("扣分原因"), "half_points": _("扣分（半分）")}
OPINION = {
    "step": _("环节"), "outcome": _("结果"), "reason": _("理由"), "note": _("说明"), "given_at": _("时间"),
}  # fmt: skip
RECUSAL = {"kind": _("原因"), "created_at": _("时间")}
DRAWN = {
    "check_of": _("抽查"), "village": _("村（社区）"), "place_in_draw": _("抽中次序"),
    "first_sums": _("抽取时各条得分合计（半分）"), "first_raters": _("抽取时计分人数"),
}  # fmt: skip
ATTENDANCE = {"meeting": _("会议"), "presence": _("到会方式")}


def in_a_row(half_points: Sequence[int]) -> str:
    """The points of the criteria in their order."""
    return "、".join(str(points) for points in half_points)


hold(Holding("evaluations.criteriondeduction", _("扣分"), DEDUCTION, deletes=True))
hold(Holding("evaluations.ballot", _("评分票"), BALLOT, words={"scores": in_a_row}, deletes=True))
hold(Holding("evaluations.blinddeduction", _("盲评扣分"), DEDUCTION, deletes=True))
hold(Holding("evaluations.blindballot", _("盲评票"), BALLOT, words={"scores": in_a_row}, deletes=True))
hold(Holding("evaluations.drawnfamily", _("抽查盲评"), DRAWN, words={"first_sums": in_a_row}, deletes=True))
hold(Holding("evaluations.recusal", _("评分人回避"), RECUSAL, deletes=True))
hold(Holding("evaluations.opinion", _("各环节意见"), OPINION, blank={"note": ""}, kept=NUMBERS))
hold(Holding("evaluations.attendance", _("到会"), ATTENDANCE, kept=_("会议到会户数要对得上；不带姓名")))
hold(
    Holding(
        "evaluations.candidacy",
        _("参评"),
        CANDIDACY,
        words={"score_sums": in_a_row},
        blank={"score_sums": (), "alternatives": ""},
        kept=NUMBERS,
    )
)
keep(
    Kept(
        _("各环节的名册、会议记录和纸质原件"),
        _("属于归档文件材料，保存 10 年或 30 年，到期由档案部门鉴定销毁；保存期内只存不用"),
        (ROSTER_FILE, MINUTES_FILE, TYPED_PAPERS),
    )
)
