"""What leaves on paper or as a file: the roster, the form of each family, and both in one package (domain A5-15)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from anjia.documents.render import (
    render_forms,
    render_forms_docx,
    render_roster,
    render_roster_docx,
    render_roster_xlsx,
)
from anjia.exemplars.enums import Verb
from anjia.exemplars.models import Recommendation
from anjia.exemplars.papers import roster_of
from anjia.exemplars.queries import visible_to
from anjia.exemplars.queries.recommendations import suggested_order
from anjia.exemplars.submission import forms_of, honours_of, submission
from anjia.exemplars.workflow import LIVE
from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.scope import under
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries import current_cycle
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.web.exports import MOST_PERSONS
from anjia.web.screens import Screen, absent

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROSTERS = {
    "pdf": (render_roster, "application/pdf"),
    "docx": (render_roster_docx, WORD),
    "xlsx": (render_roster_xlsx, EXCEL),
}
FORMS = {"pdf": (render_forms, "application/pdf"), "docx": (render_forms_docx, WORD)}


def taken(data: bytes, media: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


class RosterDownload(Screen):
    """示范户推荐花名册 of where one stands, for this year, or all that is handed up; who took it is noted."""

    permission = Verb.EXPORT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        place = current_place(request)
        cycle = current_cycle(place) if place else None
        ending = self.kwargs["ending"]
        if place is None or cycle is None or not self.user.may(Verb.EXPORT, place.path):
            raise absent()
        if ending not in (*ROSTERS, "zip"):
            raise absent()
        rows = self.rows(place, cycle)
        paper = roster_of(place.name, cycle.year, rows, honours_of(rows))
        told = {"roster": len(rows), "format": ending, "anchor": audit.head()}
        audit.record(Verb.EXPORT, cycle, by=self.user, after=told, region_path=place.path)
        if ending == "zip":
            return taken(submission(paper, forms_of(rows)), "application/zip", f"{paper.title}报送材料.zip")
        render, media = ROSTERS[ending]
        return taken(render(paper), media, f"{paper.title}.{ending}")

    def rows(self, place: Region, cycle: ProgrammeCycle) -> list[Recommendation]:
        """Those that stand, by rank. The forms of more than a hundred families do not leave in one file."""
        rows = visible_to(self.user, Verb.EXPORT).filter(under("region__path", place.path), cycle=cycle, state__in=LIVE)
        listed = list(suggested_order(rows.select_related("title__decision"))[:2000])
        if not listed:
            raise Refused(_("推荐名单是空的，没有花名册可下载。"))
        if self.kwargs["ending"] == "zip" and len(listed) > MOST_PERSONS:
            raise Refused(_("报送材料一次最多 %(most)d 户。请换到一个乡镇（街道）分别下载。") % {"most": MOST_PERSONS})
        return listed


class FormDownload(Screen):
    """示范户推荐表 of one family, with all that is known of it filled in."""

    permission = Verb.EXPORT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen = visible_to(self.user, Verb.EXPORT).select_related("title__decision")
        row = get_object_or_404(seen, pk=self.kwargs["pk"])
        if self.kwargs["ending"] not in FORMS:
            raise absent()
        render, media = FORMS[self.kwargs["ending"]]
        paper = forms_of([row])[0]
        told = {"form": self.kwargs["ending"], "anchor": audit.head()}
        audit.record(Verb.EXPORT, row, by=self.user, after=told, region_path=row.region.path)
        return taken(render([paper]), media, f"{paper.title} {row.household.head_name}.{self.kwargs['ending']}")
