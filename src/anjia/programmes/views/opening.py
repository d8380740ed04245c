"""Opening a cycle after a look at everything it needs, and closing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.programmes.actions import close_cycle, open_cycle
from anjia.programmes.enums import CycleState, Verb
from anjia.programmes.points import shown
from anjia.programmes.queries.opening import opening_checks
from anjia.programmes.views.base import CycleMixin
from anjia.web.screens import TransitionScreen


class CycleOpen(CycleMixin, TransitionScreen):
    permission = Verb.OPEN_CYCLE
    template_name = "programmes/cycle_open.html"
    heading = _("开启周期")
    submit_label = _("开启周期")
    success_message = _("周期已开启。各村（社区）可以登记积分、召开户长会议。")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.cycle.state != CycleState.PLANNED:
            return HttpResponseRedirect(reverse("programmes:cycle_detail", args=[self.cycle.pk]))
        return super().get(request, *args, **kwargs)

    def get_effect(self) -> str:
        return _("开启后标准、命名日和公示期不再改动；合格分 %(mark)s 分在第一次评分时锁定。") % {
            "mark": shown(self.cycle.pass_mark_half_points)
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        checks = opening_checks(self.cycle, timezone.localdate())
        return super().get_context_data(
            checks=[{"check": check, "url": self._where(check.where)} for check in checks],
            is_ready=all(check.holds or not check.blocks for check in checks),
            target=self.cycle.targets.filter(region=self.cycle.region).first(),
            back_url=reverse("programmes:cycle_detail", args=[self.cycle.pk]),
            **kwargs,
        )

    def _where(self, name: str) -> str:
        return reverse(f"programmes:{name}", args=[self.cycle.pk])

    def perform(self, form: Any) -> str:
        open_cycle(self.cycle, by=self.user)
        return reverse("programmes:cycle_detail", args=[self.cycle.pk])


class CycleClose(CycleMixin, TransitionScreen):
    permission = Verb.OPEN_CYCLE
    heading = _("结束周期")
    submit_label = _("结束周期")
    success_message = _("周期已结束。")

    def get_effect(self) -> str:
        return str(_("结束后不再评分、推举和命名；已经命名的家庭不受影响。"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            answers=[{"label": _("周期"), "value": self.cycle.title, "url": ""}],
            back_url=reverse("programmes:cycle_detail", args=[self.cycle.pk]),
            **kwargs,
        )

    def perform(self, form: Any) -> str:
        close_cycle(self.cycle, by=self.user)
        return reverse("programmes:cycle_detail", args=[self.cycle.pk])
