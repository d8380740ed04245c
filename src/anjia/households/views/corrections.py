"""Corrections: say what is right, check what changes everywhere, and for large ones the town federation's word."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anjia.households.actions import confirm_correction, correct_name, decline_correction
from anjia.households.actions.corrections import is_large
from anjia.households.corrections import can_confirm, corrections_visible_to
from anjia.households.effects import Change, Effect, effects_of
from anjia.households.enums import CorrectionState, Verb
from anjia.households.forms.corrections import WAITING, CorrectionFilter, CorrectionForm, DeclineForm
from anjia.households.models import Correction, Household
from anjia.households.queries import visible_to
from anjia.kernel.scope import under
from anjia.regions.place import current_place
from anjia.web.screens import ListScreen, ObjectFormScreen, TransitionScreen


def summary(household: Household, change: Change) -> tuple[str, list[Effect]]:
    """The sentence of the check page, and each place with what happens there."""
    registry = Effect(_("登记册"), _("评选各环节、名册和回执随登记册更新"))
    effects = [registry, *effects_of(household, change)]
    named = "、".join(str(effect.label) for effect in effects)
    if change.is_large:
        return _now("提交乡镇（街道）妇联确认。确认后将更正：%(places)s。") % {"places": named}, effects
    return _now("将更正：%(places)s。") % {"places": named}, effects


class CorrectNameView(ObjectFormScreen):
    """First the right name and month, then the check page with the whole effect; a large change needs a proof."""

    permission = Verb.EDIT
    form_class = CorrectionForm
    template_name = "households/correct_name.html"
    heading = _("更正姓名或出生年月")
    submit_label = _("下一步：核对")
    context_name = "household"

    def get_queryset(self) -> QuerySet[Household]:
        return visible_to(self.user, Verb.EDIT).select_related("region", "region__parent")

    def get_initial(self) -> dict[str, Any]:
        family = self.object
        return {"head_name": family.head_name, "head_birth": family.head_birth, "version": family.version}

    @property
    def checks(self) -> bool:
        """Whether the check page is on: the user pressed its button, or has said what is right."""
        return self.request.method == "POST"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if "confirmed" in request.POST or not form.is_valid():
            return super().post(request, *args, **kwargs)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(back_url=self.back(), **kwargs)
        form = context["form"]
        if self.checks and getattr(form, "cleaned_data", None) and not set(form.errors) - {"__all__"}:
            context |= self._checked(form)
        else:
            del form.fields["proof"]
        return context

    def _checked(self, form: Any) -> dict[str, Any]:
        name, birth = form.cleaned_data["head_name"], form.cleaned_data["head_birth"]
        change = Change(self.object.head_name, name, is_large(self.object, name=name, birth=birth))
        effect, effects = summary(self.object, change)
        label = _("提交确认") if change.is_large else _("确认更正")
        # What was typed stands in hidden fields; only the proof is still to be given, where it is needed.
        form.fields = {"proof": form.fields["proof"]} if change.is_large else {}
        told = {"effect": effect, "effects": effects, "change": change, "submit_label": label}
        return {**told, "name": name, "birth": birth, "version": form.cleaned_data["version"], "checking": True}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        self.template_name = "households/correction_check.html" if "checking" in context else self.template_name
        return super().render_to_response(context, **kwargs)

    def back(self) -> str:
        return reverse("households:detail", args=[self.object.pk])

    def perform(self, form: Any) -> str:
        told = form.cleaned_data
        proof = told.get("proof")
        correct_name(
            self.object,
            name=told["head_name"],
            birth=told["head_birth"],
            version=told["version"],
            proof=proof.read() if proof else b"",
            proof_name=proof.name if proof else "",
            by=self.user,
        )
        return self.back()


class CorrectionList(ListScreen):
    """Large corrections, those that wait first."""

    permission = Verb.CONFIRM_CORRECTION
    template_name = "households/corrections.html"
    heading = _("更正确认")
    default_order = ("-state", "-created_at", "pk")
    filter_form = CorrectionFilter
    other_keys = frozenset({"place"})
    no_columns = "each row sets two readings side by side and leads to its check page"
    no_export = "names that were written wrongly are put right here and go nowhere else"

    def get_queryset(self) -> QuerySet[Correction]:
        seen, place = corrections_visible_to(self.user), current_place(self.request)
        seen = seen.filter(proof_file_id__isnull=False)
        return seen.filter(under("household__region__path", place.path)) if place is not None else seen

    def filter(self, queryset: QuerySet[Correction]) -> QuerySet[Correction]:
        state = self.filters.condition("state")
        if state == WAITING:
            return queryset.filter(state=CorrectionState.PROPOSED).exclude(proposed_by_id=self.user.pk)
        return queryset.filter(state=state) if state else queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = [
            (row, row.state == CorrectionState.PROPOSED and can_confirm(self.user, row)) for row in context["rows"]
        ]
        return {**context, "shown": shown}


class CorrectionStep(TransitionScreen):
    """What confirming and declining share: the proposal, its proof and its effect."""

    abstract = True
    permission = Verb.CONFIRM_CORRECTION
    template_name = "households/correction_step.html"
    context_name = "correction"

    def get_queryset(self) -> QuerySet[Correction]:
        return corrections_visible_to(self.user).filter(state=CorrectionState.PROPOSED)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("households:corrections"), **kwargs)


class CorrectionConfirm(CorrectionStep):
    heading = _("确认更正")
    submit_label = _("确认更正")
    success_message = _("已更正，各处随之更新。")

    @property
    def told(self) -> tuple[str, list[Effect]]:
        return summary(self.object.household, Change(self.object.before_name, self.object.after_name))

    def get_effect(self) -> str:
        return self.told[0]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(effects=self.told[1], **kwargs)

    def perform(self, form: Any) -> str:
        confirm_correction(self.object, by=self.user)
        return reverse("households:corrections")


class CorrectionDecline(CorrectionStep):
    heading = _("不予更正")
    submit_label = _("不予更正")
    form_class = DeclineForm

    def get_effect(self) -> str:
        return _now("登记的姓名和出生年月都不变；提出的人在这户的页面看得到原因。")

    def perform(self, form: Any) -> str:
        decline_correction(self.object, reason=form.cleaned_data["reason"], by=self.user)
        return reverse("households:corrections")
