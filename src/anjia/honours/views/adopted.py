"""What came of a list of earlier titles: its result, giving it up, taking it back, and the scan of a decision."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from anjia.honours.actions import attach_scan
from anjia.honours.enums import DecisionState, Verb
from anjia.honours.forms import ScanForm
from anjia.honours.models import NamingDecision
from anjia.honours.queries import visible_to
from anjia.web.screens import ObjectFormScreen


class DecisionScan(ObjectFormScreen):
    """The scan of a decision that was adopted from paper."""

    permission = Verb.ADOPT
    template_name = "honours/decision_scan.html"
    form_class = ScanForm
    heading = gettext_lazy("附上扫描件")
    submit_label = gettext_lazy("存档")
    success_message = gettext_lazy("扫描件已存档。")
    context_name = "decision"

    def get_queryset(self) -> QuerySet[NamingDecision]:
        return visible_to(self.user, str(self.permission)).filter(state=DecisionState.ADOPTED)

    def perform(self, form: ScanForm) -> str:
        file = form.cleaned_data["scan"]
        attach_scan(self.object, file.read(), name=file.name, by=self.user)
        return reverse("honours:decision_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("honours:decision_detail", args=[self.object.pk])
        return super().get_context_data(back_url=back, **kwargs)
