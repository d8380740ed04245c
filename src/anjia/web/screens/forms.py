"""Forms and check pages: valid data is handed to one action, which is carried out once."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from anjia.kernel.exceptions import Refused
from anjia.web import drafts, recycling
from anjia.web.actions.drafts import drop_draft
from anjia.web.once import carry_out, new_token
from anjia.web.screens.base import ObjectMixin, Screen


class FormScreen(Screen):
    """A form whose valid data is handed to one action by `perform`; sent twice, it is carried out once."""

    abstract = True
    template_name = "web/form.html"
    form_class: ClassVar[type[forms.BaseForm] | None] = None
    submit_label: ClassVar[str | Promise] = ""
    success_message: ClassVar[str | Promise] = ""
    keeps_draft: ClassVar[bool] = True
    """Whether what is typed is saved while it is typed; a form of one or two questions is not, in any case."""

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
        kwargs.setdefault("draft", self._draft(kwargs["form"]))
        kwargs.setdefault("effect", "")
        once = kwargs.pop("once", "") or self.request.POST.get("once") or new_token()
        return super().get_context_data(once=once, submit_label=self.submit_label, **kwargs)

    def _draft(self, form: Any) -> dict[str, Any] | None:
        """What the page needs to save the form as it is filled in; fills it from a draft where that is asked for."""
        names = drafts.names_of(form) if self.keeps_draft and self.user.is_authenticated else ()
        if not names:
            return None
        path = self.request.path
        kept = drafts.draft_of(self.user.pk, path) if self.request.method == "GET" else None
        is_restored = bool(kept and "draft" in self.request.GET)
        if kept and is_restored:
            drafts.put_into(form, kept, names)
        token = drafts.token_of(drafts.Ticket(self.user.pk, path, names))
        return {"token": token, "kept": kept, "is_restored": is_restored, "path": path}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            location, first = self.carry_out(request.POST.get("once", ""), form)
        except Refused as refusal:
            return self.refuse(form, refusal)
        if request.user.is_authenticated and self.keeps_draft:
            drop_draft(request.user.pk, request.path)
        self.announce(first)
        return HttpResponseRedirect(location)

    def carry_out(self, token: str, form: Any) -> tuple[str, bool]:
        """Perform once for a token: where to go next, and whether it was the first time."""
        return carry_out(token, self.request.user.pk, lambda: self.perform(form))

    def refuse(self, form: Any, refusal: Refused) -> HttpResponse:
        """Show the form again, input kept, with the rule that refused it on top."""
        form.add_error(None, str(refusal))
        context = self.get_context_data(form=form, refusal=refusal, once=new_token())
        return self.render_to_response(context, status=refusal.status)

    def announce(self, first: bool) -> None:
        """Say that it is done; where something went into the bin, offer to undo it."""
        if not first:
            messages.info(self.request, _("这份表单已经提交过，没有重复办理。"))
            return
        removed = recycling.of_this_request(self.request.user.pk) if self.request.user.is_authenticated else None
        text = str(self.success_message) or (_("已移到回收站：%(title)s") % {"title": removed.title} if removed else "")
        if text:
            undo = reverse("web:bin_undo", args=[removed.pk]) if removed else ""
            messages.success(self.request, text, extra_tags=undo)


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
