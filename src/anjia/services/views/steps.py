"""The steps of a case, a page for each by its name; and what the person does with the code alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from anjia.kernel.exceptions import Refused
from anjia.services.forms.steps import StepForm
from anjia.services.models import Case
from anjia.services.screens import CaseFormScreen
from anjia.services.views.public import FollowView, case_or_absent
from anjia.web.screens import absent


@dataclass(frozen=True)
class Step:
    """A step's page: heading, form, action, and what pressing the button does.

    The action is called with the kind's row, what the form gave, and `by`.
    """

    heading: str | Promise
    form: type[StepForm]
    act: Callable[..., Any]
    effect: str | Promise = ""
    submit: str | Promise = ""
    """What the button says where the heading is no deed."""


def subject_or_absent(row_of: Callable[[Case], Any], case: Case) -> Any:
    """The kind's own row; a case of another kind has none, and looks like no case at all."""
    try:
        return row_of(case)
    except ObjectDoesNotExist:
        raise absent() from None


class ActScreen(CaseFormScreen):
    """One step of a kind. The action asks whether it is this person's, and whether it is its time."""

    abstract = True
    steps: ClassVar[Mapping[str, Step]]

    @staticmethod
    def row_of(case: Case) -> Any:
        """The kind's own row of a case."""
        raise NotImplementedError

    @property
    def step(self) -> Step:
        if self.kwargs["act"] not in self.steps:
            raise absent()
        return self.steps[self.kwargs["act"]]

    def get_template_names(self) -> list[str]:
        return ["web/form.html" if self.step.form.base_fields else "web/transition.html"]

    def get_heading(self) -> str:
        return str(self.step.heading)

    def get_form(self) -> StepForm:
        return self.step.form(**self.get_form_kwargs(), subject=subject_or_absent(self.row_of, self.object))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "effect": self.step.effect, "submit_label": self.step.submit or self.step.heading}

    def perform(self, form: StepForm) -> str:
        self.step.act(form.subject, **form.cleaned_data, by=self.user)
        return self.back_url()


class ClientActScreen(FollowView):
    """What the person does, by the code alone: the action by its name, and the words when it is done."""

    abstract = True
    http_method_names = ["post"]
    acts: ClassVar[Mapping[str, tuple[Callable[..., Any], str | Promise]]]

    @staticmethod
    def row_of(case: Case) -> Any:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        case = case_or_absent(request)
        if kwargs["act"] not in self.acts:
            raise absent()
        act, done = self.acts[kwargs["act"]]
        code = request.POST["code"]
        try:
            act(subject_or_absent(self.row_of, case))
        except Refused as refusal:
            return self.show(code, said=str(refusal), status=refusal.status)
        return self.show(code, said=str(done))
