"""The registry's list as it leaves the system: without phone numbers and addresses (domain B11, experience 20)."""

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from anjia.documents.exports import ExportableList, register
from anjia.documents.papers import Column, Roster
from anjia.households.enums import Verb
from anjia.households.models import Household
from anjia.households.queries import matching, with_proof
from anjia.kernel.scope import under
from anjia.regions.models import Region

COLUMNS = (
    Column("序号", share=0.7),
    Column("村（社区）", share=2.4),
    Column("村（居）民小组", share=1.5),
    Column("户主姓名", share=1.5),
    Column("出生年月", share=1.3),
    Column("家庭人数", share=1),
    Column("居住类型", share=1.1),
)


def families_of(region: Region, query: str) -> QuerySet[Household]:
    """The families at or below a place that the filters of the registry's page leave, and whose consent is proven.

    Who still lacks a proof stands on no list that leaves the village (frame F5).
    """
    asked = QueryDict(query)
    here = Household.objects.filter(under("region__path", region.path), is_active=True)
    families = with_proof(here).filter(has_proof=True)
    return matching(families, q=asked.get("q", ""), proof=asked.get("proof", ""))


def count(region: Region, query: str) -> int:
    return families_of(region, query).count()


def roster(region: Region, query: str, stamp: str) -> Roster:
    families = families_of(region, query).select_related("region__parent").defer("phone", "search_tokens", "address")
    rows = [
        (
            number, family.region.parent.name if family.region.parent else "", family.region.name, family.head_name,
            family.head_birth or "—", family.household_size, str(family.get_residence_type_display()),
        )
        for number, family in enumerate(families.order_by("region__path", "head_name", "pk"), start=1)
    ]  # fmt: skip
    return Roster(f"{region.name}家庭登记名单", COLUMNS, rows, subtitle=stamp, landscape=True)


register(ExportableList("households", _("家庭登记名单"), Verb.EXPORT, "households:list", count, roster))
