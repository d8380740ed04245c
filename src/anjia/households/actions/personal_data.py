"""A family's own copy of everything known of it, and its right to be forgotten (domain B10; 个保法 45, 47)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.actions.consents import LIVE, withdraw_participation
from anjia.households.enums import CopyReason, EraseReason, Verb
from anjia.households.family import own_only
from anjia.households.models import Household
from anjia.households.personal import FORGOTTEN, Holding, holdings
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require


@dataclass(frozen=True)
class Part:
    """One kind of record in a family's file: `rows` are lists of `(label, value)`, all in words."""

    name: str
    title: str
    rows: list[list[tuple[str, str]]]


@transaction.atomic
def hand_out_file(household: Household, *, reason: str, by: Actor) -> list[Part]:
    """Everything the house holds of a family, for the family. What is about others is left out."""
    require(by, Verb.HAND_OUT, household.region.path)
    own_only(by, household.pk)
    if reason not in CopyReason.values:
        raise Refused(_("请从列出的理由里选择一项。"))
    audit.record(Verb.HAND_OUT, household, by=by, note=reason, region_path=household.region.path)
    parts = [_part(holding, household) for holding in holdings()]
    return [part for part in parts if part.rows]


def _part(holding: Holding, household: Household) -> Part:
    fields = [(str(label), holding.model_class._meta.get_field(name)) for name, label in holding.told.items()]
    rows = [[(label, _shown(row, field, holding)) for label, field in fields] for row in holding.rows_of(household.pk)]
    said = [[pair for pair in row if pair[1]] for row in rows]
    return Part(holding.model, str(holding.title), [row for row in said if row])


def _shown(row: Any, field: Any, holding: Holding) -> str:
    if field.name in holding.words:
        return holding.words[field.name](getattr(row, field.name))
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    value = getattr(row, field.name)
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return "" if value is None else str(value)


@transaction.atomic
def erase_household(household: Household, *, reason: str, by: Actor) -> int:
    """Forget a family that has left: nothing that names it stays but what the law makes the house keep.

    Returns how many records were touched. Raises Refused while it takes part, Conflict where it is done already.
    """
    require(by, Verb.ERASE, household.region.path)
    own_only(by, household.pk)
    if reason not in EraseReason.values:
        raise Refused(_("请从列出的理由里选择一项。"))
    if household.is_active:
        raise Refused(_("这户还在登记册里。请先办“撤回同意”，再删除资料。"), who=_("退出马上生效，不问理由。"))
    if household.head_name == FORGOTTEN:
        raise Conflict(_("这户的资料已经删除。"))
    if household.consents.filter(state__in=LIVE).exists():
        withdraw_participation(household, by=by)
    touched = sum(holding.forget(household.pk, by) for holding in holdings())
    told = {"records": touched}
    audit.record(Verb.ERASE, household, by=by, after=told, note=reason, region_path=household.region.path)
    household.refresh_from_db()
    return touched
