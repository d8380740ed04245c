"""The shipped standards as data: read, checked, and compared with what the database holds (domain A2, A6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from anjia.programmes.enums import Scheme
from anjia.programmes.models import Criterion, StandardVersion

SHIPPED = Path(__file__).parent / "data"
FULL_MARKS = 100
STARS_A_YEAR = 20
ONE_STAR = 1


@dataclass(frozen=True)
class ReasonText:
    """Why points may be taken off; `max_half_points` is the most it may take."""

    text: str
    text_en: str
    max_half_points: int
    is_missing_credit: bool


@dataclass(frozen=True)
class CriterionText:
    """One criterion with its closed list of reasons."""

    code: str
    title: str
    title_en: str
    guide: str
    guide_en: str
    alternative: str
    alternative_en: str
    max_half_points: int
    reasons: tuple[ReasonText, ...]


@dataclass(frozen=True)
class StandardText:
    """One version of a standard, whole."""

    code: str
    scheme: str
    title: str
    title_en: str
    version: int
    step_half_points: int
    bands: tuple[tuple[int, int, int], ...]
    criteria: tuple[CriterionText, ...]
    plain: str = ""


def shipped() -> list[StandardText]:
    """The standards that come with Anjia, in the order of their codes."""
    files = sorted(SHIPPED.glob("standard_*.yaml"))
    return sorted((parse(yaml.safe_load(f.read_text(encoding="utf-8"))) for f in files), key=lambda text: text.code)


def parse(data: dict[str, Any]) -> StandardText:
    """Read one standard. Raises ValueError where it does not add up (domain A2-1, A6-3)."""
    text = StandardText(
        code=data["code"],
        scheme=Scheme(data["scheme"]),
        title=data["title"],
        title_en=data.get("title_en", ""),
        version=data["version"],
        step_half_points=_half_points(data.get("step", 0.5)),
        bands=tuple((band["min"], band["max"], band["level"]) for band in data.get("bands", [])),
        criteria=tuple(_criterion(entry) for entry in data["criteria"]),
        plain=_plain(data["criteria"]),
    )
    _check(text)
    return text


def _plain(entries: Sequence[dict[str, Any]]) -> str:
    """The plain words of all criteria as one text, a paragraph each, its title first (domain A13-4)."""
    said = [(n, entry["title"], entry.get("plain", "")) for n, entry in enumerate(entries, start=1)]
    return "\n\n".join(f"{number}. {title}\n{words}" for number, title, words in said if words)


def _half_points(points: float) -> int:
    doubled = Decimal(str(points)) * 2
    if doubled != int(doubled):
        raise ValueError(f"{points} is no whole number of half-points")
    return int(doubled)


def _criterion(entry: dict[str, Any]) -> CriterionText:
    return CriterionText(
        code=entry["code"],
        title=entry["title"],
        title_en=entry.get("title_en", ""),
        guide=entry["guide"],
        guide_en=entry.get("guide_en", ""),
        alternative=entry.get("alternative", ""),
        alternative_en=entry.get("alternative_en", ""),
        max_half_points=_half_points(entry.get("max_score", ONE_STAR)),
        reasons=tuple(_reason(reason) for reason in entry.get("reasons", [])),
    )


def _reason(entry: dict[str, Any]) -> ReasonText:
    return ReasonText(
        text=entry["text"],
        text_en=entry.get("text_en", ""),
        max_half_points=_half_points(entry["max"]),
        is_missing_credit=entry.get("missing_credit", False),
    )


def _check(text: StandardText) -> None:
    if len({criterion.code for criterion in text.criteria}) != len(text.criteria):
        raise ValueError(f"{text.code}: a criterion stands twice")
    for criterion in text.criteria:
        if any(reason.max_half_points > criterion.max_half_points for reason in criterion.reasons):
            raise ValueError(f"{text.code}: a reason of {criterion.code} takes more than the criterion gives")
    full = sum(criterion.max_half_points for criterion in text.criteria)
    if text.scheme == Scheme.POINTS_100 and full != 2 * FULL_MARKS:
        raise ValueError(f"{text.code}: the criteria add up to {full / 2}, not {FULL_MARKS}")
    if text.scheme == Scheme.STARS_20:
        _check_bands(text.bands)


def _check_bands(bands: Sequence[tuple[int, int, int]]) -> None:
    held = sorted(stars for low, high, _level in bands for stars in range(low, high + 1))
    if held != list(range(STARS_A_YEAR + 1)):
        raise ValueError("the bands leave a hole, or lie over each other")


def stored(version: StandardVersion) -> StandardText:
    """The same shape, read back from the database."""
    standard = version.standard
    return StandardText(
        code=standard.code,
        scheme=standard.scheme,
        title=standard.title,
        title_en=standard.title_en,
        version=version.number,
        step_half_points=version.step_half_points,
        bands=tuple((band["min"], band["max"], band["level"]) for band in version.bands),
        criteria=tuple(_stored_criterion(c) for c in version.criteria.prefetch_related("reasons")),
        plain=version.plain,
    )


def _stored_criterion(criterion: Criterion) -> CriterionText:
    named = ("code", "title", "title_en", "guide", "guide_en", "alternative", "alternative_en", "max_half_points")
    reasons = tuple(
        ReasonText(r.text, r.text_en, r.max_half_points, r.is_missing_credit) for r in criterion.reasons.all()
    )
    return CriterionText(**{name: getattr(criterion, name) for name in named}, reasons=reasons)


def level_of(bands: Sequence[dict[str, int]], stars: int) -> int:
    """The grade of a year's stars (domain A6-3). Raises ValueError for what is no number of stars from 0 to 20."""
    if isinstance(stars, int) and not isinstance(stars, bool):
        for band in bands:
            if band["min"] <= stars <= band["max"]:
                return band["level"]
    raise ValueError(f"{stars} is no number of stars")
