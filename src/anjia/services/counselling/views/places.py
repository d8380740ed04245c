"""Rooms and when they are taken, who is on duty, whom to call, groups that were counted: one page, a form each."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.regions.models import Region
from anjia.services.counselling import actions, forms
from anjia.services.counselling.enums import Verb
from anjia.services.counselling.models import CounsellingRoom, CrisisContact
from anjia.services.counselling.queries import (
    EVERYWHERE,
    bookings,
    contacts_visible_to,
    district_of,
    duties_visible_to,
    groups_visible_to,
    rooms_visible_to,
)
from anjia.services.screens import WalledFormScreen
from anjia.web.screens import NoteForm, ObjectMixin, Screen, absent

SHOWN = 30


class RoomsView(Screen):
    """What a counsellor looks up before an hour, and in an emergency."""

    permission = Verb.VIEW_ROOMS
    template_name = "counselling/rooms.html"
    heading = _("咨询室和值班")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.user
        duties = list(duties_visible_to(user, timezone.localdate())[:SHOWN])
        people = {u.pk: u.display_name for u in User.objects.filter(pk__in={duty.user_id for duty in duties})}
        for duty in duties:
            duty.who = people.get(duty.user_id, "")
        return super().get_context_data(
            rooms=list(rooms_visible_to(user)),
            bookings=list(bookings(user)[:SHOWN]),
            duties=duties,
            contacts=list(contacts_visible_to(user)),
            everywhere=EVERYWHERE,
            groups=list(groups_visible_to(user)[:SHOWN]),
            may_keep=district_of(user, Verb.KEEP_ROOMS) is not None,
            may_count=district_of(user, Verb.COUNT_GROUPS) is not None,
            back_url=reverse("services:home"),
            **kwargs,
        )


class PlaceScreen(WalledFormScreen):
    """Something of a district, kept by whoever may."""

    abstract = True
    permission = Verb.KEEP_ROOMS
    submit_label = _("保存")

    @property
    def district(self) -> Region:
        found = district_of(self.user, self.permission)
        if found is None:
            raise absent()
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("counselling:rooms"), **kwargs)

    def perform(self, form: Any) -> str:
        self.act(form.cleaned_data)
        return reverse("counselling:rooms")

    def act(self, said: dict[str, Any]) -> None:
        raise NotImplementedError


class NewRoomView(PlaceScreen):
    heading = _("添一间咨询室")
    form_class = forms.RoomForm

    def act(self, said: dict[str, Any]) -> None:
        actions.keep_room(self.district, **said, by=self.user)


class RoomView(ObjectMixin, PlaceScreen):
    heading = _("改咨询室")
    form_class = forms.RoomForm

    def get_queryset(self) -> QuerySet[CounsellingRoom]:
        return rooms_visible_to(self.user)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("name", "address", "is_open")}

    def act(self, said: dict[str, Any]) -> None:
        actions.keep_room(self.district, **said, room=self.object, by=self.user)


class DutyView(PlaceScreen):
    heading = _("排值班")
    form_class = forms.DutyForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "path": self.district.path}

    def act(self, said: dict[str, Any]) -> None:
        actions.set_duty(self.district, **said, by=self.user)


class NewContactView(PlaceScreen):
    heading = _("添一个危机联系电话")
    form_class = forms.ContactForm

    def get_initial(self) -> dict[str, Any]:
        return {"place": contacts_visible_to(self.user).count() + 1}

    def act(self, said: dict[str, Any]) -> None:
        actions.keep_contact(self.district, **said, by=self.user)


class RemoveContactView(ObjectMixin, PlaceScreen):
    template_name = "web/transition.html"
    heading = _("去掉这个电话")
    submit_label = _("去掉")
    form_class = NoteForm

    def get_queryset(self) -> QuerySet[CrisisContact]:
        return contacts_visible_to(self.user)

    def act(self, said: dict[str, Any]) -> None:
        actions.remove_contact(self.object, by=self.user)


class GroupView(PlaceScreen):
    permission = Verb.COUNT_GROUPS
    heading = _("记一次团体辅导")
    form_class = forms.GroupForm

    def act(self, said: dict[str, Any]) -> None:
        actions.count_group(self.district, **said, by=self.user)
