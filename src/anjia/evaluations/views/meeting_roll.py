"""The roll: one big button per family, the quorum counted after each."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions import count_others, mark_attendance
from anjia.evaluations.enums import Presence, Verb
from anjia.evaluations.forms.meetings import OthersForm
from anjia.evaluations.queries.meetings import attendance_by_family, families_of, roll_of
from anjia.evaluations.views.base import MeetingMixin
from anjia.kernel.exceptions import Refused
from anjia.web.screens import DetailScreen


class MeetingRollView(MeetingMixin, DetailScreen):
    """Marking sends one line; marking it again changes nothing, so no token is needed."""

    permission = Verb.HOLD_MEETING
    template_name = "evaluations/meeting_roll.html"
    heading = _("点名")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = attendance_by_family(self.object)
        families = list(families_of(self.object))
        names = {family.pk: family.head_name for family in families}
        taken = {line.proxy_holder_id for line in lines.values()}
        rows = [self._row(family, lines.get(family.pk), names) for family in families]
        holders = [r for r in rows if r["presence"] == Presence.IN_PERSON and r["pk"] not in taken]
        kwargs.setdefault("others", OthersForm(initial={"others": self.object.others_present}))
        kwargs.setdefault("errors", [])
        return super().get_context_data(rows=rows, holders=holders, roll=roll_of(self.object), **kwargs)

    def _row(self, family: Any, line: Any, names: dict[uuid.UUID, str]) -> dict[str, Any]:
        return {
            "pk": family.pk,
            "name": family.head_name,
            "address": family.address,
            "presence": line.presence if line else "",
            "holder": names.get(line.proxy_holder_id, "") if line else "",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        errors: list[str] = []
        status = 200
        try:
            self._mark(request)
        except Refused as refusal:
            errors, status = [str(refusal)], refusal.status
        if request.headers.get("HX-Request"):
            # htmx swaps only what succeeds; the refusal stands in the answer itself.
            self.template_name = "evaluations/meeting_roll.html#roll"
            return self.render_to_response(self.get_context_data(errors=errors))
        if errors:
            return self.render_to_response(self.get_context_data(errors=errors), status=status)
        return HttpResponseRedirect(reverse("evaluations:meeting_roll", args=[self.object.pk]))

    def _mark(self, request: HttpRequest) -> None:
        if "others" in request.POST:
            form = OthersForm(request.POST)
            if not form.is_valid():
                raise Refused(_("其他到会户数请填一个整数。"))
            count_others(self.object, number=form.cleaned_data["others"], by=self.user)
            return
        presence = Presence.BY_PROXY if "proxy" in request.POST else request.POST.get("presence", "")
        if presence not in {"", *Presence.values}:
            raise Refused(_("到会情况请选“到会”“委托”或“未到”。"))
        holder = _id(request.POST.get("proxy", ""))
        family = _id(request.POST.get("household", ""))
        if family is None:
            raise Refused(_("点名册里没有这一户。"))
        mark_attendance(self.object, family, presence=presence, proxy_holder_id=holder, by=self.user)


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
