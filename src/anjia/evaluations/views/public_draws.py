"""Draws as everybody may follow them: announced, drawn, done again at home (issue 4). No family, no result."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.drawing import Lot, code_of
from anjia.evaluations.models import SpotCheck
from anjia.evaluations.queries.spot_checks import announced_checks, listed_in, numbers_of, villages_on
from anjia.web.gate import PUBLIC
from anjia.web.screens import DetailScreen, ListScreen


class PublicDraws(ListScreen):
    """Every draw that was announced, the newest first; one that was called off stays."""

    permission = PUBLIC
    template_name = "evaluations/public_draws.html"
    heading = _("抽查盲评的公告")
    default_order = ("-announced_on", "-number", "pk")
    no_columns = "the board as everybody reads it: a line for each announcement"

    def get_queryset(self) -> QuerySet[SpotCheck]:
        return announced_checks().defer("pool")


class PublicDraw(DetailScreen):
    """One draw: what was said beforehand, the seed, and the numbers that came out, with the way to them in words."""

    permission = PUBLIC
    template_name = "evaluations/public_draw.html"
    context_name = "check"

    def get_queryset(self) -> QuerySet[SpotCheck]:
        return announced_checks()

    def get_heading(self) -> str:
        return str(_("%(town)s抽查盲评") % {"town": self.object.region.name})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        check = self.object
        listed = listed_in(check)
        numbers = numbers_of(check) if check.seed else {}
        villages = [
            {"village": village, "families": len(listed[village.code]), "numbers": numbers.get(village.code, [])}
            for village in villages_on(check)
        ]
        return super().get_context_data(villages=villages, example=self._example(villages), **kwargs)

    def _example(self, villages: list[dict[str, Any]]) -> dict[str, str]:
        """The line of the first number, and its digest where the seed is known."""
        if not villages:
            return {}
        check, code = self.object, code_of(villages[0]["village"].code, 1)
        seed = check.seed or str(_("种子"))
        digest = Lot(check.seed, check.seed_day).digest(code) if check.seed else ""
        return {"line": f"{seed}|{check.seed_day:%Y-%m-%d}|{code}", "digest": digest}
