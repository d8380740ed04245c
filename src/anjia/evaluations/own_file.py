"""What the evaluation tells a family: where it stands, every point, every deduction and how to win it back (A2, A5)."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Outcome, StepReason
from anjia.evaluations.models import Candidacy, Opinion
from anjia.evaluations.points import shown, shown_mean
from anjia.evaluations.queries.candidacies import newest_of
from anjia.evaluations.queries.scoring import Taken, taken_of
from anjia.evaluations.workflow import CANDIDACY
from anjia.households.models import Household
from anjia.households.own_file import DONE, DUE, PLAIN, Line, Part, own_part
from anjia.programmes.models import Criterion, DeductionReason

ADVERSE = (S.RETURNED, S.REFUSED)
OVER = (S.NAMED, S.REFUSED, S.WITHDRAWN)
CONTESTED = {Outcome.RETURN: "returned", Outcome.REFUSE: "refused"}
STEPS = {S.SCORED: "evaluations.left_off", S.DEFERRED: "evaluations.deferred"}


@own_part(order=20)
def where_it_stands(household: Household, on: date) -> Part | None:
    """The state in plain words, what comes next, who decides it and until when."""
    candidacy = newest_of(household)
    if candidacy is None:
        return None
    tone = DONE if candidacy.state == S.NAMED else DUE if candidacy.state in ADVERSE else PLAIN
    name = str(CANDIDACY.public_name(candidacy.state))
    step = STEPS.get(S(candidacy.state), "")
    contests = f"{step}:{candidacy.pk}" if step else ""
    lines = [Line(_("走到了哪一步"), STANDS[S(candidacy.state)](), chip=name, tone=tone, contests=contests)]
    if candidacy.state not in OVER:
        lines.append(Line(_("接下来"), NEXT[S(candidacy.state)](), until=until_of(candidacy, on)))
    lines += [_said(opinion) for opinion in candidacy.opinions.order_by("given_at", "pk")]
    return Part(_("%(year)s 年的评选") % {"year": candidacy.cycle.year}, tuple(lines))


def until_of(candidacy: Candidacy, on: date) -> date | None:
    """The day by which the year's naming is planned, while it lies ahead."""
    day = candidacy.cycle.naming_day
    return day if day and day >= on else None


def _said(opinion: Opinion) -> Line:
    told = str(StepReason(opinion.reason).label) if opinion.reason else ""
    tone = DONE if opinion.outcome == Outcome.ACCEPT else DUE
    day = date_format(opinion.decided_on or opinion.given_at, "DATE_FORMAT")
    step = CONTESTED.get(Outcome(opinion.outcome))
    contests = f"evaluations.{step}:{opinion.pk}" if step else ""
    chip = opinion.get_outcome_display()
    return Line(opinion.get_step_display(), told, note=day, chip=chip, tone=tone, contests=contests)


@own_part(order=30)
def points(household: Household, on: date) -> Part | None:
    """Each criterion's mean, and what was taken off: by how many, why, on what, and what wins it back."""
    candidacy = newest_of(household)
    if candidacy is None or not candidacy.raters_counted or not candidacy.score_sums:
        return None
    criteria = candidacy.cycle.standard_version.criteria.order_by("order")
    taken = taken_of(candidacy)
    lines: list[Line] = []
    for criterion, sum_ in zip(criteria, candidacy.score_sums, strict=True):
        lines.append(_score(criterion, sum_, candidacy.raters_counted))
        lines += [_deduction(candidacy, reason, row) for reason, row in taken if reason.criterion_id == criterion.pk]
    told = {
        "score": candidacy.shown_score,
        "mark": shown(candidacy.cycle.pass_mark_half_points),
        "n": candidacy.raters_counted,
    }
    lede = ngettext(
        "总分 %(score)s 分，%(n)d 位评分人的平均分；合格线是 %(mark)s 分。",
        "总分 %(score)s 分，%(n)d 位评分人的平均分；合格线是 %(mark)s 分。",
        candidacy.raters_counted,
    )
    brief = _("总分 %(score)s 分，合格线 %(mark)s 分") % told
    return Part(_("您家的每一分"), tuple(lines), lede % told, brief=brief)


