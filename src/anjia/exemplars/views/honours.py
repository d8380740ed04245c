"""A family's other honours: entered once, taken off into the bin."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.exemplars.actions import record_honour, remove_honour
from anjia.exemplars.enums import Verb
from anjia.exemplars.forms import HonourForm
from anjia.exemplars.models import OtherHonour
from anjia.households.models import Household
from anjia.households.queries.proofs import within_reach
from anjia.web.screens import DetailScreen, ObjectFormScreen, TransitionScreen


def families(user: Any, verb: str) -> QuerySet[Household]:
    """The families whose other honours a person may see or enter."""
    return Household.objects.filter(within_reach(user, verb), is_active=True).select_related("region__parent")


class FamilyHonours(DetailScreen):
    permission = Verb.VIEW
    template_name = "exemplars/honours.html"
    context_name = "household"

    def get_queryset(self) -> QuerySet[Household]:
        return families(self.user, str(self.permission))

    def get_heading(self) -> str:
        return _("%(name)s家的荣誉") % {"name": self.object.head_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            honours=list(self.object.other_honours.all()),
            titles=list(self.object.titles.select_related("decision").order_by("-granted_on", "pk")),
            plaques=list(self.object.plaques.order_by("-made_on", "pk")),
            can_record=self.user.may(Verb.RECORD_HONOUR, self.object.region.path),
            **kwargs,
        )


class HonourAdd(ObjectFormScreen):
    permission = Verb.RECORD_HONOUR
    heading = gettext_lazy("登记其他荣誉")
    submit_label = gettext_lazy("登记")
    success_message = gettext_lazy("荣誉已登记，推荐花名册和本户的档案会自动带出。")
    form_class = HonourForm

    def get_queryset(self) -> QuerySet[Household]:
        return families(self.user, str(self.permission))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("exemplars:honours", args=[self.object.pk]), **kwargs)

    def perform(self, form: Any) -> str:
        told = dict(form.cleaned_data)
        file = told.pop("proof")
        proof = {"proof": file.read(), "proof_name": file.name} if file else {}
        record_honour(self.object, **told, **proof, by=self.user)
        return reverse("exemplars:honours", args=[self.object.pk])


class HonourRemove(TransitionScreen):
    permission = Verb.RECORD_HONOUR
    heading = gettext_lazy("删除这项荣誉")
    submit_label = gettext_lazy("删除")
    template_name = "exemplars/honour_remove.html"
    context_name = "honour"

    def get_queryset(self) -> QuerySet[OtherHonour]:
        seen = families(self.user, str(self.permission)).order_by().values("pk")
        return OtherHonour.objects.filter(household__in=seen).select_related("household__region")

    def get_effect(self) -> str:
        return _("“%(name)s”移到回收站，30 天内可以恢复。") % {"name": self.object.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.address, **kwargs)

    @property
    def address(self) -> str:
        return reverse("exemplars:honours", args=[self.object.household_id])

    def perform(self, form: Any) -> str:
        address = self.address
        remove_honour(self.object, by=self.user)
        return address
