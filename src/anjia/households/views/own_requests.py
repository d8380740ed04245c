"""“资料写错了，要改”, for the family signed in by its card: what is stored stands in the form already (B10)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.households.actions.own_requests import ask_for_change
from anjia.households.enums import CHANGES, RequestKind
from anjia.households.forms.own_requests import OwnRequestForm, stored
from anjia.households.own_screens import FamilyScreen
from anjia.web.addresses import path_of
from anjia.web.gate import PUBLIC
from anjia.web.screens import FormScreen, absent

# What is told of a kind on the list: one value, and never the phone, which somebody may read over a shoulder.
TOLD = {
    RequestKind.WRONG_NAME: "name",
    RequestKind.WRONG_BIRTH: "birth",
    RequestKind.MOVED: "address",
    RequestKind.SIZE: "size",
}


class OwnChanges(FamilyScreen):
    """What one can have changed, each with what is stored now."""

    permission = PUBLIC
    template_name = "households/own_changes.html"
    heading = _("资料写错了，要改")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            {
                "label": kind.label,
                "now": stored(self.household, kind).get(TOLD.get(kind, ""), ""),
                "url": reverse("households:own_change", args=[kind.value]),
            }
            for kind in CHANGES
        ]
        return super().get_context_data(rows=rows, **kwargs)


class OwnChange(FamilyScreen, FormScreen):
    """One change. Nothing is altered before the village made sure with the family."""

    permission = PUBLIC
    template_name = "households/own_change.html"
    submit_label = _("请村（社区）改")
    success_message = _("记下了。村（社区）核实后再改，办得怎么样，在这里看。")
    keeps_draft = False

    @property
    def kind(self) -> RequestKind:
        if self.kwargs["kind"] not in CHANGES:
            raise absent()
        return RequestKind(self.kwargs["kind"])

    def get_heading(self) -> str:
        return str(self.kind.label)

    def get_form(self) -> OwnRequestForm:
        return OwnRequestForm(kind=self.kind, household=self.household, **self.get_form_kwargs())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("households:own_changes"), **kwargs)

    def perform(self, form: OwnRequestForm) -> str:
        token = self.request.POST.get("once", "")
        ask_for_change(self.household, kind=self.kind, token=token, by=self.family, **form.request())
        return path_of("family_own")
