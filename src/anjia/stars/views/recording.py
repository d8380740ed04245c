"""The recording sheet of a group, on screen and on paper, and who keeps away from a family."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from anjia.accounts.models import User
from anjia.documents.render import render_forms
from anjia.households.models import Household
from anjia.kernel.exceptions import Refused
from anjia.kernel.scope import under
from anjia.programmes.models import PanelMember, ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import groups_under
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.stars.actions import declare_star_recusal, record_stars
from anjia.stars.addresses import record_url
from anjia.stars.calendar import deadline, has_begun
from anjia.stars.enums import RecusalKind, Verb
from anjia.stars.forms import MarksForm, StarRecusalForm
from anjia.stars.models import StarQuarter, StarRecord
from anjia.stars.papers import sheets_of
from anjia.stars.queries import credited_positions, criteria_of, families_to_record, recused_families, star_cycles
from anjia.stars.views.base import number_in_year
from anjia.web.screens import FormScreen, absent


class SheetMixin:
    """The cycle, the village, the quarter and the group that the address names."""

    kwargs: dict[str, Any]
    request: Any
    user: Any

    @cached_property
    def cycle(self) -> ProgrammeCycle:
        return get_object_or_404(star_cycles(self.user), pk=self.kwargs["cycle"])

    @cached_property
    def village(self) -> Region:
        mine = regions_visible_to(self.user, Verb.RECORD).filter(level=Level.VILLAGE)
        village = get_object_or_404(mine, pk=self.kwargs["village"])
        if not village.path.startswith(self.cycle.region.path):
            raise absent()
        return village

    @cached_property
    def number(self) -> int:
        return number_in_year(self.kwargs["number"])

    @cached_property
    def groups(self) -> list[Region]:
        return list(groups_under(self.village.path))

    @cached_property
    def group(self) -> Region | None:
        """The group the address names; in a village of several, else the first."""
        wanted = self.request.GET.get("group", "")
        return next((group for group in self.groups if str(group.pk) == wanted), next(iter(self.groups), None))

    def families_of(self, group: Region | None) -> QuerySet[Household]:
        return families_to_record(group or self.village)


class QuarterRecord(SheetMixin, FormScreen):
    """The families of a group on one sheet: 1 to 5 give or take a star, Enter goes to the next family."""

    permission = Verb.RECORD
    template_name = "stars/quarter_record.html"
    keeps_draft = False
    submit_label = _("保存")

    def get_heading(self) -> str:
        return str(_("%(year)d 年第 %(n)d 季度记星") % {"year": self.cycle.year, "n": self.number})

    @cached_property
    def families(self) -> list[Household]:
        away = recused_families(self.cycle, self.user)
        return [family for family in self.families_of(self.group) if family.pk not in away]

    def get_form(self) -> MarksForm:
        ids = [family.pk for family in self.families]
        records = StarRecord.objects.filter(cycle=self.cycle, quarter=self.number, household__in=ids)
        return MarksForm(
            families=self.families,
            records={record.household_id: record for record in records},
            credited=credited_positions(self.cycle, ids),
            criteria=criteria_of(self.cycle),
            **self.get_form_kwargs(),
        )

    def perform(self, form: MarksForm) -> str:
        entries = form.entries()
        if not entries:
            raise Refused(_("还没有记任何一户。"))
        record_stars(self.cycle, self.village, self.number, entries, by=self.user)
        self.success_message = _("已记下 %(n)d 户。") % {"n": len(entries)}
        return self._next()

    def _next(self) -> str:
        """The group after this one; after the last, the quarter."""
        at = self.groups.index(self.group) + 1 if self.group in self.groups else len(self.groups)
        if at < len(self.groups):
            return record_url(self.cycle, self.village, self.number, self.groups[at])
        quarter = StarQuarter.objects.get(cycle=self.cycle, region=self.village, number=self.number)
        return reverse("stars:quarter_detail", args=[quarter.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        quarter = StarQuarter.objects.filter(cycle=self.cycle, region=self.village, number=self.number).first()
        away = self.families_of(self.group).filter(pk__in=recused_families(self.cycle, self.user))
        return context | {
            "cycle": self.cycle,
            "village": self.village,
            "group": self.group,
            "number": self.number,
            "rows": context["form"].rows(),
            "criteria": context["form"].criteria,
            "tabs": self._tabs(),
            "quarter": quarter,
            "is_closed": quarter is not None and quarter.is_closed,
            "deadline": deadline(self.cycle.year, self.number),
            "away": [family.head_name for family in away],
            "sheet_url": reverse("stars:quarter_sheets", args=[self.cycle.pk, self.village.pk, self.number]),
            "back_url": reverse("stars:quarter_list"),
        }

    def _tabs(self) -> list[dict[str, Any]]:
        done = StarRecord.objects.filter(
            under("region__path", self.village.path), cycle=self.cycle, quarter=self.number
        ).values_list("household_id", flat=True)
        held, counts = set(done), {group.pk: [0, 0] for group in self.groups}
        for pk, region_id in families_to_record(self.village).order_by().values_list("pk", "region_id"):
            if region_id in counts:
                counts[region_id][0] += pk in held
                counts[region_id][1] += 1
        return [
            {
                "label": group.name,
                "url": record_url(self.cycle, self.village, self.number, group),
                "is_current": group == self.group,
                "count": "{}/{}".format(*counts[group.pk]),
            }
            for group in self.groups
        ]


class QuarterSheets(SheetMixin, View):
    """The same sheets on paper, a group each, with the code that leads to where they are typed in."""

    permission = Verb.RECORD
    http_method_names = ["get"]

    @property
    def user(self) -> Any:
        return self.request.user

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        begun = has_begun(self.cycle.year, self.number, timezone.localdate())
        papers = sheets_of(self.cycle, self.village, self.number, self.groups) if begun else []
        if not papers:
            raise Refused(_("这里还没有要记星的家庭，没有可打印的表。"))
        answer = HttpResponse(render_forms(papers), content_type="application/pdf")
        answer["Content-Disposition"] = 'inline; filename="star-sheets.pdf"'
        return answer


class StarRecuse(SheetMixin, FormScreen):
    """A member of the panel keeps away from a family; of kin one says so oneself."""

    permission = Verb.RECORD
    form_class = StarRecusalForm
    submit_label = _("登记回避")
    success_message = _("已登记回避，这一户由小组其他成员记。")

    @cached_property
    def number(self) -> int:
        return 1

    @cached_property
    def family(self) -> Household:
        return get_object_or_404(families_to_record(self.village), pk=self.kwargs["household"])

    def get_heading(self) -> str:
        return str(_("登记回避：%(name)s 家") % {"name": self.family.head_name})

    @cached_property
    def people(self) -> QuerySet[User]:
        members = PanelMember.objects.filter(panel__cycle=self.cycle, panel__region=self.village)
        seats = User.objects.filter(pk__in=members.order_by().values("user")).order_by("display_name", "pk")
        return seats if self.user.may(Verb.CORRECT, self.village.path) else seats.filter(pk=self.user.pk)

    def get_form(self) -> StarRecusalForm:
        return StarRecusalForm(people=self.people, **self.get_form_kwargs())

    def get_initial(self) -> dict[str, Any]:
        return {"member": self.user.pk, "kind": RecusalKind.KIN}

    def back(self) -> str:
        return reverse("stars:quarter_list")

    def perform(self, form: StarRecusalForm) -> str:
        data = form.cleaned_data
        declare_star_recusal(self.cycle, self.family, data["member"], kind=data["kind"], by=self.user)
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back(), **kwargs)
