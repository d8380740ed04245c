"""Publish, take down, put up again, print: each with its check page."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.notices.actions import publish_notice, repost_notice, take_down_notice
from anjia.notices.clock import last_day, latest_start
from anjia.notices.entries import preview
from anjia.notices.enums import NoticeKind, NoticeState, TakeDownReason, Verb
from anjia.notices.forms import TakeDownForm
from anjia.notices.models import PublicNotice
from anjia.notices.poster import poster_pdf
from anjia.notices.queries import listed
from anjia.notices.views.base import NoticeMixin
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.regions.working_days import is_covered
from anjia.web.screens import DetailScreen, TransitionScreen, absent


def day(value: date) -> str:
    return date_format(value, "DATE_FORMAT")


def late_warnings(cycle: ProgrammeCycle, ends_on: date) -> list[str]:
    """What somebody should know before a notice begins: too late for the naming day, or an unknown calendar."""
    found = []
    if ends_on >= cycle.naming_day:
        latest = latest_start(cycle.naming_day, cycle.notice_working_days)
        told = {"end": day(ends_on), "naming": day(cycle.naming_day), "latest": day(latest)}
        found.append(_("公示到%(end)s才结束，赶不上计划命名日%(naming)s；要赶上，最迟应在%(latest)s张贴。") % told)
    if not is_covered(ends_on.year):
        text = _("%(year)s 年的放假安排还没有录入，工作日暂按周一至周五计算。")
        found.append(text % {"year": ends_on.year})
    return found


def expected_of(screen: Any) -> int | None:
    typed = screen.request.POST.get("expected", "")
    return int(typed) if typed.isdigit() else None


class NoticePublish(TransitionScreen):
    """What will be published, for how long, and the names as everybody will read them."""

    permission = Verb.PUBLISH
    template_name = "notices/notice_publish.html"
    heading = gettext_lazy("张贴公示")
    submit_label = gettext_lazy("确认张贴")
    success_message = gettext_lazy("公示已张贴，从今天起所有人可以看到。")
    context_name = "village"

    def get_queryset(self) -> QuerySet[Region]:
        return regions_visible_to(self.user, str(self.permission)).filter(level=Level.VILLAGE)

    @cached_property
    def cycle(self) -> ProgrammeCycle:
        cycle = current_cycle(self.object)
        if cycle is None:
            raise absent()
        return cycle

    @cached_property
    def names(self) -> list[dict[str, str]]:
        return preview(self.object, self.cycle)

    def get_effect(self) -> str:
        if self.cycle.is_rehearsal:
            return _("演练公示 %(families)s 户，公众看不到。") % {"families": len(self.names)}
        return _("将公示 %(families)s 户，向公众可见。") % {"families": len(self.names)}

    def announce(self, first: bool) -> None:
        if first and self.cycle.is_rehearsal:
            messages.success(self.request, _("演练公示已开始。按“下一个工作日”快进。"))
        else:
            super().announce(first)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, cycle = timezone.localdate(), self.cycle
        ends_on = last_day(today, cycle.notice_working_days)
        return super().get_context_data(
            names=self.names,
            cycle=cycle,
            ends_on=ends_on,
            warnings=[] if cycle.is_rehearsal else late_warnings(cycle, ends_on),
            back_url=reverse("notices:notice_list"),
            **kwargs,
        )

    def perform(self, form: Any) -> str:
        notice = publish_notice(self.object, self.cycle, by=self.user, expected=expected_of(self))
        return reverse("notices:notice_detail", args=[notice.pk])


class NoticeTakeDown(NoticeMixin, TransitionScreen):
    permission = Verb.TAKE_DOWN
    template_name = "notices/notice_take_down.html"
    heading = gettext_lazy("撤下公示")
    submit_label = gettext_lazy("确认撤下")
    form_class = TakeDownForm

    def get_effect(self) -> str:
        count = listed(self.object).count()
        return _("将从网站撤下 %(families)s 户；重新张贴后公示期从头计算。") % {"families": count}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("notices:notice_detail", args=[self.object.pk]), **kwargs)

    def perform(self, form: Any) -> str:
        notice = take_down_notice(self.object, reason=TakeDownReason(form.cleaned_data["reason"]), by=self.user)
        messages.warning(self.request, _("公示已撤下。请把公示栏里的纸质公示也取下。"))
        return reverse("notices:notice_detail", args=[notice.pk])


class NoticeRepost(NoticeMixin, TransitionScreen):
    permission = Verb.PUBLISH
    template_name = "notices/notice_repost.html"
    heading = gettext_lazy("重新张贴公示")
    submit_label = gettext_lazy("确认重新张贴")
    success_message = gettext_lazy("公示已重新张贴，公示期从今天起重新计算。")

    def get_queryset(self) -> QuerySet[PublicNotice]:
        return super().get_queryset().filter(kind=NoticeKind.PRE_NAMING)

    def get_effect(self) -> str:
        told = {"families": listed(self.object).count(), "days": self.object.working_days}
        return _("将重新公示 %(families)s 户，向公众可见，%(days)s 个工作日从头计算。") % told

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ends_on = last_day(timezone.localdate(), self.object.working_days)
        return super().get_context_data(
            ends_on=ends_on,
            warnings=late_warnings(self.object.cycle, ends_on),
            back_url=reverse("notices:notice_detail", args=[self.object.pk]),
            **kwargs,
        )

    def perform(self, form: Any) -> str:
        notice = repost_notice(self.object, by=self.user)
        return reverse("notices:notice_detail", args=[notice.pk])


class NoticePoster(NoticeMixin, DetailScreen):
    """The poster as it would hang now, with nobody on it who left."""

    permission = Verb.VIEW
    http_method_names = ["get", "head"]

    def get_queryset(self) -> QuerySet[PublicNotice]:
        return super().get_queryset().exclude(state__in=(NoticeState.DRAFT, NoticeState.TAKEN_DOWN))

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(poster_pdf(self.object), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="notice-{self.object.batch}.pdf"'
        return response
