"""What is there already: groups, families, decisions, numbers, serials, asked for once for a whole list."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.functional import cached_property

from anjia.documents.models import DocumentNumber
from anjia.documents.numbers import ParsedNumber, parse_old_number
from anjia.honours.adoption.columns import Column
from anjia.honours.adoption.reading import serial_of, written
from anjia.honours.enums import TitleKind
from anjia.honours.models import NamingDecision, Title
from anjia.honours.queries import in_force
from anjia.households.models import Household
from anjia.kernel.exceptions import Refused
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.regions.queries import groups_under
from anjia.regions.terms import replace_terms, terms


class Register:
    """The registry and the register of numbers around the rows of one list."""

    def __init__(self, place: Region, rows: Sequence[Mapping[str, Any]]):
        self.place = place
        self.texts = {written(row, Column.NUMBER) for row in rows}
        self.serials_asked = {serial_of(row) for row in rows} - {""}

    @cached_property
    def groups(self) -> dict[tuple[str, str], Region]:
        """(village id, label) to the group."""
        return {(str(group.parent_id), group.name): group for group in groups_under(self.place.path)}

    @cached_property
    def families(self) -> dict[tuple[UUID, str], list[UUID]]:
        """(group id, head) to the families registered there."""
        rows = Household.objects.filter(under("region__path", self.place.path), is_active=True).order_by("pk")
        found: dict[tuple[UUID, str], list[UUID]] = {}
        for pk, group, name in rows.values_list("pk", "region_id", "head_name"):
            found.setdefault((group, name), []).append(pk)
        return found

    @cached_property
    def numbers(self) -> dict[str, ParsedNumber | str]:
        """What each text means as a number, or why it means none."""
        found: dict[str, ParsedNumber | str] = {}
        for text in self.texts:
            try:
                found[text] = parse_old_number(text)
            except Refused as refusal:
                found[text] = str(refusal)
        return found

    @cached_property
    def decisions(self) -> dict[str, NamingDecision]:
        wanted = [str(number) for number in self.numbers.values() if isinstance(number, ParsedNumber)]
        rows = NamingDecision.objects.filter(number_text__in=wanted).select_related("region")
        return {decision.number_text: decision for decision in rows}

    @cached_property
    def lines(self) -> set[str]:
        """The numbers the register has, of the organs and years asked about."""
        asked = {number.organ_word for number in self.numbers.values() if isinstance(number, ParsedNumber)}
        return {str(line) for line in DocumentNumber.objects.filter(organ_word__in=asked)}

    @cached_property
    def serials(self) -> set[str]:
        return set(Title.objects.filter(serial__in=self.serials_asked).values_list("serial", flat=True))

    @cached_property
    def held(self) -> set[tuple[UUID, UUID]]:
        """(family, decision) of the titles that those decisions gave."""
        ids = [decision.pk for decision in self.decisions.values()]
        return set(Title.objects.filter(decision__in=ids).values_list("household_id", "decision_id"))

    @cached_property
    def based(self) -> set[UUID]:
        """The families that hold a title of 平安家庭 in force."""
        held = in_force(Title.objects.filter(under("region__path", self.place.path), kind=TitleKind.SAFE_FAMILY))
        return set(held.order_by().values_list("household_id", flat=True))

    @cached_property
    def _terms(self) -> dict[str, str]:
        return terms()

    def modernised(self, organ: str) -> str:
        return replace_terms(organ, self._terms)[0]
