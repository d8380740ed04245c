"""Credits: what can be earned in a village, and typing in a paper sheet."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household
from anjia.kernel.scope import under
from anjia.programmes.actions import offer_credit, record_credits, withdraw_offer
from anjia.programmes.enums import Verb
from anjia.programmes.forms.credits import CreditForm, OfferForm
from anjia.programmes.models import Credit, Criterion, ProgrammeCycle
from anjia.programmes.queries import current_cycle
from anjia.programmes.queries.credits import credit_counts, credited_criteria, families_for_credits, sources_in
from anjia.programmes.queries.targets import children_of
from anjia.programmes.templatetags.programmes import worded
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.regions.queries import groups_under
from anjia.regions.queries import visible_to as visible_regions
from anjia.web.screens import FormScreen, Screen, absent


class CreditHome(Screen):
    """A village's criteria with their sources and counts; above the village, the villages to choose from."""

    permission = Verb.VIEW_CREDITS
    template_name = "programmes/credit_home.html"
    heading = _("积分登记")

    @cached_property
    def place(self) -> Region:
        seen = visible_regions(self.user, Verb.VIEW_CREDITS)
        wanted = self.kwargs.get("region") or getattr(current_place(self.request), "pk", None)
        place = seen.filter(pk=wanted).first()
        if place is None:
            raise absent()
        return (place.parent or place) if place.level == Level.GROUP else place

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place, cycle = self.place, current_cycle(self.place, None)
        is_village = place.level == Level.VILLAGE
        return super().get_context_data(
            place=place,
            cycle=cycle,
            is_village=is_village,
            criteria=self._criteria(cycle, place) if cycle and is_village else [],
            places=children_of(place),
            families=families_for_credits(place, self.user).count() if is_village else 0,
            can_record=is_village and self.user.may(Verb.RECORD_CREDITS, place.path),
            **kwargs,
        )

    def _criteria(self, cycle: ProgrammeCycle, place: Region) -> list[dict[str, Any]]:
        sources, counts = sources_in(cycle, place), credit_counts(cycle, place)
        return [
            {"criterion": c, "source": sources.get(c.pk), "count": counts.get(c.pk, 0)}
            for c in credited_criteria(cycle)
        ]


class CreditScreen(FormScreen):
    """A form about one criterion in one village, in the cycle that runs there."""

    abstract = True
    permission = Verb.RECORD_CREDITS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.request = request

    @cached_property
    def village(self) -> Region:
        seen = visible_regions(self.user, Verb.RECORD_CREDITS).filter(level=Level.VILLAGE)
        village = seen.filter(pk=self.kwargs["region"]).first()
        if village is None:
            raise absent()
        return village

    @cached_property
    def cycle(self) -> ProgrammeCycle:
        cycle = current_cycle(self.village, None)
        if cycle is None:
            raise absent()
        return cycle

    @cached_property
    def criterion(self) -> Criterion:
        criterion = credited_criteria(self.cycle).filter(code=self.kwargs["code"]).first()
        if criterion is None:
            raise absent()
        return criterion

    def back(self) -> str:
        return reverse("programmes:credit_village", args=[self.village.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            village=self.village, cycle=self.cycle, criterion=self.criterion, back_url=self.back(), **kwargs
        )


class CreditRecord(CreditScreen):
    """Tick the families of a paper sheet; by group where the village is large."""

    permission = Verb.RECORD_CREDITS
    template_name = "programmes/credit_record.html"
    submit_label = _("保存积分")
    success_message = _("积分已保存。")

    def get_heading(self) -> str:
        return str(_("登记积分：%(criterion)s") % {"criterion": worded(self.criterion, "title")})

    @cached_property
    def groups(self) -> list[Region]:
        return list(groups_under(self.village.path))

    @cached_property
    def group(self) -> Region | None:
        wanted = self.request.GET.get("group", "")
        return next((group for group in self.groups if str(group.pk) == wanted), None)

    @cached_property
    def families(self) -> list[Household]:
        families: QuerySet[Household] = families_for_credits(self.village, self.user)
        return list(families.filter(under("region__path", self.group.path)) if self.group else families)

    def get_form(self) -> CreditForm:
        here = self.group or self.village
        credits_ = Credit.objects.filter(
            under("household__region__path", here.path), cycle=self.cycle, criterion=self.criterion
        )
        held = set(credits_.order_by().values_list("household_id", flat=True))
        return CreditForm(families=self.families, held=held, **self.get_form_kwargs())

    def perform(self, form: CreditForm) -> str:
        record_credits(
            self.cycle,
            self.village,
            self.criterion,
            households=form.chosen(),
            taken_back=form.taken_back(),
            by=self.user,
        )
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = [{"label": _("全村（社区）"), "url": self.request.path, "is_current": self.group is None, "count": ""}]
        tabs += [
            {"label": g.name, "url": f"{self.request.path}?group={g.pk}", "is_current": g == self.group, "count": ""}
            for g in self.groups
        ]
        source = sources_in(self.cycle, self.village).get(self.criterion.pk)
        return super().get_context_data(tabs=tabs, source=source, **kwargs)


class CreditOffer(CreditScreen):
    """Where the credit can be earned; left empty, nowhere."""

    permission = Verb.RECORD_CREDITS
    form_class = OfferForm
    success_message = _("获得途径已保存。")

    def get_heading(self) -> str:
        return str(_("获得途径：%(criterion)s") % {"criterion": worded(self.criterion, "title")})

    def get_initial(self) -> dict[str, Any]:
        source = sources_in(self.cycle, self.village).get(self.criterion.pk)
        return {"offer": source.offer if source else ""}

    def perform(self, form: OfferForm) -> str:
        offer = form.cleaned_data["offer"]
        if offer:
            offer_credit(self.cycle, self.village, self.criterion, offer=offer, by=self.user)
        else:
            withdraw_offer(self.cycle, self.village, self.criterion, by=self.user)
        return self.back()
