"""What may leave by a token: the totals of a closed quarter. No token opens a case (ADR 15)."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema

from anjia.kernel.exceptions import Refused
from anjia.regions.enums import Level
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.services.enums import Verb
from anjia.services.figures import Figures, closed_quarters, figures_of
from anjia.services.kinds import all_kinds
from anjia.web.api.operations import ApiRouter

router = ApiRouter()


class FigureFilters(Schema):
    region: UUID
    quarter: str
    kind: str


class CellOut(Schema):
    """One number; null where it is hidden."""

    name: str
    count: int | None


class MarksOut(Schema):
    heard: float
    told: float
    helped: float


class FiguresOut(Schema):
    """A quarter of a district. Counts of one to four are null, and so is what they could be worked out from."""

    quarter: str
    kind: str
    towns: list[CellOut]
    topics: list[CellOut]
    total: int | None
    advice: list[CellOut]
    advice_total: int | None
    marks: MarksOut | None

    @classmethod
    def of(cls, told: Figures, filters: FigureFilters) -> "FiguresOut":
        lists = {name: _cells(getattr(told, name)) for name in ("towns", "topics", "advice")}
        marks = MarksOut(**told.marks) if told.marks else None
        return cls(
            quarter=filters.quarter, kind=filters.kind, total=told.total, advice_total=told.advice_total,
            marks=marks, **lists,
        )  # fmt: skip


def _cells(rows: list[tuple[str, int | None]]) -> list[CellOut]:
    return [CellOut(name=name, count=count) for name, count in rows]


@router.get("/service-figures", permission=Verb.VIEW_FIGURES, answer=FiguresOut)
def service_figures(request: HttpRequest, filters: Query[FigureFilters]) -> FiguresOut:
    """Cases of a kind, advice and marks of a whole district in a quarter that is over."""
    if filters.quarter not in closed_quarters() or filters.kind not in {kind.key for kind in all_kinds()}:
        raise Refused(_("只有已结束的季度才有数字；请核对季度和类别。"))
    districts = regions_visible_to(request.user, Verb.VIEW_FIGURES).filter(level=Level.COUNTY)
    district = get_object_or_404(districts, pk=filters.region)
    return FiguresOut.of(figures_of(request.user, district, filters.quarter, kind=filters.kind), filters)
