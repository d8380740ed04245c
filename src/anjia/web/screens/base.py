"""What every screen has: a declared permission, a heading, and one scoped object where it is about one."""

from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.views.generic import TemplateView

from anjia.web.gate import Open, require_declared


class Screen(TemplateView):
    """A page. Subclasses declare `permission`: a verb, PUBLIC or SIGNED_IN."""

    abstract: ClassVar[bool] = True
    permission: ClassVar[Open | str | None] = None
    heading: ClassVar[str | Promise] = ""
    request: HttpRequest

    def __init_subclass__(cls, **kwargs: Any):
        super().__init_subclass__(**kwargs)
        require_declared(cls)

    @property
    def user(self) -> Any:
        return self.request.user

    def get_heading(self) -> str:
        return str(self.heading)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(heading=self.get_heading(), **kwargs)


class ObjectMixin:
    """Fetches one object from what the user may see: forbidden looks like absent."""

    context_name: ClassVar[str] = "object"
    kwargs: dict[str, Any]

    def get_queryset(self) -> models.QuerySet[Any]:
        raise ImproperlyConfigured("say where the object comes from")

    @property
    def object(self) -> Any:
        if not hasattr(self, "_object"):
            self._object = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        return self._object

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        named = {self.context_name: self.object, "object": self.object}
        return super().get_context_data(**{**named, **kwargs})


class DetailScreen(ObjectMixin, Screen):
    """One object."""

    abstract = True
    template_name = "web/detail.html"


def absent() -> Http404:
    """What a person sees who may not know that something exists."""
    return Http404()
