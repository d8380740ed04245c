"""Next year's cycle out of this year's."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.programmes.actions import clone_cycle
from anjia.programmes.enums import StandardState, Verb
from anjia.programmes.forms.standards import CloneForm
from anjia.programmes.models import StandardVersion
from anjia.programmes.queries.standards import in_force_of
from anjia.programmes.views.cycles import CycleFormScreen


class CycleClone(CycleFormScreen):
    """One step; the page says what comes along and what does not."""

    permission = Verb.PLAN_CYCLE
    template_name = "programmes/cycle_clone.html"
    heading = _("复制到新的年度")
    submit_label = _("复制")
    success_message = _("已复制。请重新登记批准依据，并确认领导小组、考评小组和指标。")

    @property
    def versions(self) -> QuerySet[StandardVersion]:
        held = StandardVersion.objects.filter(state=StandardState.IN_FORCE, standard__scheme=self.cycle.scheme)
        return held.select_related("standard").order_by("standard__code", "-number")

    def get_form(self) -> CloneForm:
        return CloneForm(versions=self.versions, **self.get_form_kwargs())

    def get_initial(self) -> dict[str, Any]:
        return {"year": self.cycle.year + 1, "standard_version": in_force_of(self.cycle.standard_version.standard)}

    def perform(self, form: CloneForm) -> str:
        cycle = clone_cycle(self.cycle, by=self.user, **form.cleaned_data)
        return reverse("programmes:cycle_detail", args=[cycle.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pinned = self.cycle.standard_version
        gone = "" if pinned.state == StandardState.IN_FORCE else pinned.get_state_display()
        return super().get_context_data(pinned=pinned, gone=gone, **kwargs)
