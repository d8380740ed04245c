"""The list of titles as it leaves the system (domain B11)."""

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from anjia.documents.exports import ExportableList, register
from anjia.documents.papers import Roster
from anjia.honours.enums import Verb
from anjia.honours.models import Title
from anjia.honours.papers import HONOUR, list_of
from anjia.honours.queries import matching, named_openly
from anjia.kernel.scope import under
from anjia.regions.models import Region

FILTERS = ("q", "year", "state")


def titles_of(region: Region, query: str) -> QuerySet[Title]:
    """The titles at or below a place that the filters of a list leave."""
    asked = QueryDict(query)
    titles = Title.objects.filter(under("region__path", region.path))
    return matching(named_openly(titles), **{name: asked.get(name, "") for name in FILTERS})


def count(region: Region, query: str) -> int:
    return titles_of(region, query).count()


def roster(region: Region, query: str, stamp: str) -> Roster:
    titles = titles_of(region, query).select_related("region__parent", "decision").order_by("serial")
    return list_of(titles, f"{region.name}“{HONOUR}”称号名单", stamp)


register(ExportableList("titles", _("称号名单"), Verb.EXPORT, "honours:title_list", count, roster))
