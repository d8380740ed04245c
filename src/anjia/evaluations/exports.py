"""The list of candidate families as it leaves the system (domain B11)."""

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from anjia.documents.exports import ExportableList, register
from anjia.documents.papers import Column, Roster
from anjia.evaluations.forms.filters import CandidacyFilter
from anjia.evaluations.models import Candidacy
from anjia.evaluations.queries.candidacies import IN_THE_VILLAGE_ONLY
from anjia.households.enums import Verb
from anjia.kernel.scope import under
from anjia.regions.models import Region

COLUMNS = (
    Column("序号", share=0.7),
    Column("村（社区）", share=2.4),
    Column("村（居）民小组", share=1.5),
    Column("户主姓名", share=1.5),
    Column("得分", share=1),
    Column("同意票", share=1.2),
    Column("进度", share=1.6),
)


def candidacies_of(region: Region, query: str) -> QuerySet[Candidacy]:
    """The families at or below a place that the filters of the list leave.

    Who still lacks a proof, or has left, stands on no list that leaves the village (frame F5).
    """
    asked = QueryDict(query)
    families = Candidacy.objects.filter(under("region__path", region.path)).exclude(state__in=IN_THE_VILLAGE_ONLY)
    looked_at = Region.objects.filter(path=asked.get("place", "")).first() or region
    families = families.filter(under("region__path", looked_at.path))
    return CandidacyFilter(asked, place=looked_at, has_state=True).narrow(families)


def count(region: Region, query: str) -> int:
    return candidacies_of(region, query).count()


def roster(region: Region, query: str, stamp: str) -> Roster:
    families = candidacies_of(region, query).select_related("household", "region__parent")
    rows = [
        (
            number, family.region.parent.name if family.region.parent else "", family.region.name,
            family.household.head_name, family.shown_score, _votes(family), str(family.get_state_display()),
        )
        for number, family in enumerate(families.order_by("region__path", "household__head_name", "pk"), start=1)
    ]  # fmt: skip
    return Roster(f"{region.name}候选户名单", COLUMNS, rows, subtitle=stamp, landscape=True)


def _votes(family: Candidacy) -> str:
    return "—" if family.votes_for is None else f"{family.votes_for} / {family.voters_present}"


register(ExportableList("candidacies", _("候选户名单"), Verb.EXPORT, "evaluations:candidacy_list", count, roster))
