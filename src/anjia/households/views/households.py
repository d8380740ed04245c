"""The registry's pages: list and search, one family, its corrections and members."""

import re
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anjia.households.about import panels_about
from anjia.households.actions import (
    edit_household,
    register_household,
    remove_member,
    reveal_phone,
    save_member,
    withdraw_participation,
    withdraw_publication,
)
from anjia.households.enums import ConsentKind, ConsentState, Verb
from anjia.households.forms.filters import HouseholdFilter
from anjia.households.forms.households import (
    EditForm,
    MemberForm,
    ReasonForm,
    RegisterForm,
    WithdrawForm,
    initial_of,
)
from anjia.households.kinship import CODES
from anjia.households.models import Household, HouseholdMember
from anjia.households.queries import live_consents, matching, visible_to, with_proof
from anjia.kernel.scope import under, under_any
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, FormScreen, ListScreen, NoteForm, ObjectFormScreen


def groups_for(user: Any, verb: str) -> QuerySet[Region]:
    """The groups in which the user holds the verb."""
    groups = Region.objects.filter(under_any("path", user.scopes(verb)), level=Region.Level.GROUP)
    return groups.select_related("parent").order_by("path")


def mask_phone(phone: str) -> str:
    """138****5678."""
    return f"{phone[:3]}****{phone[-4:]}" if phone else ""


def mask_address(address: str) -> str:
    """文化路 **号: the numbers of a house are masked, the road it stands in is not (experience 20)."""
    return re.sub(r"[0-9０-９]+", "**", address)


COLUMNS = (
    Column(
        "name",
        _("户主姓名"),
        "head_name",
        order="name",
        href=lambda family: reverse("households:detail", args=[family.pk]),
        is_personal=True,
        is_essential=True,
    ),
    Column("group", _("小组"), "region.name", order="group", note=lambda family: family.region.parent.name),
    Column("village", _("村（社区）"), "region.parent.name", starts_hidden=True),
    Column(
        "address",
        _("家庭住址"),
        lambda family: mask_address(family.address),
        is_personal=True,
        starts_hidden=True,
        share=3,
    ),
    Column("size", _("家庭人数"), "household_size", is_figure=True, share=1.2),
    Column("residence", _("居住类型"), lambda family: family.get_residence_type_display(), share=1.2),
    Column(
        "proof",
        _("同意凭证"),
        lambda family: _now("已有凭证") if family.has_proof else _now("待补凭证"),
        tone=lambda family: "done" if family.has_proof else "due",
        share=1.5,
    ),
)


class HouseholdListView(ListScreen):
    """Families that take part, in the place one looks at."""

    permission = Verb.VIEW
    template_name = "households/list.html"
    heading = _("家庭登记")
    default_order = ("region__path", "head_name", "pk")
    orders = {"name": ("head_name", "pk"), "group": ("region__path", "head_name", "pk")}
    columns = COLUMNS
    export_verb = Verb.EXPORT
    filter_form = HouseholdFilter

    def get_queryset(self) -> QuerySet[Household]:
        families = visible_to(self.user).select_related("region", "region__parent").defer("phone", "search_tokens")
        place = current_place(self.request)
        if place is not None:
            families = families.filter(under("region__path", place.path))
        return with_proof(families)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verbs = {"register": Verb.EDIT, "import": Verb.IMPORT, "prove": Verb.RECORD_CONSENT}
        verbs["erase"] = Verb.ERASE
        may = {name: bool(self.user.scopes(verb)) for name, verb in verbs.items()}
        place = current_place(self.request)
        may["export"] = place is not None and self.user.may(Verb.EXPORT, place.path)
        return super().get_context_data(may=may, **kwargs)

    def filter(self, queryset: QuerySet[Household]) -> QuerySet[Household]:
        return matching(queryset, **{name: self.filters.condition(name) for name in ("q", "proof")})

    def exportable(self, rows: QuerySet[Household]) -> QuerySet[Household]:
        """Who still lacks a proof stands on no list that leaves the village (frame F5)."""
        return super().exportable(rows).filter(has_proof=True)


class FamilyMixin:
    """One family among those the user may see."""

    context_name = "household"
    verb: str = Verb.VIEW

    def get_queryset(self) -> QuerySet[Household]:
        return visible_to(self.user, self.verb).select_related("region", "region__parent")

    def back(self) -> str:
        return reverse("households:detail", args=[self.object.pk])


