"""A family's file for the family, and its erasure after it left (domain B10)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anjia.households.actions import erase_household, hand_out_file
from anjia.households.enums import Verb
from anjia.households.forms.personal_data import EraseForm, FileForm, LeftForm
from anjia.households.models import Household
from anjia.households.personal import holdings, kept_papers
from anjia.households.queries.personal_data import left_to, on_file
from anjia.web.screens import FormScreen, ObjectFormScreen, TransitionScreen


class FamilyFileView(ObjectFormScreen):
    """The file appears on the answer to the form and is kept nowhere."""

    permission = Verb.HAND_OUT
    context_name = "household"
    template_name = "households/family_file_ask.html"
    form_class = FileForm
    heading = _("交给本户一份资料")
    submit_label = _("生成")
    keeps_draft = False

    def get_queryset(self) -> QuerySet[Household]:
        return on_file(self.user)

    def back(self) -> str:
        name = "detail" if self.object.is_active else "erase"
        return reverse(f"households:{name}", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        parts = hand_out_file(self.object, reason=form.cleaned_data["reason"], by=self.user)
        if form.cleaned_data["output"] == "json":
            told = {part.name: {"title": part.title, "rows": [dict(row) for row in part.rows]} for part in parts}
            answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
            answer["Content-Disposition"] = 'attachment; filename="family.json"'
            return answer
        context = self.get_context_data(form=form, parts=parts, kept=kept_papers())
        return self.response_class(
            request=request, template="households/family_file.html", context=context, using=self.template_engine
        )


class FindLeftView(FormScreen):
    """Which family that left is meant."""

    permission = Verb.ERASE
    form_class = LeftForm
    template_name = "households/find_left.html"
    heading = _("已退出家庭的资料")
    submit_label = _("查找")
    keeps_draft = False

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("households:list"), **kwargs)

    def perform(self, form: LeftForm) -> str:
        return reverse("households:erase", args=[form.cleaned_data["household"].pk])


class EraseView(TransitionScreen):
    """What goes, what the law keeps, and one button."""

    permission = Verb.ERASE
    context_name = "household"
    template_name = "households/erase.html"
    form_class = EraseForm
    heading = _("删除这户的资料")
    submit_label = _("删除，不能恢复")
    success_message = _("这户的资料已经删除。")
    keeps_draft = False

    def get_queryset(self) -> QuerySet[Household]:
        return left_to(self.user)

    def get_effect(self) -> str:
        return _now("将删除%(name)s家的姓名、电话、住址、成员和评分，删除后不能恢复。") % {
            "name": self.object.head_name
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = [(holding, holding.rows_of(self.object.pk).count()) for holding in holdings()]
        return super().get_context_data(
            held=[{"title": h.title, "n": n, "kept": h.kept} for h, n in counted if n],
            kept=kept_papers(),
            back_url=reverse("households:find_left"),
            **kwargs,
        )

    def perform(self, form: EraseForm) -> str:
        erase_household(self.object, reason=form.cleaned_data["reason"], by=self.user)
        return reverse("households:list")
