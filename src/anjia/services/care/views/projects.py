"""Projects and their money: what came in, what was granted, what is left. Whom it went to stands in no list."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.regions.queries import names_of
from anjia.services.care import actions
from anjia.services.care.enums import Verb
from anjia.services.care.forms import DonationForm, ProjectForm
from anjia.services.care.models import AidProject
from anjia.services.care.queries import projects_of
from anjia.services.screens import WalledFormScreen
from anjia.web.screens import NoteForm, ObjectMixin, Screen

MOST = 100


class ProjectsView(Screen):
    permission = Verb.FUND
    template_name = "care/projects.html"
    heading = _("帮扶项目")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(projects_of(self.user)[:MOST])
        places = names_of({row.region_path for row in rows})
        for row in rows:
            row.place_name = places.get(row.region_path, "")
        return super().get_context_data(projects=rows, back_url=reverse("services:home"), **kwargs)


class ProjectFormScreen(WalledFormScreen):
    """A form that leads back to the projects."""

    abstract = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("care:projects"), **kwargs)

    def perform(self, form: Any) -> str:
        self.act(form.cleaned_data)
        return reverse("care:projects")

    def act(self, said: dict[str, Any]) -> None:
        raise NotImplementedError


class OpenProjectView(ProjectFormScreen):
    permission = Verb.FUND
    heading = _("设立帮扶项目")
    submit_label = _("设立")
    form_class: ClassVar[Any] = ProjectForm

    def act(self, said: dict[str, Any]) -> None:
        actions.open_project(said["region"], kind=said["kind"], name=said["name"], by=self.user)


class ProjectScreen(ObjectMixin, ProjectFormScreen):
    abstract = True

    def get_queryset(self) -> QuerySet[AidProject]:
        return projects_of(self.user)


class DonationView(ProjectScreen):
    permission = Verb.FUND
    submit_label = _("记下")
    success_message = _("已记下。")
    form_class: ClassVar[Any] = DonationForm

    def get_heading(self) -> str:
        return str(_("记下捐款：%(name)s") % {"name": self.object.name})

    def act(self, said: dict[str, Any]) -> None:
        actions.receive_donation(self.object, **said, by=self.user)


class CloseProjectView(ProjectScreen):
    permission = Verb.FUND
    template_name = "web/transition.html"
    heading = _("结束项目")
    submit_label = _("结束")
    form_class: ClassVar[Any] = NoteForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [
            {"label": _("项目名称"), "value": self.object.name},
            {"label": _("剩余（元）"), "value": self.object.left},
        ]
        effect = _("不再收捐款，也不再列支；剩余的钱按捐款人的意思另行安排。")
        return {**super().get_context_data(**kwargs), "answers": answers, "effect": effect}

    def act(self, said: dict[str, Any]) -> None:
        actions.close_project(self.object, by=self.user)
