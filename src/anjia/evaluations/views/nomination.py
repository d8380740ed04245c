"""The table of votes: one number per family, one button for all."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions import record_votes
from anjia.evaluations.enums import CandidacyState, Verb
from anjia.evaluations.forms.meetings import VotesForm
from anjia.evaluations.models import Candidacy
from anjia.evaluations.points import shown
from anjia.evaluations.queries.meetings import roll_of
from anjia.evaluations.queries.scoring import to_rate
from anjia.evaluations.views.meetings import HoldMixin
from anjia.web.screens import ObjectFormScreen


class NominationTableView(HoldMixin, ObjectFormScreen):
    """Families that reached the pass mark can be voted on; the others are shown with their score."""

    permission = Verb.NOMINATE
    template_name = "evaluations/nomination_table.html"
    heading = _("推举计票")
    form_class = VotesForm
    submit_label = _("保存票数")

    @cached_property
    def families(self) -> list[Candidacy]:
        return list(to_rate(self.object))

    @property
    def pass_mark(self) -> int:
        return self.object.cycle.pass_mark_half_points or 0

    def _votable(self) -> list[Candidacy]:
        scored = [family for family in self.families if family.state == CandidacyState.SCORED]
        return [family for family in scored if family.reaches(self.pass_mark)]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "families": self._votable()}

    def get_initial(self) -> dict[str, Any]:
        return {f"votes_{f.pk}": f.votes_for for f in self._votable() if f.votes_for is not None}

    def perform(self, form: VotesForm) -> str:
        nominated = record_votes(self.object, form.votes(), by=self.user)
        told = {"n": len(nominated), "m": len(form.votes())}
        self.success_message = _("已记下 %(m)d 户的票数，%(n)d 户获得推举。") % told
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form, roll = context["form"], roll_of(self.object)
        votable = {family.pk for family in form.families}
        rows = [
            {
                "family": family,
                "field": form.field_of(family) if family.pk in votable else None,
                "is_below": family.state == CandidacyState.SCORED and family.pk not in votable,
            }
            for family in self.families
        ]
        return context | {
            "rows": rows,
            "roll": roll,
            "majority": roll.majority,
            "pass_mark": shown(self.pass_mark),
            "has_votes": bool(votable),
        }
