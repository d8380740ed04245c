"""The family's own certificate, from its own file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header

from anjia.documents.render import render_certificate
from anjia.honours.models import Title
from anjia.honours.papers import certificate_of
from anjia.honours.queries import has_certificate
from anjia.households.own_screens import FamilyScreen
from anjia.web.gate import PUBLIC
from anjia.web.screens import absent


class OwnCertificate(FamilyScreen):
    """Set anew: what the family prints at home is the same paper as the town's, with the same code to verify it by."""

    permission = PUBLIC
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        own = Title.objects.filter(household=self.household).select_related(
            "decision__region", "region__parent", "erratum"
        )
        title = get_object_or_404(own, pk=kwargs["pk"])
        if not has_certificate(title, timezone.localdate()):
            raise absent()
        paper = certificate_of(title, title.decision, title.decision.region)
        answer = HttpResponse(render_certificate(paper), content_type="application/pdf")
        name = f"{paper.honour}证书 {title.serial}.pdf"
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return answer
