"""The villages beside the middle of their town, for reviewers above the village alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import Verb
from anjia.evaluations.forms.spot_checks import StandingOutFilter
from anjia.evaluations.points import shown_points
from anjia.evaluations.queries.standing_out import LEAST_FAMILIES, LEAST_VILLAGES, Compared, flagged
from anjia.evaluations.reviewing import compared_here
from anjia.evaluations.views.base import PlaceMixin
from anjia.regions.models import Region
from anjia.web.columns import Column
from anjia.web.screens import ListScreen


class StandingOutList(PlaceMixin, ListScreen):
    """Whole villages only. A village with few families, or alone with few others, is not compared."""

    permission = Verb.SEE_CHECKS
    heading = _("各村评分对照")
    template_name = "evaluations/standing_out.html"
    default_order = ("path",)
    no_export = "a reason to look, for reviewers alone: it is not passed on"
    filter_form = StandingOutFilter
    other_keys = frozenset({"place"})
    columns = (
        Column("village", _("村（社区）"), "name", note=lambda row: row.parent.name, is_essential=True, share=3),
        Column("families", _("已评分（户）"), "families", is_figure=True),
        Column("mean", _("平均分"), "mean", note=lambda row: row.town_mean, is_figure=True),
        Column("spread", _("离散程度"), "spread", note=lambda row: row.town_spread, is_figure=True),
        Column("flags", _("对照"), "flags", tone=lambda row: row.tone, share=3),
    )

    @cached_property
    def compared(self) -> Mapping[str, Compared]:
        return compared_here(self.user, self.place)

    def get_queryset(self) -> QuerySet[Region]:
        return Region.objects.filter(path__in=list(self.compared)).select_related("parent")

    def filter(self, queryset: QuerySet[Region]) -> QuerySet[Region]:
        show = self.filters.condition("show")
        if not show:
            return queryset
        found = flagged(self.compared)
        return queryset.filter(path__in=[p for p, line in found.items() if show == "flagged" or show in line.flags])

    def prepare(self, rows: Sequence[Region]) -> Sequence[Region]:
        for row in rows:
            self._dress(row, self.compared[row.path])
        return rows

    def _dress(self, row: Any, line: Compared) -> None:
        is_shown = line.figures.families >= LEAST_FAMILIES
        row.families = line.figures.families
        row.mean = shown_points(line.figures.mean) if is_shown else ""
        row.spread = shown_points(line.figures.spread) if is_shown else ""
        row.town_mean = _beside(line.town_mean) if is_shown else ""
        row.town_spread = _beside(line.town_spread) if is_shown else ""
        row.flags = [flag.label for flag in line.flags] or [self._plain(line, is_shown)]
        row.tone = "due" if line.flags else "calm"

    def _plain(self, line: Compared, is_shown: bool) -> str:
        if not is_shown:
            return str(_("不足 %(n)d 户，不对照") % {"n": LEAST_FAMILIES})
        if line.town_mean is None:
            return str(_("本镇街不足 %(n)d 个村可对照") % {"n": LEAST_VILLAGES})
        return str(_("没有明显偏离"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        checks = reverse("evaluations:spot_check_list")
        limits = {"least_families": LEAST_FAMILIES, "least_villages": LEAST_VILLAGES}
        return super().get_context_data(checks_url=checks, **limits, **kwargs)


def _beside(points: Any) -> str:
    return str(_("全镇街中位 %(points)s") % {"points": shown_points(points)}) if points is not None else ""
