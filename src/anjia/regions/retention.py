"""How long what is kept is kept: what goes, by which rule, counted from when (domain B10; 个保法 19, 47).

A registry filled from the slices that own the tables. `carry_out` runs every night; the staff page and the dry run ask
the same questions and change nothing.
"""

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.schedules import every
from anjia.kernel.scope import under_any
from anjia.regions.clocks import months_after
from anjia.regions.enums import Measure, Rule, Verb
from anjia.regions.legal import bases
from anjia.regions.models import LegalBasis

CHUNK = 200
SOON = timedelta(days=31)
Label = str | Promise


@dataclass(frozen=True)
class Keeping:
    """One kind of record whose term comes to an end.

    `rows()` are those still held whose clock has started, at the lookup `clock` (a date); `place` is the lookup of
    their region's path. `destroy(ids, by)` forgets some of them and is safe to run twice.
    """

    key: str
    what: Label
    since: Label
    goes: Label
    rule: Rule
    rows: Callable[[], QuerySet[Any]]
    clock: str
    place: str
    destroy: Callable[[Collection[uuid.UUID], Actor], object]

    def due(self, basis: LegalBasis, on: date) -> QuerySet[Any]:
        """The rows whose term is over on a day."""
        return self.rows().filter(**{f"{self.clock}__lt": starts_by(basis, on)})


@dataclass(frozen=True)
class Fixed:
    """What goes by itself after a short time that no rule sets, told on the page."""

    what: Label
    term: Label


@dataclass(frozen=True)
class Line:
    """One kind on the page: how many go tonight, how many within a month, and the first day on which any goes."""

    keeping: Keeping
    basis: LegalBasis
    now: int
    soon: int
    first: date | None


keepings: dict[str, Keeping] = {}
fixed: list[Fixed] = []
_stays: dict[str, list[Callable[[Collection[uuid.UUID]], Collection[uuid.UUID]]]] = {}


def keep(keeping: Keeping) -> None:
    keepings[keeping.key] = keeping


def tell(what: Label, term: Label) -> None:
    """Name on the page what the slice destroys after a short time of its own."""
    fixed.append(Fixed(what, term))


def hold_back(key: str, finder: Callable[[Collection[uuid.UUID]], Collection[uuid.UUID]]) -> None:
    """`finder(ids)` answers which of them stay though their time is over: something above still rests on them."""
    _stays.setdefault(key, []).append(finder)


def starts_by(basis: LegalBasis, on: date) -> date:
    """What began before this day is over on `on`. Raises ValueError for a rule that is no term of keeping."""
    return _moved(basis, on, -1)


def _moved(basis: LegalBasis, day: date, sign: int) -> date:
    if basis.measure == Measure.MONTHS:
        return months_after(day, sign * basis.numerator)
    if basis.measure == Measure.DAYS:
        return day + sign * timedelta(days=basis.numerator)
    raise ValueError(f"{basis.rule} is no term of keeping")


def preview(paths: Sequence[str], on: date | None = None) -> list[Line]:
    """What is due at or below some places, and when; numbers only."""
    day = on or timezone.localdate()
    found = bases({keeping.rule for keeping in keepings.values()}, day) if keepings else {}
    return [_line(keeping, found[keeping.rule], paths, day) for keeping in keepings.values()]


def _line(keeping: Keeping, basis: LegalBasis, paths: Sequence[str], day: date) -> Line:
    held = keeping.rows().filter(under_any(keeping.place, paths))
    now, later = (starts_by(basis, until) for until in (day, day + SOON))
    near = held.filter(**{f"{keeping.clock}__lt": later})
    stay = _staying(keeping.key, list(near.order_by().values_list("pk", flat=True))) if keeping.key in _stays else set()
    goes = held.exclude(pk__in=stay) if stay else held
    figures = goes.order_by().aggregate(
        first=Min(keeping.clock),
        now=Count("pk", filter=Q(**{f"{keeping.clock}__lt": now})),
        near=Count("pk", filter=Q(**{f"{keeping.clock}__lt": later})),
    )
    first = _moved(basis, figures["first"], 1) + timedelta(days=1) if figures["first"] else None
    return Line(keeping, basis, figures["now"], figures["near"] - figures["now"], first)


def _staying(key: str, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those that stay though their time is over, or will be."""
    return {pk for finder in _stays.get(key, []) for pk in finder(ids)} if ids else set()


def carry_out(on: date | None = None, *, dry_run: bool = False) -> dict[str, int]:
    """Destroy whose time is over; returns how many of each kind. A dry run only counts."""
    day = on or timezone.localdate()
    found = bases({keeping.rule for keeping in keepings.values()}, day) if keepings else {}
    return {key: _destroy(keeping, found[keeping.rule], day, dry_run) for key, keeping in keepings.items()}


def _destroy(keeping: Keeping, basis: LegalBasis, day: date, dry_run: bool) -> int:
    rows = dict(keeping.due(basis, day).order_by("pk").values_list("pk", keeping.place))
    stay = _staying(keeping.key, list(rows))
    over = [pk for pk in rows if pk not in stay]
    if not dry_run:
        for start in range(0, len(over), CHUNK):
            _destroy_some(keeping, basis, {pk: rows[pk] for pk in over[start : start + CHUNK]})
    return len(over)


@transaction.atomic
def _destroy_some(keeping: Keeping, basis: LegalBasis, paths: dict[uuid.UUID, str]) -> None:
    keeping.destroy(list(paths), SYSTEM)
    entries = [(pk, path, None, {"kind": keeping.key}) for pk, path in paths.items()]
    label = keeping.rows().model._meta.label_lower
    audit.record_many(Verb.FORGET, label, entries, by=SYSTEM, note=f"{basis} {basis.numerator} {basis.measure}")


@every(minutes=60 * 24, name="regions.retention")
def keep_to_terms() -> None:
    """Once a day."""
    carry_out()


tell(_("上传的名册、扫描原件"), _("读完或确认后马上销毁，最长一天；不进回收站，谁也恢复不了"))
tell(_("回收站"), _("30 天"))
tell(_("没有提交的表单"), _("7 天"))
tell(_("被导入更新前的旧资料"), _("撤销期满 7 天"))
tell(_("变更申请里填写的内容和纸质表"), _("办结后 30 天"))
tell(_("“觉得是被要求参加的”反映"), _("答复后 1 年"))
tell(_("会议记录、名单、签到表和其他归档的原件"), _("10 年或 30 年，到期由档案部门鉴定销毁，系统不自动删"))
tell(_("命名决定、命名名单"), _("永久：户主姓名、单位和年度"))
tell(_("操作记录"), _("不少于 6 个月；只增不删，谁也改不了，不写家庭的姓名、住址和电话"))