def _score(criterion: Criterion, sum_: int, raters: int) -> Line:
    is_full = sum_ == criterion.max_half_points * raters
    chip = _("%(got)s / %(most)s 分") % {
        "got": shown_mean(sum_, raters),
        "most": shown(criterion.max_half_points),
    }
    return Line(criterion.title, chip=chip, tone=DONE if is_full else DUE)


def _deduction(candidacy: Candidacy, reason: DeductionReason, row: Taken) -> Line:
    of = candidacy.raters_counted
    told = {"text": reason.text, "n": row.raters, "of": of}
    why = _("扣分原因：%(text)s（%(of)d 位评分人中有 %(n)d 位扣了分）。") % told
    chip = _("平均扣 %(lost)s 分") % {"lost": shown_mean(row.lost, of)}
    held_on = candidacy.meeting.held_on if candidacy.meeting else None
    return Line(
        "", why, note=won_back(reason, held_on), chip=chip, tone=DUE,
        contests=f"evaluations.score:{candidacy.pk}", contests_part=f"{reason.criterion_id}/{reason.pk}",
    )  # fmt: skip


def won_back(reason: DeductionReason, held_on: date | None = None) -> str:
    """What it rests on, and what the family can do: never more than the reason and the standard themselves say."""
    if reason.is_missing_credit:
        return _("依据：学习和活动的积分记录。参加一次村里的活动，或在家完成一次学习，就有积分，下次评分不再扣。")
    criterion = reason.criterion
    told = {"title": criterion.title, "guide": criterion.guide, "day": date_format(held_on) if held_on else ""}
    rests_on = (
        _("依据：%(day)s评议时评分人勾选的原因，对照标准“%(title)s”：%(guide)s")
        if held_on
        else _("依据：评议时评分人勾选的原因，对照标准“%(title)s”：%(guide)s")
    ) % told
    parts = [rests_on, _("照这一条做到了，下次评分不再扣。")]
    if criterion.alternative:
        parts.append(_("也可以选：%(alternative)s") % {"alternative": criterion.alternative})
    return "".join(parts)


STANDS = {
    S.DRAFT: lambda: _("您家还没有签字同意，评选没有开始。"),
    S.CONSENTED: lambda: _("您家的同意已经登记，等着开户长会议评分。"),
    S.SCORED: lambda: _("邻里已经评过分，等着会上推举。"),
    S.DEFERRED: lambda: _("能评您家的人不够三位，这次先放一放，另外安排评分。"),
    S.NOMINATED: lambda: _("户长会议已经推举您家。"),
    S.REVIEWED: lambda: _("村（社区）已经同意。"),
    S.ENDORSED: lambda: _("乡镇（街道）妇联已经同意。"),
    S.APPROVED: lambda: _("乡镇（街道）已经批准，等着张榜公示。"),
    S.ON_NOTICE: lambda: _("正在张榜公示，大家都能看、都能提意见。"),
    S.NAMED: lambda: _("您家已经命名。"),
    S.RETURNED: lambda: _("资料要补一补，补好再报。"),
    S.REFUSED: lambda: _("这一次没有进入下一步，以后还可以再报名。"),
    S.WITHDRAWN: lambda: _("您家已经退出。"),
}
NEXT = {
    S.DRAFT: lambda: _("由您家自己决定参加不参加。"),
    S.CONSENTED: lambda: _("由户长会议评分，三位以上评分人，您可以请求换人。"),
    S.SCORED: lambda: _("由户长会议表决推举。"),
    S.DEFERRED: lambda: _("由村（居）民小组另行安排三位以上的评分人。"),
    S.NOMINATED: lambda: _("由村（社区）考评小组审核，写明同意、退回或不通过的理由。"),
    S.REVIEWED: lambda: _("由乡镇（街道）妇联提意见。"),
    S.ENDORSED: lambda: _("由乡镇（街道）领导小组开会审批。"),
    S.APPROVED: lambda: _("由村（社区）张榜公示，不少于 5 个工作日。"),
    S.ON_NOTICE: lambda: _("公示期满、没有没办完的异议，由有权机关发文命名。"),
    S.RETURNED: lambda: _("由村（社区）和您家一起补齐资料，再报上去。"),
}
