"""What is there already: groups, families, their titles and plaques, asked for once for a whole list."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.functional import cached_property

from anjia.exemplars.earlier.columns import Column
from anjia.exemplars.models import Plaque
from anjia.exemplars.queries.plaques import LIVE
from anjia.honours.adoption.reading import serial_of
from anjia.honours.models import Title
from anjia.honours.queries import in_force
from anjia.households.models import Household
from anjia.households.queries.proofs import has_proof
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.regions.queries import groups_under


class Register:
    """The registry, the titles in force and the plaques around the rows of one list."""

    def __init__(self, place: Region, rows: Sequence[Mapping[str, Any]]):
        self.place = place
        self.asked = {serial_of(row, Column.SERIAL) for row in rows} - {""}

    @cached_property
    def groups(self) -> dict[tuple[str, str], Region]:
        """(village id, label) to the group."""
        return {(str(group.parent_id), group.name): group for group in groups_under(self.place.path)}

    @cached_property
    def families(self) -> dict[tuple[UUID, str], list[UUID]]:
        """(group id, head) to the families registered there."""
        rows = Household.objects.filter(under("region__path", self.place.path), is_active=True).order_by("pk")
        found: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
        for pk, group, name in rows.values_list("pk", "region_id", "head_name"):
            found[group, name].append(pk)
        return found

    @cached_property
    def titles(self) -> dict[tuple[UUID, str], Title]:
        """(family, kind) to its title in force, the latest where there are two; with whether consent `is_proven`."""
        rows = in_force(Title.objects.filter(under("region__path", self.place.path)))
        rows = rows.annotate(is_proven=has_proof("household")).select_related("region").order_by("granted_on", "pk")
        return {(title.household_id, title.kind): title for title in rows}

    @cached_property
    def hung(self) -> dict[tuple[UUID, str], str]:
        """(family, kind) to the serial of the plaque that it has."""
        rows = Plaque.objects.filter(under("region__path", self.place.path), state__in=LIVE).order_by()
        return {(family, kind): serial for family, kind, serial in rows.values_list("household_id", "kind", "serial")}

    @cached_property
    def serials(self) -> set[str]:
        return set(Plaque.objects.filter(serial__in=self.asked).order_by().values_list("serial", flat=True))
