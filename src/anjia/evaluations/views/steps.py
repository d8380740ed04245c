"""The queue of each step, and deciding on several families after a check page that names the effect."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions import give_opinion, make_roster
from anjia.evaluations.actions.rosters import unlisted
from anjia.evaluations.enums import Outcome, Step, Verb
from anjia.evaluations.forms.steps import BatchForm
from anjia.evaluations.models import Candidacy, StepRoster
from anjia.evaluations.queries import rosters_visible_to, visible_to
from anjia.evaluations.queries.stepping_aside import by_registry, left_to
from anjia.evaluations.steps import STEPS, StepRule
from anjia.evaluations.views.candidacies import CandidacyListView
from anjia.programmes.queries import current_cycle
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.columns import Column
from anjia.web.screens import FormScreen, Screen, TransitionScreen, absent

SHOWN = 30


class StepMixin:
    """The step that stands in the address."""

    kwargs: dict[str, Any]
    user: Any

    @cached_property
    def rule(self) -> StepRule:
        rule = STEPS.get(self.kwargs["step"])
        if rule is None:
            raise absent()
        return rule

    def get_heading(self) -> str:
        return str(self.rule.step.label)

    def queue_url(self) -> str:
        return reverse("evaluations:step_queue", args=[self.rule.step])


class DecideView(Screen):
    """Leads to the step the user decides on; who decides on none looks at the first."""

    permission = Verb.VIEW
    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        own = (rule.step for rule in STEPS.values() if self.user.scopes(rule.verb))
        return redirect("evaluations:step_queue", step=next(own, Step.VILLAGE_REVIEW))


class StepQueueView(StepMixin, CandidacyListView):
    """The families that wait at a step in a place: tick some, or all on the page, and decide."""

    permission = Verb.VIEW
    template_name = "evaluations/step_queue.html"
    has_state = False
    # A queue is what waits for oneself; a long list is asked for on the list of all families.
    is_asked_for = False
    page_size = 50
    other_keys = frozenset({"place", "step"})

    def get_queryset(self) -> QuerySet[Candidacy]:
        waiting = super().get_queryset().filter(state=self.rule.source)
        if self._scopes():
            return left_to(waiting, self.user, self.rule.step)
        return waiting.exclude(recusals__rater=self.user.pk)

    def get_columns(self) -> tuple[Column, ...]:
        """All of them stand at the same step: there is no progress to tell."""
        return tuple(column for column in self.columns if column.key != "state")

    @cached_property
    def may_decide(self) -> bool:
        place = self.place
        return bool(place and any(place.path.startswith(p) or p.startswith(place.path) for p in self._scopes()))

    @property
    def acts_label(self) -> str:
        return str(_("办理")) if self.may_decide else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.place
        own = {
            "step": self.rule.step,
            "place": place,
            "may_decide": self.may_decide,
            "rosters": self._rosters(),
            "unlisted": self._unlisted(),
            "aside": self._aside(),
            "steps": [self._tab(rule) for rule in STEPS.values()],
        }
        return super().get_context_data(**{**kwargs, **own})

    def _tab(self, rule: StepRule) -> dict[str, Any]:
        address = reverse("evaluations:step_queue", args=[rule.step])
        return {"label": rule.step.label, "url": address, "is_current": rule is self.rule, "count": None}

    def _scopes(self) -> tuple[str, ...]:
        return self.user.scopes(self.rule.verb)

    def _aside(self) -> int:
        """How many families the registry keeps from the user; a family's own wish is not told (architecture 1)."""
        known = by_registry(self.user, self.rule.step) if self.may_decide else None
        if known is None:
            return 0
        return self.here(visible_to(self.user)).filter(known, state=self.rule.source).count()

    def _rosters(self) -> list[StepRoster]:
        rows = self.here(rosters_visible_to(self.user)).filter(step=self.rule.step)
        return list(rows.select_related("region")[:6])

    def _unlisted(self) -> int:
        place = self.place
        if place is None or place.level != self.rule.level or not self.user.may(self.rule.verb, place.path):
            return 0
        cycle = current_cycle(place)
        return unlisted(cycle, place, self.rule.step).count() if cycle else 0


class StepBatchView(StepMixin, FormScreen):
    """What was ticked comes here first: a page that names the effect; only its button decides."""

    permission = Verb.VIEW
    template_name = "evaluations/step_batch.html"
    form_class = BatchForm
    submit_label = _("确认签署")
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "confirmed" in request.POST:
            return super().post(request, *args, **kwargs)
        ids = ",".join(request.POST.getlist("ids"))
        wanted = request.POST.get("outcome", Outcome.ACCEPT)
        outcome = wanted if wanted in Outcome.values else Outcome.ACCEPT
        form = BatchForm(initial={"ids": ids, "outcome": outcome})
        return self.render_to_response(self.get_context_data(form=form))

    def chosen(self, form: BatchForm) -> QuerySet[Candidacy]:
        raw = form["ids"].value() or ""
        ids = BatchForm.read(raw)
        return visible_to(self.user).filter(pk__in=ids)

    def perform(self, form: BatchForm) -> str:
        data = form.cleaned_data
        moved = give_opinion(
            self.chosen(form), self.rule.step, data["outcome"], by=self.user, reason=data["reason"], note=data["note"]
        )
        told = {"n": len(moved), "outcome": Outcome(data["outcome"]).label}
        self.success_message = _("已对 %(n)d 户签署“%(outcome)s”。") % told
        return self.queue_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        families = self.chosen(context["form"]).select_related("household", "region__parent")
        listed = list(families.order_by("region__path", "household__head_name", "pk"))
        places = Counter(f"{family.region.parent.name} {family.region.name}" for family in listed)
        return context | {
            "families": listed[:SHOWN],
            "count": len(listed),
            "more": max(0, len(listed) - SHOWN),
            "places": [{"label": place, "value": count} for place, count in places.items()],
            "back_url": self.queue_url(),
            "effect": self._effect(len(listed)),
        }

    def _effect(self, count: int) -> str:
        told = {"n": count, "step": self.rule.step.label}
        whole = _("将对 %(n)d 户签署“%(step)s”；全部办成，或一户也不改。") % told
        return f"{whole}{_('同意的进入下一步并生成名册，退回和不予通过的须选理由。')}"


class RosterMakeView(StepMixin, TransitionScreen):
    """A roster of the families that were accepted one by one since the last."""

    permission = Verb.VIEW
    submit_label = _("生成名册")
    success_message = _("名册正在生成。")

    def get_queryset(self) -> QuerySet[Any]:
        return regions_visible_to(self.user, self.rule.verb).filter(level=self.rule.level)

    def get_effect(self) -> str:
        cycle = current_cycle(self.object)
        count = unlisted(cycle, self.object, self.rule.step).count() if cycle else 0
        return str(_("将为 %(n)d 户生成名册（Excel 和 PDF）。") % {"n": count})

    def perform(self, form: Any) -> str:
        cycle = current_cycle(self.object)
        if cycle is None:
            raise absent()
        make_roster(cycle, self.object, self.rule.step, by=self.user)
        return self.queue_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [{"label": _("地区"), "value": self.object.name}]
        return super().get_context_data(answers=answers, back_url=self.queue_url(), **kwargs)