class HouseholdDetailView(FamilyMixin, DetailScreen):
    """A family: data with the phone masked, members, consents."""

    permission = Verb.VIEW
    template_name = "households/detail.html"

    def get_heading(self) -> str:
        return str(self.object.head_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        household, user = self.object, self.user
        path = household.region.path
        members = [(member, CODES.get(member.kinship, "")) for member in household.members.all()]
        consents = live_consents(household)
        proven = [consent for consent in consents.values() if consent.state == ConsentState.PROVEN]
        return super().get_context_data(
            phone=mask_phone(household.phone),
            members=members,
            size_differs=bool(members) and len(members) + 1 != household.household_size,
            consents=consents,
            needs_proof=len(proven) < len(ConsentKind),
            history=household.consents.select_related("text", "proof").order_by("-created_at"),
            panels=panels_about(household, user),
            can_edit=user.may(Verb.EDIT, path),
            can_reveal=user.may(Verb.REVEAL, path),
            can_hand_out=user.may(Verb.HAND_OUT, path),
            can_record=user.may(Verb.RECORD_CONSENT, path),
            **kwargs,
        )


class FamilyFormScreen(FamilyMixin, ObjectFormScreen):
    """A form about one family."""

    abstract = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back(), **kwargs)


class EditView(FamilyFormScreen):
    permission = verb = Verb.EDIT
    form_class = EditForm
    heading = _("修改家庭资料")

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.object)

    def perform(self, form: EditForm) -> str:
        values = dict(form.cleaned_data)
        version = values.pop("version")
        if not values["phone"]:
            del values["phone"]
        edit_household(self.object, version=version, values=values, by=self.user)
        return self.back()


class RevealPhoneView(FamilyFormScreen):
    """The number appears on the answer to the form and nowhere else."""

    permission = verb = Verb.REVEAL
    form_class = ReasonForm
    template_name = "households/reveal.html"
    heading = _("查看联系电话")
    submit_label = _("查看")

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        phone = reveal_phone(self.object, reason=form.cleaned_data["reason"], by=self.user)
        return self.render_to_response(self.get_context_data(form=form, phone=phone))


class WithdrawView(FamilyFormScreen):
    """As easy as giving: no reason is asked, it takes effect at once."""

    permission = verb = Verb.RECORD_CONSENT
    form_class = WithdrawForm
    template_name = "households/withdraw.html"
    heading = _("撤回同意")
    submit_label = _("撤回")

    def perform(self, form: WithdrawForm) -> str:
        if form.cleaned_data["kind"] == ConsentKind.PUBLISH:
            withdraw_publication(self.object, by=self.user, paper=form.paper())
            return self.back()
        withdraw_participation(self.object, by=self.user, paper=form.paper())
        return reverse("households:list")


class RegisterView(FormScreen):
    """A family entered from paper."""

    permission = Verb.EDIT
    form_class = RegisterForm
    heading = _("登记一户")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "groups": groups_for(self.user, Verb.EDIT)}

    def perform(self, form: RegisterForm) -> str:
        household = register_household(by=self.user, **form.cleaned_data)
        return reverse("households:detail", args=[household.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("households:list"), **kwargs)


class MemberView(FamilyFormScreen):
    """Add a member, or change the one named in the address."""

    permission = verb = Verb.EDIT
    form_class = MemberForm
    heading = _("家庭成员")

    @property
    def member(self) -> HouseholdMember:
        if "member" in self.kwargs:
            return get_object_or_404(self.object.members, pk=self.kwargs["member"])
        return HouseholdMember(household=self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.member}

    def perform(self, form: MemberForm) -> str:
        save_member(form.save(commit=False), by=self.user)
        return self.back()


class RemoveMemberView(FamilyFormScreen):
    permission = verb = Verb.EDIT
    form_class = NoteForm
    template_name = "web/transition.html"
    heading = _("移除家庭成员")
    submit_label = _("移除")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        effect = _now("%(name)s将从本户成员中移除。") % {"name": self.member.name}
        return super().get_context_data(effect=effect, **kwargs)

    @property
    def member(self) -> HouseholdMember:
        return get_object_or_404(self.object.members, pk=self.kwargs["member"])

    def perform(self, form: Any) -> str:
        remove_member(self.member, by=self.user)
        return self.back()
