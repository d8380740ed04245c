"""Screens behind the wall: no drafts, no files of lists, nothing remembered on the other side."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse

from anjia.services.models import Case
from anjia.services.once import carry_out
from anjia.services.queries import visible_to
from anjia.web.screens import FormScreen, ObjectMixin


class WalledFormScreen(FormScreen):
    """A form whose token is kept on this side, and of which nothing is saved while it is typed."""

    abstract = True
    keeps_draft: ClassVar[bool] = False

    def carry_out(self, token: str, form: Any) -> tuple[str, bool]:
        return carry_out(token, self.request.user.pk, lambda: self.perform(form))


class CaseFormScreen(ObjectMixin, WalledFormScreen):
    """A form about one case of one's own, with its number above it: what is written for one must not land in another.

    Who may not read it does not find it.
    """

    abstract = True
    context_name = "case"

    def get_queryset(self) -> QuerySet[Case]:
        return visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(back_url=self.back_url(), **kwargs)
        return {**context, "heading": f"{context['heading']}　{self.object.number}"}

    def back_url(self) -> str:
        return reverse("services:case", args=[self.object.pk])
