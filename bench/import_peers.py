"""Village workbooks to committed families by django-import-export: tuned, and as it comes.

Both write the same columns of a family as we do, with the search tokens and the sealed phone, and its consents, each
file in one transaction; both leave out the staging, the audit trail and most of the validation. Tuned is what its
guide to bulk imports names: bulk mode, batches, no diff, no look for the family that may be there already, the groups
fetched once a file. As it comes is what its guide begins with: declared fields and the key a family is known by.
Two more are shown: tuned but validated and looked up, as our rows are; as it comes with the preview of its admin.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tablib
from django.db import connection
from django.utils import timezone
from import_export.fields import Field as Declared
from import_export.formats.base_formats import XLSX
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget, IntegerWidget, Widget

from anjia.households.actions.consent_texts import current_text
from anjia.households.enums import ConsentKind, ResidenceType
from anjia.households.models import Consent, Household
from anjia.households.roster import LABELS, Field
from anjia.households.search import phone_index, tokens_of
from anjia.regions.models import Region

COLUMNS = (
    "head_name", "head_birth", "household_size", "address", "phone", "residence_type", "phone_index", "search_tokens",
)  # fmt: skip
KEY = ("region", "head_name", "head_birth")
RUNS = 3
RESIDENCES = {"常住": ResidenceType.LOCAL, "流动": ResidenceType.FLOATING, "出租": ResidenceType.RENTAL}


def heading(field: Field) -> str:
    return str(LABELS[field])


def group_code(row: dict[str, Any]) -> str:
    """The code of the group that the row names: of 3组 in village 430203001001 it is 430203001001-03."""
    return f"{row[heading(Field.CODE)]}-{row[heading(Field.GROUP)].removesuffix('组'):0>2}"


class ResidenceWidget(Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return RESIDENCES[value]


class Families(ModelResource):
    """The columns of the roster, and the two that are computed from them."""

    head_name = Declared(attribute="head_name", column_name=heading(Field.HEAD))
    head_birth = Declared(attribute="head_birth", column_name=heading(Field.BIRTH))
    household_size = Declared(attribute="household_size", column_name=heading(Field.SIZE), widget=IntegerWidget())
    address = Declared(attribute="address", column_name=heading(Field.ADDRESS))
    phone = Declared(attribute="phone", column_name=heading(Field.PHONE))
    residence_type = Declared(
        attribute="residence_type", column_name=heading(Field.RESIDENCE), widget=ResidenceWidget()
    )
    phone_index = Declared(attribute="phone_index", column_name="phone_index")
    search_tokens = Declared(attribute="search_tokens", column_name="search_tokens")

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        self.texts = {kind: current_text(kind) for kind in ConsentKind}

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        phone = row[heading(Field.PHONE)]
        row["phone_index"] = phone_index(phone)
        row["search_tokens"] = tokens_of(row[heading(Field.HEAD)], phone)

    def consents_of(self, family: Household, row: dict[str, Any]) -> list[Consent]:
        """What its 是 asserts: one for taking part, one for being shown by name where the roster says so."""
        agreed = (ConsentKind.PARTICIPATE, *([ConsentKind.PUBLISH] if row[heading(Field.PUBLISHES)] == "是" else []))
        today = timezone.localdate()
        return [Consent(household=family, kind=kind, text=self.texts[kind], asserted_on=today) for kind in agreed]


class AsItComes(Families):
    """Nothing set but the fields, and by which of them a family is found again; consents as its hook is shown."""

    region = Declared(attribute="region", column_name="region", widget=ForeignKeyWidget(Region, field="code"))

    class Meta:
        model = Household
        fields = (*COLUMNS, "region")
        import_id_fields = KEY

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        dataset.append_col([group_code(row) for row in dataset.dict], header="region")

    def after_save_instance(self, instance: Household, row: dict[str, Any], **kwargs: Any) -> None:
        for consent in self.consents_of(instance, row):
            consent.save()


class Tuned(Families):
    """All that its guide offers against time."""

    region_id = Declared(attribute="region_id", column_name="region_id", widget=Widget())

    class Meta:
        model = Household
        fields = (*COLUMNS, "region_id")
        use_bulk = True
        batch_size = 1000
        force_init_instance = True
        skip_diff = True
        skip_html_diff = True
        skip_unchanged = False
        use_transactions = True

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        villages = set(dataset[heading(Field.CODE)])
        self.groups = dict(Region.objects.filter(parent__code__in=villages).values_list("code", "pk"))
        self.consents: list[Consent] = []

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        super().before_import_row(row, **kwargs)
        row["region_id"] = self.groups[group_code(row)]

    def after_save_instance(self, instance: Household, row: dict[str, Any], **kwargs: Any) -> None:
        self.consents += self.consents_of(instance, row)

    def after_import(self, dataset: tablib.Dataset, result: Any, **kwargs: Any) -> None:
        Consent.objects.bulk_create(self.consents, batch_size=self._meta.batch_size)


class Checked(Tuned):
    """Tuned, but each row is validated by its model, and a family that is there already is found again."""

    class Meta:
        force_init_instance = False
        import_id_fields = ("region_id", *KEY[1:])
        clean_model_instances = True

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        dataset.append_col([self.groups[group_code(row)] for row in dataset.dict], header="region_id")


@dataclass(frozen=True)
class Peer:
    """One way to run it; `previewed`: its admin reads and tries the file, shows it, and imports it when confirmed."""

    name: str
    resource: type[Families]
    previewed: bool = False

    def rows_per_second(self, files: Sequence[bytes], families: int) -> float:
        """From the files' bytes to as many committed rows in an empty registry; the best of three runs."""
        return max(families / self._seconds(files, families) for _run in range(RUNS))

    def _seconds(self, files: Sequence[bytes], families: int) -> float:
        resource = self.resource()
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {Household._meta.db_table}, {Consent._meta.db_table} CASCADE")
        begun = time.perf_counter()
        for data in files:
            for dry_run in (True, False) if self.previewed else (False,):
                resource.import_data(XLSX().create_dataset(data), dry_run=dry_run, raise_errors=True)
        seconds = time.perf_counter() - begun
        written = Household.objects.exclude(search_tokens="").exclude(phone="").count()
        if written != families or Consent.objects.filter(kind=ConsentKind.PARTICIPATE).count() != families:
            raise RuntimeError(f"{self.name} wrote {written} of {families} families")
        return seconds


TUNED = Peer("django-import-export, tuned", Tuned)
CHECKED = Peer("django-import-export, tuned, validated", Checked)
AS_IT_COMES = Peer("django-import-export, as it comes", AsItComes)
PREVIEWED = Peer("django-import-export, as it comes, previewed", AsItComes, previewed=True)
