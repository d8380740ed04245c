"""Annexes 2 and 3 as files: for staff from a family's page, and for the family from its own file (domain A5-9)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header

from anjia.documents.render import render_grid_form, render_grid_form_docx
from anjia.evaluations.annexes import NAMES, annex
from anjia.households.enums import Verb
from anjia.households.models import Household
from anjia.households.own_screens import FamilyScreen
from anjia.households.queries import visible_to
from anjia.web.gate import PUBLIC
from anjia.web.screens import Screen, absent

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OUTPUTS = {"pdf": (render_grid_form, "application/pdf"), "docx": (render_grid_form_docx, WORD)}
FILLED, BLANK = "filled", "blank"


def annex_file(household: Household, told: dict[str, Any], *, whole_phone: bool) -> HttpResponse:
    """The file an address asks for; it is set now and kept nowhere."""
    fill, output = told["fill"], told["output"]
    if told["name"] not in NAMES or fill not in (FILLED, BLANK) or output not in OUTPUTS:
        raise absent()
    filled = fill == FILLED
    form = annex(told["name"], household, filled=filled, on=timezone.localdate(), whole_phone=whole_phone)
    if form is None:
        raise absent()
    render, media_type = OUTPUTS[output]
    answer = HttpResponse(render(form), content_type=media_type)
    whose = household.head_name if filled else "空白"
    name = f"{form.label} {form.title} {whose}.{output}"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    return answer


class FamilyAnnex(Screen):
    """For staff who may give a family its papers; the phone is left to be written in."""

    permission = Verb.HAND_OUT
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        families = visible_to(self.request.user, Verb.HAND_OUT).select_related("region__parent")
        return annex_file(get_object_or_404(families, pk=kwargs["pk"]), kwargs, whole_phone=False)


class OwnAnnex(FamilyScreen):
    """For the family itself, all filled in."""

    permission = PUBLIC
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return annex_file(self.household, kwargs, whole_phone=True)
