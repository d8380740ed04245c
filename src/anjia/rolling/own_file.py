"""What rolling management tells a family: its title, what was seen, until when to put it right, how to contest."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from anjia.honours.enums import TitleKind, TitleState
from anjia.honours.models import Title
from anjia.households.models import Household
from anjia.households.own_file import DONE, DUE, PLAIN, Line, Part, own_part
from anjia.households.own_history import Event, happened
from anjia.rolling.adverse import ReviewStep, RevocationStep
from anjia.rolling.enums import RectificationState, ReviewState, RevocationState
from anjia.rolling.holds import is_contested, time_until
from anjia.rolling.models import Rectification, Revocation, TitleReview


@own_part(order=40)
def title_and_reviews(household: Household, on: date) -> Part | None:
    """What becomes of the last title: the review before us or behind us, what is to be put right, what is proposed.

    The title itself stands in the part of honours. Nothing for a family that was never named, or while nothing waits.
    """
    titles = Title.objects.filter(household=household, kind=TitleKind.SAFE_FAMILY)
    title = titles.exclude(state=TitleState.SUPERSEDED).order_by("-valid_to", "-pk").first()
    if title is None:
        return None
    lines = [*_rounds(title, on), *_last_review(title)]
    running = title.rectifications.order_by("-issued_on", "-pk").first()
    lines += _rectification(running) if running else []
    case = title.revocations.order_by("-proposed_on", "-pk").first()
    lines += _revocation(case) if case else []
    lede = _("称号不会自动取消；您家随时可以退出，不用说理由。")
    return Part(_("复核和整改"), tuple(lines), lede) if lines else None


def _rounds(title: Title, on: date) -> list[Line]:
    """When the family is looked at again."""
    planned = title.reviews.filter(state=ReviewState.PLANNED, planned_on__gte=on).first()
    if planned is not None:
        text = _("考评小组的人上门看看，只看当天看得到的。不想让谁来，告诉村（社区）就行，不用说理由。")
        return [Line(_("上门复核"), text, until=planned.planned_on)]
    if title.state not in (TitleState.VALID, TitleState.REVIEW_DUE) or title.review_due_on > title.valid_to:
        return []
    until = title.review_due_on if title.review_due_on >= on else None
    return [Line(_("下一次复核"), _("一年看一次；村（社区）会先约好日子。"), until=until)]


def _last_review(title: Title) -> list[Line]:
    held = title.reviews.exclude(held_on__isnull=True).order_by("-held_on", "-pk").first()
    if held is None:
        return []
    return [_result(held), *_missed(held)]


def _result(review: TitleReview) -> Line:
    tone = DUE if review.state == ReviewState.FAILED else DONE
    day = date_format(review.held_on)
    return Line(review.get_kind_display(), review.note, note=day, chip=review.get_state_display(), tone=tone)


def _missed(review: TitleReview) -> list[Line]:
    found = review.findings.select_related("criterion", "reason")
    note = _("收拾好了随时告诉村（社区），马上来复查；有不同意见，可以申诉。")
    return [
        Line(
            f.criterion.title,
            _("没有达到：%(why)s。") % {"why": f.reason.text},
            note=note,
            tone=DUE,
            contests=f"{ReviewStep.key}:{review.pk}",
            contests_part=str(f.pk),
        )
        for f in found
    ]


def _rectification(running: Rectification) -> list[Line]:
    if running.state != RectificationState.OPEN:
        return []
    help_text = _("整改期内称号照旧有效。需要帮忙的，打 12338 或到村（社区）说一声；接受不接受帮助，都不登记在这里。")
    return [Line(_("改好的期限"), help_text, until=time_until(running), tone=DUE)]


def _revocation(case: Revocation) -> list[Line]:
    """Each step in the family's own words: what is proposed, when it is heard, until when it can appeal."""
    if case.state == RevocationState.PROPOSED:
        text = _("理由：%(why)s 请来说说您家的意见，也可以写下来。") % {"why": case.reason}
        return [Line(_("村（社区）提出取消称号"), text, until=case.hearing_on, tone=DUE)]
    if case.state == RevocationState.HEARD:
        text = _("您家的意见已经记下，等乡镇（街道）决定。现在改好了，照样可以复查通过。")
        return [Line(_("村（社区）提出取消称号"), text, tone=DUE)]
    if case.state == RevocationState.APPROVED:
        waits = _("您家的申诉还没有答复，什么都不会生效。") if is_contested(case.title) else ""
        text = _("理由：%(why)s 现在还没有生效；不同意的，可以申诉。") % {"why": case.reason}
        return [
            Line(_("乡镇（街道）拟取消称号"), text, note=waits, until=case.appeal_until, tone=DUE, contests=_key(case))
        ]
    if case.state == RevocationState.EXECUTED:
        text = _("外面只看得到“无有效称号”，看不到原因。您家随时可以重新参加。")
        return [Line(_("称号已取消"), text, tone=PLAIN, contests=_key(case))]
    return []


def _key(case: Revocation) -> str:
    return f"{RevocationStep.key}:{case.pk}"


@happened
def looked_after(household: Household) -> Iterator[Event]:
    """Reviews held, time given to put things right, and what was proposed and decided about the title."""
    panel = _("村（社区）评选考评小组")
    for review in TitleReview.objects.filter(household=household, held_on__isnull=False):
        told = {"kind": review.get_kind_display(), "result": review.get_state_display()}
        yield Event(review.held_on, _("%(kind)s：%(result)s。") % told, panel)
    for running in Rectification.objects.filter(household=household):
        what = _("请您家整改，期限到%(day)s。") % {"day": date_format(running.due_on)}
        yield Event(running.issued_on, what, panel)
    for case in Revocation.objects.filter(household=household):
        yield Event(case.proposed_on, _("提出取消称号，请您家说说意见。"), _("村（社区）"))
        if case.approved_on and case.state in (RevocationState.APPROVED, RevocationState.EXECUTED):
            yield Event(case.approved_on, _("拟取消称号，还没有生效；可以申诉。"), _("乡镇（街道）领导小组"))
