"""The people of one's scope: list, one person, ending a role."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.actions import end_membership
from anjia.accounts.enums import Verb
from anjia.accounts.forms.people import EndForm
from anjia.accounts.models import Membership, User
from anjia.accounts.permissions import can_grant, can_reset, oversees
from anjia.accounts.queries import invitations_visible_to, memberships_visible_to, search_people, visible_to
from anjia.accounts.second_factor import state_of
from anjia.kernel.scope import under
from anjia.regions.enums import Level
from anjia.regions.place import current_place
from anjia.regions.queries import full_names_of
from anjia.web.columns import Column
from anjia.web.filters import FilterForm, SearchField
from anjia.web.screens import DetailScreen, ListScreen, TransitionScreen


def under_place(queryset: QuerySet[Any], lookup: str, request: Any) -> QuerySet[Any]:
    """Narrow to the place the session looks at."""
    place = current_place(request)
    return queryset.filter(under(lookup, place.path)) if place else queryset.none()


COLUMNS = (
    Column(
        "name",
        _("姓名"),
        "display_name",
        order="name",
        href=lambda person: reverse("accounts:person", args=[person.pk]),
        is_personal=True,
        is_essential=True,
    ),
    Column("username", _("账号"), "masked_username", order="username", is_personal=True),
    Column(
        "roles",
        _("角色"),
        lambda person: [f"{held.place_name} · {held.title}" for held in person.roles_here],
        share=5,
    ),
)


class PeopleFilter(FilterForm):
    q = SearchField(_("姓名，或手机尾号"))


class PeopleView(ListScreen):
    """Who holds which role here."""

    permission = Verb.VIEW_PEOPLE
    template_name = "accounts/people.html"
    heading = _("人员与角色")
    default_order = ("display_name", "pk")
    orders = {"name": ("display_name", "pk"), "username": ("username",)}
    columns = COLUMNS
    export_verb = Verb.VIEW_PEOPLE
    filter_form = PeopleFilter

    def get_queryset(self) -> QuerySet[User]:
        here = under_place(memberships_visible_to(self.user), "region__path", self.request)
        return visible_to(self.user).filter(pk__in=here.order_by().values("user"))

    def filter(self, queryset: QuerySet[User]) -> QuerySet[User]:
        words = self.filters.condition("q").strip()
        return search_people(queryset, words) if words else queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        invitations = []
        if self.user.scopes(Verb.INVITE):
            invitations = list(under_place(invitations_visible_to(self.user), "region__path", self.request)[:50])
        return {**context, "invitations": invitations, "can_invite": bool(self.user.scopes(Verb.INVITE))}

    def exportable(self, rows: QuerySet[User]) -> QuerySet[User]:
        """The list is that of one's own places already."""
        return rows

    def prepare(self, rows: Sequence[User]) -> Sequence[User]:
        """Each role's place, named from just below where one stands, so that two groups 1组 are told apart."""
        place = current_place(self.request)
        top = (Level(place.level).below or Level(place.level)) if place else Level.CITY
        held = [membership for person in rows for membership in getattr(person, "roles_here", ())]
        names = full_names_of([m.region.path for m in held], top=top)
        for membership in held:
            membership.place_name = names[membership.region.path] or membership.region.name
        return rows


class PersonView(DetailScreen):
    """One person, with the roles one may see and, where one may, end."""

    permission = Verb.VIEW_PEOPLE
    template_name = "accounts/person.html"
    context_name = "person"

    def get_queryset(self) -> QuerySet[User]:
        return visible_to(self.user)

    def get_heading(self) -> str:
        return str(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.object.roles_here
        names = full_names_of([m.region.path for m in held])
        lines = [
            {"membership": m, "place": names[m.region.path], "can_end": can_grant(self.user, m.role, m.region)}
            for m in held
        ]
        return super().get_context_data(
            lines=lines,
            second_factor=state_of(self.object),
            can_reset=can_reset(self.user, self.object),
            can_close=oversees(self.user, self.object),
            **kwargs,
        )


class EndMembershipView(TransitionScreen):
    """Ends a role as of today."""

    permission = Verb.INVITE
    form_class = EndForm
    heading = _("结束任职")
    submit_label = _("结束任职")
    success_message = _("任职已结束，从现在起不再有这个角色的权限。")

    def get_queryset(self) -> QuerySet[Membership]:
        return memberships_visible_to(self.user)

    def get_effect(self) -> str:
        text = _("从今天起，“%(person)s”不再是%(place)s的%(role)s，已做过的记录保留。")
        membership = self.object
        role = membership.title
        return str(text % {"person": membership.user, "place": membership.region.full_name, "role": role})

    def perform(self, form: EndForm) -> str:
        end_membership(self.object, by=self.user, note=form.cleaned_data["note"])
        return reverse("accounts:people")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        membership = self.object
        answers = [
            {"label": _("姓名"), "value": membership.user},
            {"label": _("角色"), "value": membership.title},
            {"label": _("地区"), "value": membership.region.full_name},
            {"label": _("开始日期"), "value": membership.starts_on},
        ]
        back = reverse("accounts:person", args=[membership.user_id])
        return super().get_context_data(answers=answers, back_url=back, **kwargs)
