"""The numbers that laws and practice set, by the day they are asked for (domain B13, B14).

Shipped ones come with the code and stand in the table after every migration; what changes is entered on a page.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext

from anjia.regions.enums import Measure, Rule
from anjia.regions.models import LegacyTerm, LegalBasis

DATA = Path(__file__).parent / "data"


def basis(rule: Rule, on: date | None = None) -> LegalBasis:
    """The basis in force on a day (today by default); of a day before the first known one, that first one."""
    return bases([rule], on)[rule]


def bases(rules: Iterable[Rule], on: date | None = None) -> dict[Rule, LegalBasis]:
    """Several at once, in one query. Raises LookupError for a rule that has none at all."""
    day, wanted = on or timezone.localdate(), list(rules)
    found: dict[Rule, LegalBasis] = {}
    for row in LegalBasis.objects.filter(rule__in=wanted).order_by("rule", "-valid_from"):
        rule = Rule(row.rule)
        if rule not in found or found[rule].valid_from > day:
            found[rule] = row
    missing = [rule.value for rule in wanted if rule not in found]
    if missing:
        raise LookupError(f"no legal basis for {', '.join(missing)}")
    return found


def number(rule: Rule, on: date | None = None) -> int:
    """The length of time of a rule, in its own unit."""
    return basis(rule, on).numerator


def in_words(rule: Rule) -> str:
    """The length of time of a rule as people say it: `5 年`, `18 个月`, `30 日`."""
    found = basis(rule)
    if found.measure == Measure.MONTHS and found.numerator % 12 == 0:
        return gettext("%(n)d 年") % {"n": found.numerator // 12}
    return f"{found.numerator} {found.get_measure_display()}"


term_of = lazy(in_words, str)
"""The same, asked when it is shown."""


def load_shipped(*, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Bring the shipped rows up to date; runs after every migration. What was entered by hand is left alone."""
    if using != DEFAULT_DB_ALIAS:
        return
    for row in _read("legal_bases.yaml"):
        _load_basis(row)
    terms = [LegacyTerm(**row) for row in _read("legacy_terms.yaml")]
    LegacyTerm.objects.bulk_create(terms, ignore_conflicts=True)


def _read(name: str) -> list[dict[str, Any]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(yaml.safe_load(file))


def _load_basis(row: Mapping[str, Any]) -> None:
    """A shipped row ends where somebody has entered what follows it; its end is therefore not touched."""
    values = {**row, "is_shipped": True}
    key = {"rule": values.pop("rule"), "valid_from": values.pop("valid_from")}
    held = LegalBasis.objects.filter(**key).first()
    if held is None:
        later = LegalBasis.objects.filter(rule=key["rule"], valid_from__gt=key["valid_from"]).order_by("valid_from")
        end = later.values_list("valid_from", flat=True).first()
        LegalBasis.objects.create(**key, **values, valid_to=end)
    elif held.is_shipped:
        LegalBasis.objects.filter(pk=held.pk).update(**values)
