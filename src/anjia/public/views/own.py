"""What a family reads and does by its card: file, choices, copy, leaving, erasure (frame F1; domain B10)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from anjia.appeals.own_file import with_ways
from anjia.evaluations.actions import exclude_raters
from anjia.evaluations.queries.candidacies import newest_of
from anjia.evaluations.queries.raters import excludable
from anjia.households.actions import (
    agree_oneself,
    erase_household,
    hand_out_file,
    withdraw_participation,
    withdraw_publication,
)
from anjia.households.actions.consent_texts import current_wording
from anjia.households.enums import ConsentKind, ConsentState, CopyReason, EraseReason
from anjia.households.own_file import Act, Part, own_file
from anjia.households.own_screens import FamilyScreen, let_out
from anjia.households.personal import kept_papers
from anjia.households.queries import live_consents
from anjia.kernel.exceptions import Refused
from anjia.public.forms import ExcludeForm
from anjia.web.addresses import path_of
from anjia.web.screens import absent

GONE = _("没有可以办的事。")
MOST_DAYS, SOON = 3, 60


class OwnFileView(FamilyScreen):
    """What there is to read and to do, one line each; first the days that one should not miss."""

    template_name = "public/own_file.html"
    heading = _("我家的档案")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parts = own_file(self.household, timezone.localdate())
        found = [(part, part.next_day) for part in parts if part.next_day and part.next_day.days <= SOON]
        waiting = sorted(found, key=lambda pair: pair[1].days)[:MOST_DAYS]
        # What is offered to everybody, shown to every family alike, however its year went (domain A9-8).
        shown = {"acts": _acts(), "offers_url": path_of("offers")}
        return super().get_context_data(parts=parts, waiting=waiting, own_url="", **shown, **kwargs)


def _acts() -> list[Act]:
    """What the family can do, in the order of how often it is wanted."""
    return [
        Act(_("同意、公开全名、换评分人"), reverse("public:own_choices")),
        Act(_("资料写错了，要改"), reverse("households:own_changes")),
        Act(_("要一份全部资料"), reverse("public:own_copy")),
        Act(_("退出创建（不用说理由）"), reverse("public:own_leave")),
    ]


class PartView(FamilyScreen):
    """One part on a page of its own, read aloud if one likes."""

    template_name = "public/own_part.html"

    @cached_property
    def part(self) -> Part:
        today = timezone.localdate()
        found = own_file(self.household, today, self.kwargs["key"])
        if not found:
            raise absent()
        return with_ways(found[0], self.household, today)

    def get_heading(self) -> str:
        return str(self.part.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(part=self.part, **kwargs)


class ChoicesView(FamilyScreen):
    """Take part, show the full name or not, ask for other raters. Each is one press, none asks why."""

    template_name = "public/own_choices.html"
    heading = _("由您家决定")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proven = {kind for kind, row in live_consents(self.household).items() if row.state == ConsentState.PROVEN}
        return super().get_context_data(
            **{
                "takes_part": ConsentKind.PARTICIPATE in proven,
                "shows_name": ConsentKind.PUBLISH in proven,
                "wording": current_wording(ConsentKind.PARTICIPATE),
                "exclude": self._exclude_form(),
                "refusal": "",
                **kwargs,
            }
        )

    def _exclude_form(self, data: Any = None) -> ExcludeForm | None:
        candidacy = newest_of(self.household)
        return ExcludeForm(data, people=excludable(candidacy)) if candidacy else None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = {"agree": self._agree, "show": self._show, "mask": self._mask, "exclude": self._exclude}
        try:
            done = acts.get(request.POST.get("act", ""), self._nothing)()
        except Refused as refusal:
            return self.render_to_response(self.get_context_data(refusal=str(refusal)), status=refusal.status)
        messages.success(request, done)
        return HttpResponseRedirect(reverse("public:own_choices"))

    def _nothing(self) -> str:
        raise Refused(GONE)

    def _agree(self) -> str:
        agree_oneself(self.household, kind=ConsentKind.PARTICIPATE, by=self.family)
        return _now("记下了：您家自愿参加。随时可以退出，不用说理由。")

    def _show(self) -> str:
        agree_oneself(self.household, kind=ConsentKind.PUBLISH, by=self.family)
        return _now("记下了：公示和结果里显示户主的全名。")

    def _mask(self) -> str:
        withdraw_publication(self.household, by=self.family)
        return _now("记下了：不再显示全名，马上生效。")

    def _exclude(self) -> str:
        form, candidacy = self._exclude_form(self.request.POST), newest_of(self.household)
        if form is None or candidacy is None or not form.is_valid():
            raise Refused(_("请勾选不想让谁评，再按“请换人”。"))
        exclude_raters(candidacy, form.cleaned_data["people"], by=self.family)
        return _now("记下了，马上生效。他们不会知道是哪一家请求换人。")


class CopyView(FamilyScreen):
    """Everything held, as one page to print or keep; asking for it is an event, so it is pressed for."""

    open_after_leaving = True
    template_name = "public/own_copy.html"
    heading = _("要一份我家的全部资料")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        parts = hand_out_file(self.household, reason=CopyReason.FAMILY, by=self.family)
        context = self.get_context_data(parts=parts, kept=kept_papers())
        return self.response_class(
            request=request, template="households/family_file.html", context=context, using=self.template_engine
        )


class LeaveView(FamilyScreen):
    """What leaving does, then one press. No reason is asked, and there is no box for one."""

    template_name = "public/own_leave.html"
    heading = _("退出创建")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            withdraw_participation(self.household, by=self.family)
        except Refused as refusal:
            return self.render_to_response(self.get_context_data(refusal=str(refusal)), status=refusal.status)
        return HttpResponseRedirect(reverse("public:own_erase"))


class EraseView(FamilyScreen):
    """After leaving: nothing more to do, or have everything erased at once."""

    open_after_leaving = True
    template_name = "public/own_erase.html"
    heading = _("已经退出")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.household.is_active:
            return HttpResponseRedirect(reverse("public:own_leave"))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            erase_household(self.household, reason=EraseReason.ASKED, by=self.family)
        except Refused as refusal:
            return self.render_to_response(self.get_context_data(refusal=str(refusal)), status=refusal.status)
        answer = HttpResponseRedirect(reverse("public:family"))
        let_out(request, answer)
        messages.success(request, _now("您家的资料已经删除。"))
        return answer
