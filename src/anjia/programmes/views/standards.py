"""The standards in plain words, for everybody; and bringing the shipped ones in."""

import re
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.programmes.actions import load_standards
from anjia.programmes.enums import Scheme, StandardState, Verb
from anjia.programmes.models import StandardVersion
from anjia.programmes.queries.standards import published, under_consultation
from anjia.programmes.standards import shipped
from anjia.programmes.templatetags.programmes import worded
from anjia.web.gate import PUBLIC
from anjia.web.screens import FormScreen, NoteForm, Screen, absent

PARAGRAPHS = re.compile(r"\r?\n\s*\n")
NUMBERED = re.compile(r"\d+[.．、]")


def in_force() -> QuerySet[StandardVersion]:
    """What holds now: anybody may read it."""
    return published().filter(state=StandardState.IN_FORCE).order_by("-standard__code", "-number")


class StandardList(Screen):
    permission = PUBLIC
    template_name = "programmes/standard_list.html"
    heading = _("评议标准")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.user
        can_load = user.is_authenticated and bool(user.scopes(Verb.LOAD_STANDARDS))
        return super().get_context_data(
            versions=in_force(),
            asked=under_consultation().order_by("consulted_to"),
            can_load=can_load,
            can_view=user.is_authenticated and bool(user.scopes(Verb.VIEW)),
            **kwargs,
        )


class StandardDetail(Screen):
    """One standard: what each criterion means, why points may be taken off, and at most how many."""

    permission = PUBLIC
    template_name = "programmes/standard_detail.html"

    @cached_property
    def version(self) -> StandardVersion:
        wanted = self.request.GET.get("version", "")
        found = published().order_by("-number") if wanted.isdigit() else in_force()
        found = found.filter(standard__code=self.kwargs["code"])
        version = (found.filter(number=wanted) if wanted.isdigit() else found).first()
        if version is None:
            raise absent()
        return version

    def get_heading(self) -> str:
        return worded(self.version.standard, "title")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.version
        criteria = list(version.criteria.prefetch_related("reasons", "variants"))
        return super().get_context_data(
            version=version,
            standard=version.standard,
            criteria=criteria,
            full=sum(criterion.max_half_points for criterion in criteria),
            is_stars=version.standard.scheme == Scheme.STARS_20,
            **kwargs,
        )


class StandardPaper(StandardDetail):
    """The same, for the notice board."""

    permission = PUBLIC
    template_name = "programmes/standard_paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("programmes:standard_detail", args=[self.version.standard.code])
        return super().get_context_data(back_url=back, **kwargs)


class StandardPlain(StandardDetail):
    """In plain words, on one sheet of paper, or read aloud by the browser (domain A13-4)."""

    permission = PUBLIC
    template_name = "programmes/standard_plain.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("programmes:standard_detail", args=[self.version.standard.code])
        return super().get_context_data(back_url=back, verses=verses(self.version), **kwargs)


def verses(version: StandardVersion) -> list[dict[str, str]]:
    """The plain words, paragraph by paragraph; where nobody wrote any, what each criterion means."""
    if not version.plain:
        return [
            {"title": f"{c.order}. {worded(c, 'title')}", "words": worded(c, "guide")} for c in version.criteria.all()
        ]
    return [_verse(paragraph.strip()) for paragraph in PARAGRAPHS.split(version.plain.strip())]


def _verse(paragraph: str) -> dict[str, str]:
    first, _end, rest = paragraph.partition("\n")
    return {"title": first, "words": rest} if NUMBERED.match(first) and rest else {"title": "", "words": paragraph}


class StandardLoad(FormScreen):
    """Bring in what ships with Anjia."""

    permission = Verb.LOAD_STANDARDS
    template_name = "programmes/standard_load.html"
    form_class = NoteForm
    heading = _("装入随附标准")
    submit_label = _("装入")
    success_message = _("标准已装入，可以用来制定周期。")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(texts=shipped(), back_url=reverse("programmes:standard_list"), **kwargs)

    def perform(self, form: Any) -> str:
        load_standards(self.user)
        return reverse("programmes:standard_list")
