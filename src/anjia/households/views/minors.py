"""Consents for members under age: who is to be asked, and the form."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anjia.households.actions.minors import record_minor_consent
from anjia.households.age import CHILD, born_since, is_under, turns
from anjia.households.enums import Verb
from anjia.households.forms.minors import CHILDREN, MinorConsentForm, MinorFilter
from anjia.households.models import HouseholdMember
from anjia.households.queries.minors import to_ask
from anjia.households.views.households import FamilyFormScreen
from anjia.regions.place import current_place
from anjia.web.columns import Column
from anjia.web.screens import ListScreen


def whom(member: HouseholdMember) -> str:
    """Who has to agree."""
    return _now("监护人") if is_under(CHILD, member.birth) else _now("本人（已满 14 周岁）")


COLUMNS = (
    Column(
        "name",
        _("姓名"),
        "name",
        href=lambda member: reverse("households:minor_consent", args=[member.household_id, member.pk]),
        is_personal=True,
        is_essential=True,
    ),
    Column("family", _("户主姓名"), "household.head_name", is_personal=True),
    Column("group", _("小组"), "household.region.name", note=lambda member: member.household.region.parent.name),
    Column("whom", _("由谁同意"), whom),
    Column("due", _("最迟"), lambda member: member.consent_due_on if is_under(CHILD, member.birth) else None),
)


class MinorListView(ListScreen):
    """To be asked: guardians of children under fourteen, and those who turned fourteen."""

    permission = Verb.RECORD_CONSENT
    template_name = "households/minors.html"
    heading = _("未成年人的同意")
    default_order = ("consent_due_on", "pk")
    columns = COLUMNS
    other_keys = frozenset({"place"})
    filter_form = MinorFilter
    no_export = "nothing about minors leaves the village in a list"

    def get_queryset(self) -> QuerySet[HouseholdMember]:
        place = current_place(self.request)
        return to_ask(self.user, place.path if place else "")

    def filter(self, queryset: QuerySet[HouseholdMember]) -> QuerySet[HouseholdMember]:
        who = self.filters.condition("who")
        if who == CHILDREN:
            return queryset.filter(birth__gte=born_since(CHILD))
        return queryset.filter(birth__lt=born_since(CHILD)) if who else queryset


class MinorConsentView(FamilyFormScreen):
    """The guardian's consent, or the young person's own."""

    permission = verb = Verb.RECORD_CONSENT
    template_name = "households/minor_consent.html"
    submit_label = _("登记同意")
    success_message = _("同意已登记。")
    form_class = MinorConsentForm

    @cached_property
    def member(self) -> HouseholdMember:
        return get_object_or_404(self.object.members.select_related("household__region"), pk=self.kwargs["member"])

    @property
    def is_child(self) -> bool:
        return is_under(CHILD, self.member.birth)

    def get_heading(self) -> str:
        return _now("监护人同意") if self.is_child else _now("本人同意")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "is_child": self.is_child}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"member": self.member, "is_child": self.is_child, "turns": turns(CHILD, self.member.birth)}
        return super().get_context_data(**{**kwargs, **shown})

    def perform(self, form: MinorConsentForm) -> str:
        data = dict(form.cleaned_data)
        scan = data.pop("scan")
        given = {"scan": scan.read(), "scan_name": scan.name} if scan else {}
        record_minor_consent(self.member, by=self.user, **data, **given)
        return self.back()
