"""Scoring blind: the families of another village that were given to one, and a sheet each, without the first scores."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions import record_blind_ballot
from anjia.evaluations.enums import Verb
from anjia.evaluations.forms.ballot import BallotForm
from anjia.evaluations.forms.spot_checks import BlindFilter
from anjia.evaluations.models import BlindBallot
from anjia.evaluations.points import shown
from anjia.evaluations.queries.scoring import sheet_of
from anjia.evaluations.queries.spot_checks import to_rate_blind
from anjia.web.columns import Column
from anjia.web.screens import ListScreen, ObjectFormScreen

IN_ORDER = ("candidacy__region__path", "drawn__place_in_draw", "pk")


class BlindList(ListScreen):
    """The families one scores blind; there until the check is ended."""

    permission = Verb.RATE
    heading = _("盲评")
    template_name = "evaluations/blind_list.html"
    default_order = IN_ORDER
    no_export = "the families of another village: looked at once, taken nowhere"
    filter_form = BlindFilter
    acts_label = _("办理")
    columns = (
        Column("name", _("户主姓名"), "candidacy.household.head_name", is_personal=True, is_essential=True),
        Column(
            "place",
            _("住址"),
            lambda ballot: f"{ballot.drawn.village.name} {ballot.candidacy.region.name}",
            note=lambda ballot: ballot.candidacy.household.address,
            is_personal=True,
            share=4,
        ),
        Column(
            "state",
            _("盲评票"),
            lambda ballot: _("已确认") if ballot.confirmed_at else _("未评"),
            tone=lambda ballot: "done" if ballot.confirmed_at else "due",
        ),
    )

    def get_queryset(self) -> QuerySet[BlindBallot]:
        return to_rate_blind(self.user).select_related("candidacy__household", "candidacy__region", "drawn__village")

    def filter(self, queryset: QuerySet[BlindBallot]) -> QuerySet[BlindBallot]:
        show = self.filters.condition("show")
        return queryset.filter(confirmed_at__isnull=show == "open") if show else queryset


class BlindScoring(ObjectFormScreen):
    """One family's sheet, from full, exceptions only. The first scores stand nowhere on it."""

    abstract = True
    object: BlindBallot
    template_name = "evaluations/blind_sheet.html"
    form_class = BallotForm
    context_name = "ballot"

    def ballots(self) -> QuerySet[BlindBallot]:
        """Those that may be opened here."""
        return to_rate_blind(self.user)

    def get_queryset(self) -> QuerySet[BlindBallot]:
        return self.ballots().select_related(
            "candidacy__household",
            "candidacy__region",
            "candidacy__cycle__standard_version",
            "drawn__check_of__region",
            "rater",
        )

    @cached_property
    def sheet(self) -> Any:
        return sheet_of(self.object.candidacy)

    @cached_property
    def open_ones(self) -> list[Any]:
        return list(self.ballots().order_by(*IN_ORDER).values_list("pk", "confirmed_at"))

    def get_heading(self) -> str:
        return str(_("%(name)s 家") % {"name": self.object.candidacy.household.head_name})

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "sheet": self.sheet, "ballot": self.object}

    def perform(self, form: BallotForm) -> str:
        data = form.cleaned_data
        record_blind_ballot(self.object, data["deductions"], by=self.user, version=data["version"] or 0)
        left = [pk for pk, done in self.open_ones if done is None and pk != self.object.pk]
        return self.sheet_url(left[0]) if left else self.all_url()

    def all_url(self) -> str:
        return reverse("evaluations:blind_list")

    def sheet_url(self, pk: UUID) -> str:
        return reverse("evaluations:blind_sheet", args=[pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        order = [pk for pk, _done in self.open_ones]
        return context | {
            "household": self.object.candidacy.household,
            "town": self.object.drawn.check_of.region.name,
            "criteria": context["form"].rows(),
            "total": shown(self.sheet.full_half_points),
            "step": shown(self.sheet.step_half_points),
            "position": order.index(self.object.pk) + 1,
            "count": len(order),
            "all_url": self.all_url(),
            "is_own": self.object.rater_id == self.user.pk,
        }


class BlindSheet(BlindScoring):
    """One's own."""

    permission = Verb.RATE
