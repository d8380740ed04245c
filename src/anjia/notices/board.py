"""What the public sees of a notice, the same on the page and on the poster."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.notices.enums import STARS, NoticeKind, NoticeState
from anjia.notices.models import NoticeEntry, PublicNotice
from anjia.notices.queries import CONTESTABLE, listed
from anjia.regions.working_days import is_covered, working_days_between

TITLES = {
    NoticeKind.PRE_NAMING: gettext_lazy("拟命名“平安家庭”公示"),
    NoticeKind.RESULT: gettext_lazy("命名“平安家庭”结果公告"),
    NoticeKind.QUARTER: gettext_lazy("五星平安家庭季度星级公示"),
    NoticeKind.YEAR: gettext_lazy("五星平安家庭年度星级公布"),
}


@dataclass(frozen=True)
class Board:
    """A notice ready to be shown."""

    notice: PublicNotice
    names: list[dict[str, str]]
    days_left: int | None
    is_open: bool

    @property
    def is_result(self) -> bool:
        return self.notice.kind == NoticeKind.RESULT

    @property
    def tells_only(self) -> bool:
        """Nobody can object any more: it says what came of it."""
        return self.notice.kind in (NoticeKind.RESULT, NoticeKind.YEAR)

    @property
    def counts_stars(self) -> bool:
        return self.notice.kind in STARS

    @property
    def title(self) -> str:
        return str(TITLES[NoticeKind(self.notice.kind)])

    @property
    def number(self) -> str:
        return number_of(self.notice)

    @property
    def words(self) -> str:
        """What stands before the names of a notice of stars: totals of everybody, names of five and four stars only."""
        quarter, told = self.notice.quarter, {"n": len(self.names)}
        if quarter is None:
            return _("全年四季都记了星的家庭按星数评定星级。以下 %(n)d 户评为五星、四星，现予公布。") % told
        told |= {"families": quarter.families, "full": quarter.full}
        return (
            _("本季共记 %(families)d 户，其中 %(full)d 户得满五颗星。以下 %(n)d 户得五颗或四颗星，现予公示，欢迎核对。")
            % told
        )

    @property
    def correction(self) -> str:
        """The dated note of a notice that stands in place of an earlier one."""
        notice = self.notice
        if not notice.corrected_on:
            return ""
        told = {"day": date_format(notice.corrected_on, "DATE_FORMAT"), "why": notice.get_correction_display()}
        return _("%(day)s更正（%(why)s），原来的公示已撤下。") % told if told["why"] else _("%(day)s更正。") % told

    @property
    def dates(self) -> str:
        notice = self.notice
        if not notice.starts_on or not notice.ends_on:
            return date_format(notice.starts_on, "DATE_FORMAT") if notice.starts_on else ""
        start, end = (date_format(day, "DATE_FORMAT") for day in (notice.starts_on, notice.ends_on))
        days = {"start": start, "end": end, "days": notice.working_days}
        return _("%(start)s至%(end)s（%(days)s 个工作日）") % days

    @property
    def is_uncovered(self) -> bool:
        """The calendar of the year it ends in is not known yet: Monday to Friday were counted."""
        ends_on = self.notice.ends_on
        return ends_on is not None and not is_covered(ends_on.year)


def number_of(notice: PublicNotice) -> str:
    """Which one it is: the batch, the quarter or the year."""
    told = {"year": notice.cycle.year, "batch": notice.batch}
    if notice.quarter:
        return _("%(year)s 年第 %(n)s 季度") % {**told, "n": notice.quarter.number}
    return (_("%(year)s 年度") if notice.kind == NoticeKind.YEAR else _("%(year)s 年第 %(batch)s 批")) % told


def board_of(notice: PublicNotice) -> Board:
    """The notice with the names that stand on it now; one that was taken down shows none."""
    entries = [] if notice.state == NoticeState.TAKEN_DOWN else list(listed(notice))
    today = timezone.localdate()
    contestable = notice.kind in CONTESTABLE
    ends = [entry.ends_on for entry in entries if entry.ends_on] + [notice.ends_on or today]
    running = notice.state == NoticeState.RUNNING and contestable
    left = working_days_between(today, notice.ends_on) if running and notice.ends_on else None
    is_open = contestable and notice.state in {NoticeState.RUNNING, NoticeState.ENDED} and today <= max(ends)
    return Board(notice, [_shown(entry, today) for entry in entries], left, bool(entries) and is_open)


def _shown(entry: NoticeEntry, today: date) -> dict[str, str]:
    group = entry.group_name
    if entry.stars:
        group += f" {_('五星') if entry.stars == 5 else _('四星')}"
    if entry.ends_on and entry.ends_on >= today:
        group += _("（延长至%(day)s）") % {"day": date_format(entry.ends_on, "MONTH_DAY_FORMAT")}
    if entry.corrected_on:
        day = date_format(entry.corrected_on, "MONTH_DAY_FORMAT")
        told = {"day": day, "name": entry.corrected_from}
        group += _("（%(day)s更正，原写作“%(name)s”）") % told if entry.corrected_from else _("（%(day)s更正）") % told
    return {"name": entry.shown_name, "group": group}


def address_of(notice: PublicNotice) -> str:
    """The notice's public address, as it stands in the QR code."""
    return settings.SITE_URL + reverse("notices:public_notice", args=[notice.pk])


def timeline(notice: PublicNotice) -> list[dict[str, Any]]:
    """What happened to a notice, as everybody may read it."""
    items: list[dict[str, Any]] = [{"label": _("张贴公示"), "at": notice.published_at, "tone": "done"}]
    if notice.corrected_on:
        told = notice.get_correction_display() or _("年度星级有更正")
        items[0] = {"label": _("更正后重新张贴"), "at": notice.published_at, "note": told, "tone": "due"}
    if notice.restarts and notice.counted_from:
        note = _("公示期从%(day)s重新计算") % {"day": date_format(notice.counted_from, "DATE_FORMAT")}
        reason = notice.get_restart_reason_display()
        items.append({"label": reason, "at": notice.counted_at, "note": note, "tone": "due"})
    if notice.state == NoticeState.TAKEN_DOWN:
        items.append({"label": _("已撤下"), "note": notice.get_take_down_reason_display(), "tone": "seal"})
    if notice.state == NoticeState.ENDED:
        items.append({"label": _("公示期满"), "at": notice.ended_at, "tone": "done"})
    return items
