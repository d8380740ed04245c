"""Scoring: the overview of a meeting, one sheet per family and rater, and adding up."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.evaluations.actions import finish_scoring, record_ballot
from anjia.evaluations.actions.registry_recusals import CAN_BE_RATED
from anjia.evaluations.actions.scoring import MIN_RATERS
from anjia.evaluations.enums import MeetingState, RecusalKind, Verb
from anjia.evaluations.forms.ballot import BallotForm
from anjia.evaluations.models import Ballot, Candidacy, Recusal
from anjia.evaluations.points import shown
from anjia.evaluations.queries.meetings import progress_of, roll_of
from anjia.evaluations.queries.raters import Scoring, shown_recusals
from anjia.evaluations.queries.scoring import sheet_of
from anjia.evaluations.views.base import MeetingMixin
from anjia.evaluations.views.meetings import HoldMixin
from anjia.web.screens import DetailScreen, ObjectFormScreen, TransitionScreen, absent


class SeatMixin(MeetingMixin):
    """Whose ballots one looks at: one's own, or those of the seat whose paper sheets one types in."""

    request: HttpRequest
    object: Any
    user: Any
    kwargs: dict[str, Any]

    @cached_property
    def types_in(self) -> bool:
        return self.user.may(Verb.RECORD_BALLOTS, self.object.region.path)

    @cached_property
    def scoring(self) -> Scoring:
        return Scoring(self.object)

    def seat_of(self, user_id: Any) -> User | None:
        """The rater of that id, if it is one's own or one may type for it."""
        wanted = next((user for user in self.scoring.users if str(user.pk) == str(user_id)), None)
        return wanted if wanted and (self.types_in or wanted.pk == self.user.pk) else None


class ScoringOverviewView(SeatMixin, DetailScreen):
    """Every family of the meeting with its ballots; where the rater goes on."""

    permission = Verb.RATE
    template_name = "evaluations/scoring_overview.html"
    heading = _("评分")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rater = self.seat_of(self.request.GET.get("rater") or self.user.pk)
        return super().get_context_data(
            rater=rater,
            lines=self.scoring.lines(rater),
            seats=self.scoring.seats(),
            aside=self.scoring.aside_of(rater),
            short=self.scoring.short_of(MIN_RATERS),
            next_family=self.scoring.next_for(rater) if rater else None,
            is_open=self.object.state == MeetingState.OPEN,
            may_hold=self.user.may(Verb.HOLD_MEETING, self.object.region.path),
            types_in=self.types_in,
            progress=progress_of(self.object),
            **kwargs,
        )


class ScoringSheetView(SeatMixin, ObjectFormScreen):
    """One family's sheet: everything full, exceptions only, confirmed by Enter."""

    permission = Verb.RATE
    template_name = "evaluations/scoring_sheet.html"
    form_class = BallotForm

    @cached_property
    def rater(self) -> User:
        found = self.seat_of(self.kwargs["rater"])
        if found is None:
            raise absent()
        return found

    @cached_property
    def candidacy(self) -> Candidacy:
        families = self.object.candidacies.select_related("household", "region", "cycle__standard_version", "meeting")
        families = families.exclude(pk__in=Recusal.objects.filter(rater=self.rater).values("candidacy"))
        return get_object_or_404(families, pk=self.kwargs["candidacy"])

    @cached_property
    def sheet(self) -> Any:
        return sheet_of(self.candidacy)

    def get_heading(self) -> str:
        return str(_("%(name)s 家") % {"name": self.candidacy.household.head_name})

    def get_form_kwargs(self) -> dict[str, Any]:
        ballot = Ballot.objects.filter(candidacy=self.candidacy, rater=self.rater).first()
        return {**super().get_form_kwargs(), "sheet": self.sheet, "ballot": ballot}

    def perform(self, form: BallotForm) -> str:
        data = form.cleaned_data
        record_ballot(self.candidacy, self.rater, data["deductions"], by=self.user, version=data["version"])
        return self._next()

    def _next(self) -> str:
        family = Scoring(self.object).next_for(self.rater, after=self.candidacy)
        if family is None:
            return reverse("evaluations:scoring_overview", args=[self.object.pk]) + f"?rater={self.rater.pk}"
        return self._url(family)

    def _url(self, family: Candidacy) -> str:
        return reverse("evaluations:scoring_sheet", args=[self.object.pk, family.pk, self.rater.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        roll = roll_of(self.object)
        before = self.scoring.before(self.candidacy, self.rater)
        return context | {
            "candidacy": self.candidacy,
            "rater": self.rater,
            "criteria": context["form"].rows(),
            "total": shown(self.sheet.full_half_points),
            "step": shown(self.sheet.step_half_points),
            "roll": roll,
            "position": self.scoring.position(self.candidacy, self.rater),
            "count": len(self.scoring.families_of(self.rater)),
            "back": self._url(before) if before else "",
            "recusal": self._recused(),
            "is_own": self.rater.pk == self.user.pk,
        }

    def _recused(self) -> str:
        held = shown_recusals(self.candidacy, self.user, registers=False)
        return "、".join(f"{recusal.rater}（{RecusalKind(recusal.kind).label}）" for recusal in held)


class ScoringFinishView(HoldMixin, TransitionScreen):
    """Adds up the ballots."""

    permission = Verb.HOLD_MEETING
    heading = _("完成评分")
    submit_label = _("完成评分")

    def get_effect(self) -> str:
        ready, short = self._counts()
        return str(
            _("%(ready)d 户计算平均分；%(short)d 户不足三张有效评分票，暂缓。之后不能再改分。")
            % {"ready": ready, "short": short}
        )

    def _counts(self) -> tuple[int, int]:
        waiting = [line for line in Scoring(self.object).lines(None) if line.candidacy.state in CAN_BE_RATED]
        ready = sum(line.ballots >= MIN_RATERS for line in waiting)
        return ready, len(waiting) - ready

    def perform(self, form: Any) -> str:
        done = finish_scoring(self.object, by=self.user)
        told = {"scored": done.scored, "deferred": done.deferred}
        self.success_message = _("评分完成：%(scored)d 户有了得分，%(deferred)d 户暂缓。") % told
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seats = Scoring(self.object).seats()
        answers = [
            {"label": seat.user, "value": _("%(a)d / %(b)d 户") % {"a": seat.confirmed, "b": seat.families}}
            for seat in seats
        ]
        return super().get_context_data(answers=answers, **kwargs)
