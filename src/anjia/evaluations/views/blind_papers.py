"""Blind scoring on paper: a pile for each rater, and typing in what was written on it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.documents.render.scoring_sheets import render_scoring_sheets
from anjia.evaluations.enums import SpotCheckState, Verb
from anjia.evaluations.models import BlindBallot, SpotCheck
from anjia.evaluations.papers import blind_sheets_of
from anjia.evaluations.queries.spot_checks import blind_ballots_of, spot_checks_visible_to
from anjia.evaluations.views.blind import IN_ORDER, BlindScoring
from anjia.kernel.exceptions import Refused
from anjia.web.screens import DetailScreen, Screen


@dataclass(frozen=True)
class Pile:
    """One rater's ballots of a draw, and the first that is still to be filled in."""

    rater: User
    asked: int
    done: int
    following: UUID | None


class RunningMixin:
    """A draw of one's town whose blind scoring goes on."""

    user: Any
    kwargs: dict[str, Any]

    @cached_property
    def check(self) -> SpotCheck:
        running = spot_checks_visible_to(self.user).filter(state=SpotCheckState.RUNNING)
        return get_object_or_404(running, pk=self.kwargs["pk"])


class BlindRaters(RunningMixin, DetailScreen):
    """Who scores, how far they are; their sheets are printed and typed in from here."""

    permission = Verb.DRAW_CHECK
    heading = _("盲评人")
    template_name = "evaluations/blind_raters.html"
    context_name = "check"

    @property
    def object(self) -> SpotCheck:
        return self.check

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(piles=self._piles(), **kwargs)

    def _piles(self) -> list[Pile]:
        ballots = blind_ballots_of(self.check)
        counted = ballots.order_by().values("rater").annotate(
            asked=Count("pk"), done=Count("pk", filter=Q(confirmed_at__isnull=False))
        )  # fmt: skip
        people = User.objects.in_bulk([row["rater"] for row in counted])
        left = ballots.filter(confirmed_at__isnull=True).order_by(*reversed_of(IN_ORDER))
        following = dict(left.values_list("rater", "pk"))
        piles = [Pile(people[r["rater"]], r["asked"], r["done"], following.get(r["rater"])) for r in counted]
        return sorted(piles, key=lambda pile: (pile.rater.display_name, str(pile.rater.pk)))


def reversed_of(order: tuple[str, ...]) -> list[str]:
    """The last first: of several rows of one key, a dict keeps the first in order."""
    return [f"-{name}" for name in order]


class BlindSheets(RunningMixin, Screen):
    """The sheets one rater still has to fill in, as one PDF."""

    permission = Verb.DRAW_CHECK
    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ballots = blind_ballots_of(self.check).filter(rater=kwargs["rater"], confirmed_at__isnull=True)
        papers = blind_sheets_of(ballots.order_by(*IN_ORDER))
        if not papers:
            raise Refused(_("这位评分人没有待评的家庭，没有可打印的评分表。"))
        answer = HttpResponse(render_scoring_sheets(papers), content_type="application/pdf")
        answer["Content-Disposition"] = 'inline; filename="blind-sheets.pdf"'
        return answer


class BlindTyped(RunningMixin, BlindScoring):
    """What a rater wrote on paper is typed in, sheet by sheet."""

    permission = Verb.DRAW_CHECK

    @cached_property
    def object(self) -> BlindBallot:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["sheet"])

    def ballots(self) -> QuerySet[BlindBallot]:
        return blind_ballots_of(self.check)

    @cached_property
    def open_ones(self) -> list[Any]:
        mine = self.ballots().filter(rater=self.object.rater_id)
        return list(mine.order_by(*IN_ORDER).values_list("pk", "confirmed_at"))

    def all_url(self) -> str:
        return reverse("evaluations:blind_raters", args=[self.check.pk])

    def sheet_url(self, pk: UUID) -> str:
        return reverse("evaluations:blind_typed", args=[self.check.pk, pk])
