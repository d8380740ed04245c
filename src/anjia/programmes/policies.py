"""Whether a plan is fit to be written down: what may be asked of a cycle, apart from who asks."""

from datetime import date
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from anjia.documents.numbers import check_organ_word
from anjia.kernel.exceptions import Refused
from anjia.programmes.enums import Scheme, StandardState
from anjia.programmes.models import StandardVersion
from anjia.programmes.models.base import listed
from anjia.regions.enums import Rule
from anjia.regions.legal import bases

SUGGESTED_PASS_MARK = 90
MOST_JOINT = 3
LONGEST_ORGAN = 40


class CyclePlan(TypedDict, total=False):
    """What the district writes into a cycle's plan; days are working days, marks half-points."""

    title: str
    standard_version: StandardVersion
    pass_mark_half_points: int | None
    notice_working_days: int
    extension_working_days: int
    answer_working_days: int
    naming_day: date | None
    submission_deadline: date | None
    issuing_organ: str
    joint_organs: str
    organ_word: str


def completed(year: int, plan: CyclePlan) -> CyclePlan:
    """The plan with the days that nobody is asked for: where stars are counted, the year ends with its last day."""
    if plan["standard_version"].standard.scheme != Scheme.STARS_20:
        return plan
    return {**plan, "naming_day": date(year, 12, 31), "submission_deadline": date(year, 12, 31)}


def check_plan(year: int, plan: CyclePlan) -> None:
    """Raise Refused for the first thing that does not hold."""
    version = plan["standard_version"]
    if version.state != StandardState.IN_FORCE:
        raise Refused(_("“%(standard)s”没有施行，不能用于周期。") % {"standard": version})
    check_mark_of_scheme(version, plan["pass_mark_half_points"])
    check_organ_word(plan["organ_word"])
    check_joint(plan["issuing_organ"], plan.get("joint_organs", ""))
    _check_days(year, plan)


def check_mark_of_scheme(version: StandardVersion, half_points: int | None) -> None:
    """Points need a pass mark, stars have none: a cycle runs exactly one of the two schemes (domain A6-6)."""
    if version.standard.scheme == Scheme.STARS_20:
        if half_points is not None:
            raise Refused(_("五星标准按季记星，没有合格分，请把合格分留空。一个周期只用一种评法。"))
    elif half_points is None:
        raise Refused(_("百分制标准要有合格分，请填写合格分。"))
    else:
        check_pass_mark(version, half_points)


def check_pass_mark(version: StandardVersion, half_points: int) -> None:
    """A pass mark is a mark that can be reached: above 0, within the standard's full marks, on its step."""
    full = sum(version.criteria.values_list("max_half_points", flat=True))
    if not 0 < half_points <= full:
        raise Refused(_("合格分应大于 0，且不超过标准的满分 %(full)s 分。") % {"full": full // 2})
    if half_points % version.step_half_points:
        raise Refused(_("合格分应是标准评分步长的整数倍。"))


def _check_days(year: int, plan: CyclePlan) -> None:
    rules = bases([Rule.NOTICE_LEAST, Rule.NOTICE_MOST])
    least, most = rules[Rule.NOTICE_LEAST].numerator, rules[Rule.NOTICE_MOST].numerator
    if not least <= plan["notice_working_days"] <= most:
        raise Refused(_("公示期应为 %(least)d 至 %(most)d 个工作日。") % {"least": least, "most": most})
    if not least <= plan["extension_working_days"] <= most or not 1 <= plan["answer_working_days"] <= most:
        raise Refused(_("延长公示和异议答复的工作日数超出了允许的范围。"))
    naming_day, deadline = plan.get("naming_day"), plan.get("submission_deadline")
    if naming_day is None or deadline is None:
        raise Refused(_("百分制周期要有计划命名日和报送截止日。"))
    for day in (naming_day, deadline):
        if day.year != year:
            raise Refused(_("%(day)s 不在 %(year)d 年度内。周期是一个自然年。") % {"day": day, "year": year})
    if naming_day > deadline:
        raise Refused(_("计划命名日不能晚于报送截止日，否则命名决定无法按时报送。"))


def check_joint(main: str, text: str) -> None:
    """Raise Refused for too many, for one named twice, and for a name that is no organ's."""
    organs = listed(text)
    if len(organs) > MOST_JOINT:
        raise Refused(_("联合发文机关最多 %(most)d 个（不含主办机关）。") % {"most": MOST_JOINT})
    if len({main.strip(), *organs}) != len(organs) + 1:
        raise Refused(_("同一个发文机关写了两次。主办机关排在最前，不用在联合发文机关里再写。"))
    if any(len(organ) > LONGEST_ORGAN for organ in organs):
        raise Refused(_("联合发文机关的名称不超过 %(most)d 个字，一行写一个。") % {"most": LONGEST_ORGAN})
