"""Where a page saves what has been typed so far, and where it is thrown away."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from anjia.web.actions.drafts import drop_draft, keep_draft
from anjia.web.drafts import answers_of, ticket_of
from anjia.web.gate import SIGNED_IN


class KeepDraftView(View):
    """Answers `{state: saved, at: 14:03}`, or `{state: elsewhere}` where another tab holds the form."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        told = request.POST
        ticket = ticket_of(told.get("draft_token", ""))
        user: Any = request.user
        if ticket is None or ticket.user_id != user.pk:
            return JsonResponse({"state": "refused"}, status=422)
        draft = keep_draft(
            ticket,
            answers_of(told, ticket.names),
            tab=told.get("draft_tab", "")[:40],
            takes_over="draft_take" in told,
            lets_go="draft_release" in told,
        )
        if draft is None:
            return JsonResponse({"state": "elsewhere"}, status=409)
        return JsonResponse({"state": "saved", "at": f"{timezone.localtime():%H:%M}"})


class DropDraftView(View):
    """Throws away what was begun, and shows the form as it is."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        target = request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
            target = "/"
        drop_draft(request.user.pk, target.split("?")[0])
        return HttpResponseRedirect(target)
