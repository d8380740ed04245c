"""The registers of mediation: who mediates, who answers for a place, who was trained. Offices and numbers, no case."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import User
from anjia.kernel.scope import under_any
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import names_of
from anjia.services.mediation import actions
from anjia.services.mediation import register_forms as forms
from anjia.services.mediation.enums import LinkDuty, Verb
from anjia.services.mediation.models import Committee, ResponsibilityLink
from anjia.services.mediation.queries import committees_of, links_of, trainings_of
from anjia.services.screens import WalledFormScreen
from anjia.web.screens import NoteForm, ObjectMixin, Screen

MOST = 100


class RegistersView(Screen):
    """Everything of a district on one page."""

    permission = Verb.KEEP_REGISTERS
    template_name = "mediation/registers.html"
    heading = _("调解的组织和队伍")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        committees = list(committees_of(self.user)[:MOST])
        trainings = list(trainings_of(self.user)[:MOST])
        names = names_of({row.region_path for row in (*committees, *trainings)})
        for row in (*committees, *trainings):
            row.place_name = names.get(row.region_path, "")
        return super().get_context_data(
            committees=committees,
            trainings=trainings,
            levels=levels_of(self.user),
            back_url=reverse("services:home"),
            **kwargs,
        )


@dataclass(frozen=True)
class Answering:
    """A district or a town: who answers there, and in how many of its villages somebody does."""

    name: str
    people: list[str]
    villages: int
    covered: int


def levels_of(user: Any) -> list[Answering]:
    """Districts and towns by name; of villages how many have both, so that gaps show."""
    links = {(link.region_path, link.duty): link for link in links_of(user)}
    people = _people(links.values())
    kept = under_any("path", user.scopes(Verb.KEEP_REGISTERS))
    places = list(Region.objects.filter(kept, level__in=forms.ALL, valid_to__isnull=True).order_by("path"))
    covered = [p.path for p in places if all((p.path, duty) in links for duty in LinkDuty)]
    villages = [p.path for p in places if p.level == Level.VILLAGE]
    return [
        Answering(
            place.name,
            [
                people.get(links[place.path, duty].user_id, "") if (place.path, duty) in links else ""
                for duty in LinkDuty
            ],
            sum(path.startswith(place.path) for path in villages),
            sum(path.startswith(place.path) for path in set(covered) & set(villages)),
        )
        for place in places
        if place.level != Level.VILLAGE
    ]


def _people(links: Iterable[ResponsibilityLink]) -> dict[UUID, str]:
    return {u.pk: u.display_name for u in User.objects.filter(pk__in={link.user_id for link in links})}


class RegisterFormScreen(WalledFormScreen):
    """A form about a place whose registers the user keeps."""

    abstract = True
    permission = Verb.KEEP_REGISTERS
    submit_label = _("登记")
    back_name = "mediation:registers"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "places": under_any("path", self.user.scopes(self.permission))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse(self.back_name), **kwargs)

    def perform(self, form: Any) -> str:
        said = dict(form.cleaned_data)
        self.act(said.pop("region"), said)
        return reverse(self.back_name)

    def act(self, region: Region, said: dict[str, Any]) -> None:
        raise NotImplementedError


class CommitteeView(RegisterFormScreen):
    heading = _("登记调解委员会")
    form_class = forms.CommitteeForm

    def act(self, region: Region, said: dict[str, Any]) -> None:
        actions.add_committee(region, **said, by=self.user)


class TrainingView(RegisterFormScreen):
    heading = _("登记调解员培训")
    form_class = forms.TrainingForm

    def act(self, region: Region, said: dict[str, Any]) -> None:
        actions.add_training(region, **said, by=self.user)


class LinkView(RegisterFormScreen):
    heading = _("定谁负责")
    form_class = forms.LinkForm

    def act(self, region: Region, said: dict[str, Any]) -> None:
        actions.answer_for(region, said["duty"], said["username"], by=self.user)


class EndCommitteeView(ObjectMixin, WalledFormScreen):
    permission = Verb.KEEP_REGISTERS
    template_name = "web/transition.html"
    heading = _("登记届满")
    submit_label = _("届满")
    form_class = NoteForm

    def get_queryset(self) -> QuerySet[Committee]:
        return committees_of(self.user)

    def perform(self, form: NoteForm) -> str:
        actions.end_committee(self.object, by=self.user)
        return reverse("mediation:registers")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [{"label": _("调解委员会"), "value": self.object.name}]
        context = super().get_context_data(back_url=reverse("mediation:registers"), **kwargs)
        return {**context, "answers": answers, "effect": _("换届后登记新的一届；由它调解过的案件不变。")}
