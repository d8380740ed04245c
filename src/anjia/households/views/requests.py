"""The village's queue of change requests: which family is meant, what contradicts, accept or decline."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.documents.queries import papers_of
from anjia.households.actions.change_requests import (
    accept_request,
    decline_request,
    match_request,
    named,
    rivals_of,
)
from anjia.households.enums import RequestKind, RequestState, Verb
from anjia.households.forms.requests import AcceptForm, DeclineForm, MatchForm, asked_fields
from anjia.households.kinship import CODES
from anjia.households.models import ChangeRequest, Household
from anjia.households.queries import search, visible_to
from anjia.households.queries.places import groups_named
from anjia.households.queries.requests import requests_visible_to
from anjia.households.views.households import groups_for
from anjia.households.views.public_requests import kinds
from anjia.kernel.scope import under
from anjia.regions.place import current_place
from anjia.web.columns import Column
from anjia.web.filters import FilterForm
from anjia.web.screens import ListScreen, ObjectFormScreen, Screen


class RequestFilter(FilterForm):
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("open", _("待核实")), ("", _("全部")), *RequestState.choices[1:]]
    )


COLUMNS = (
    Column(
        "kind",
        _("申请事项"),
        lambda request: request.get_kind_display(),
        href=lambda request: reverse("households:request_accept", args=[request.pk]),
        is_essential=True,
    ),
    Column("head", _("户主姓名"), "head_name", is_personal=True),
    Column("village", _("村（社区）"), "region.name", starts_hidden=True),
    Column("channel", _("怎样提出的"), lambda request: request.get_channel_display(), starts_hidden=True),
    Column("due", _("最迟答复"), "due_on", order="due"),
    Column(
        "state",
        _("状态"),
        lambda request: request.get_state_display(),
        tone=lambda request: "due" if request.state == RequestState.RECEIVED else "done",
    ),
)


class RequestListView(ListScreen):
    """By the day of the answer."""

    permission = Verb.ANSWER_REQUESTS
    template_name = "households/request_list.html"
    heading = _("变更申请")
    default_order = ("due_on", "pk")
    orders = {"due": ("due_on", "pk")}
    columns = COLUMNS
    filter_form = RequestFilter
    other_keys = frozenset({"place"})
    no_export = "requests are worked off here, and what was typed into them is soon forgotten"

    def get_queryset(self) -> QuerySet[ChangeRequest]:
        place = current_place(self.request)
        return requests_visible_to(self.user, place.path if place else "")

    def filter(self, queryset: QuerySet[ChangeRequest]) -> QuerySet[ChangeRequest]:
        asked = self.request.GET.get("state", "open")
        if asked == "open":
            return queryset.filter(state=RequestState.RECEIVED)
        state = self.filters.condition("state")
        return queryset.filter(state=state) if state else queryset


class RecordStart(Screen):
    """What staff can enter for somebody."""

    permission = Verb.FILE_REQUEST
    template_name = "households/request_record_start.html"
    heading = _("代办变更申请")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kinds=kinds("households:request_record"), **kwargs)


class RequestScreen(ObjectFormScreen):
    """A page about one request."""

    abstract = True
    context_name = "change_request"
    permission = Verb.ANSWER_REQUESTS

    def get_queryset(self) -> QuerySet[ChangeRequest]:
        return requests_visible_to(self.user)

    @cached_property
    def household(self) -> Household | None:
        families = visible_to(self.user, Verb.EDIT).select_related("region__parent")
        return families.filter(pk=self.object.household_id).first() if self.object.household_id else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            household=self.household,
            facts=facts_of(self.object),
            papers=papers_of(self.user, self.object.pk),
            is_open=self.object.state == RequestState.RECEIVED,
            back_url=reverse("households:requests"),
            **kwargs,
        )


def facts_of(request: ChangeRequest) -> list[dict[str, Any]]:
    """What was asked for, as a reader sees it."""
    labels, asked = asked_fields(request.kind), request.values
    return [
        {"label": field.label, "value": CODES.get(asked[name], asked[name]) if name == "kinship" else asked[name]}
        for name, field in labels.items()
        if name in asked
    ]


class RequestAccept(RequestScreen):
    """What is asked beside what stands, contradicting requests beside it, and the acceptance."""

    template_name = "households/request_accept.html"
    submit_label = _("按这份申请更改")
    success_message = _("已按申请更改。")
    form_class = AcceptForm

    def get_heading(self) -> str:
        return str(self.object.get_kind_display())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.household is None and self.object.state == RequestState.RECEIVED and not self.is_new_family:
            return HttpResponseRedirect(reverse("households:request_match", args=[self.object.pk]))
        return super().get(request, *args, **kwargs)

    @cached_property
    def is_new_family(self) -> bool:
        """Somebody in no register asks to join; where the name is registered already, staff first say it is another."""
        request = self.object
        if request.kind != RequestKind.JOIN:
            return False
        return "new" in self.request.GET or not named(request.region, request.head_name).exists()

    @cached_property
    def rivals(self) -> list[ChangeRequest]:
        return list(rivals_of(self.object))

    def get_form_kwargs(self) -> dict[str, Any]:
        given = {"kind": self.object.kind, "household": self.household or Household(), "village": self.object.region}
        return {**super().get_form_kwargs(), **given, "groups": groups_for(self.user, Verb.EDIT)}

    def get_form(self) -> Any:
        can_answer = self.household or self.is_new_family
        return super().get_form() if can_answer else forms.Form(self.request.POST or None)

    def get_initial(self) -> dict[str, Any]:
        asked = self.object.values
        if self.household is None:
            groups = groups_named(
                f"{self.object.region.parent.name}{self.object.region.name}", asked.get("group_to", "")
            )
            return {"region": groups[0].pk if len(groups) == 1 else None}
        village, place = asked.get("village_to", ""), self.object.region
        here = f"{place.parent.name}{place.name}" if village.startswith("本") else village
        found = groups_named(here, asked.get("group_to", ""))
        mine = [group for group in found if group.path.startswith(self.object.region.path)]
        member = self.household.members.filter(name=asked.get("name", "")).first()
        return {
            "version": self.household.version,
            "rivals": ",".join(str(rival.pk) for rival in self.rivals),
            "region": mine[0].pk if mine else None,
            "village": "" if mine else asked.get("village_to", ""),
            "group": "" if mine else asked.get("group_to", ""),
            "member": member.pk if member else None,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rivals = [(rival, facts_of(rival)) for rival in self.rivals]
        return super().get_context_data(rivals=rivals, **kwargs)

    def perform(self, form: Any) -> str:
        data = dict(form.cleaned_data)
        chosen = {name: data[name] for name in ("region", "member", "successor") if name in data}
        accept_request(
            self.object,
            confirmation=data["confirmation"],
            version=data["version"] or 0,
            effective_on=data.get("effective_on") or timezone.localdate(),
            rivals=[pk for pk in data["rivals"].split(",") if pk],
            by=self.user,
            **chosen,
        )
        return reverse("households:requests")


class RequestMatch(RequestScreen):
    """Which family is meant, where the name alone did not say."""

    template_name = "households/request_match.html"
    heading = _("是哪一户")
    submit_label = _("就是这户")
    form_class = MatchForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "families": self.families()}

    def families(self) -> QuerySet[Household]:
        here = visible_to(self.user, Verb.EDIT).filter(under("region__path", self.object.region.path))
        asked = self.request.GET.get("q", "").strip()
        if asked:
            found = search(here, asked)
        else:
            found = here.filter(pk__in=named(self.object.region, self.object.head_name).values("pk"))
        return found.select_related("region").defer("phone").order_by("region__path", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_join = self.object.kind == RequestKind.JOIN
        told = {"any_found": self.families().exists(), "q": self.request.GET.get("q", ""), "is_join": is_join}
        return super().get_context_data(**told, **kwargs)

    def perform(self, form: MatchForm) -> str:
        match_request(self.object, form.cleaned_data["household"], by=self.user)
        return reverse("households:request_accept", args=[self.object.pk])


class RequestDecline(RequestScreen):
    template_name = "households/request_decline.html"
    heading = _("不更改")
    submit_label = _("答复没有更改")
    success_message = _("已答复。")
    form_class = DeclineForm

    def perform(self, form: DeclineForm) -> str:
        decline_request(self.object, reason=form.cleaned_data["reason"], by=self.user)
        return reverse("households:requests")
