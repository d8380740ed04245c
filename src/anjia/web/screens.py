"""The four base screens. A screen fetches a scoped object, binds a form, calls one action and redirects."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from anjia.kernel.exceptions import Refused
from anjia.web.gate import Open, require_declared
from anjia.web.once import carry_out, new_token

PAGE_SIZES = (25, 50, 100)


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


class ListScreen(Screen):
    """A list: filters and order live in the URL; `get_queryset` starts from what the user may see."""

    abstract = True
    template_name = "web/list.html"
    default_order: ClassVar[tuple[str, ...]] = ("pk",)
    orders: ClassVar[dict[str, tuple[str, ...]]] = {}
    page_size: ClassVar[int] = 25

    def get_queryset(self) -> models.QuerySet[Any]:
        raise ImproperlyConfigured("a list screen says what it lists")

    def filter(self, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Narrow by the query string; the base narrows nothing."""
        return queryset

    def get_order(self) -> tuple[str, ...]:
        key = self.request.GET.get("order", "")
        order = self.orders.get(key.lstrip("-"), self.default_order)
        if not key.startswith("-"):
            return order
        return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)

    def get_page_size(self) -> int:
        size = self.request.GET.get("size", "")
        return int(size) if size.isdigit() and int(size) in PAGE_SIZES else self.page_size

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.filter(self.get_queryset()).order_by(*self.get_order())
        page = Paginator(rows, self.get_page_size()).get_page(self.request.GET.get("page"))
        query = self.request.GET.copy()
        query.pop("page", None)
        return super().get_context_data(
            page_obj=page,
            rows=page.object_list,
            total=page.paginator.count,
            query=query.urlencode(),
            order=self.request.GET.get("order", ""),
            page_sizes=PAGE_SIZES,
            **kwargs,
        )


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


class FormScreen(Screen):
    """A form whose valid data is handed to one action by `perform`; sent twice, it is carried out once."""

    abstract = True
    template_name = "web/form.html"
    form_class: ClassVar[type[forms.BaseForm] | None] = None
    submit_label: ClassVar[str | Promise] = ""
    success_message: ClassVar[str | Promise] = ""

    def get_initial(self) -> dict[str, Any]:
        return {}

    def get_form_kwargs(self) -> dict[str, Any]:
        bound = {"data": self.request.POST, "files": self.request.FILES}
        return {"initial": self.get_initial(), **(bound if self.request.method == "POST" else {})}

    def get_form(self) -> Any:
        if self.form_class is None:
            raise ImproperlyConfigured("a form screen names its form")
        return self.form_class(**self.get_form_kwargs())

    def perform(self, form: Any) -> str:
        """Call one action; return where to go next."""
        raise ImproperlyConfigured("a form screen says what it does")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "form" not in kwargs:
            kwargs["form"] = self.get_form()
        kwargs.setdefault("effect", "")
        once = kwargs.pop("once", "") or self.request.POST.get("once") or new_token()
        return super().get_context_data(once=once, submit_label=self.submit_label, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            token = request.POST.get("once", "")
            location, first = carry_out(token, request.user.pk, lambda: self.perform(form))
        except Refused as refusal:
            return self.refuse(form, refusal)
        self.announce(first)
        return HttpResponseRedirect(location)

    def refuse(self, form: Any, refusal: Refused) -> HttpResponse:
        """Show the form again, input kept, with the rule that refused it on top."""
        form.add_error(None, str(refusal))
        context = self.get_context_data(form=form, refusal=refusal, once=new_token())
        return self.render_to_response(context, status=refusal.status)

    def announce(self, first: bool) -> None:
        if not first:
            messages.info(self.request, _("这份表单已经提交过，没有重复办理。"))
        elif self.success_message:
            messages.success(self.request, str(self.success_message))


class ObjectFormScreen(ObjectMixin, FormScreen):
    """A form about one object."""

    abstract = True


class NoteForm(forms.Form):
    """A transition without further questions."""


class TransitionScreen(ObjectFormScreen):
    """A check page that names the effect, and one button that carries it out."""

    abstract = True
    template_name = "web/transition.html"
    form_class: ClassVar[type[forms.BaseForm] | None] = NoteForm

    def get_effect(self) -> str:
        """One sentence on what will happen: “将公示 32 户，向公众可见”."""
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(effect=self.get_effect(), **kwargs)


def absent() -> Http404:
    """What a person sees who may not know that something exists."""
    return Http404()
